package org.sonoprobe.run.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Aggregations;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.Fakes;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.plan.Extraction;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.Policy;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.store.EmbeddingStore;

class TrackExtractionTest {

  private static Extraction.Outcome extract(
      EmbeddingStore store, Fakes.Source source, EmbeddingModel... models) throws IOException {
    List<Extraction.Wanted> wanted = new ArrayList<>();
    for (EmbeddingModel model : models) {
      for (String scenario : List.of("clean", "twice", "thrice")) {
        wanted.add(new Extraction.Wanted(scenario, model.name()));
      }
    }
    Fakes.EVENTS.clear();
    try (Extractor extractor =
        new Extractor(
            Fakes.experiment(false, models),
            store,
            Assets.standard(),
            Keeping.megabytes(64, List.of(Aggregations.MEAN)))) {
      return extractor.extract(new Extraction("tracks", "t0", source, wanted));
    }
  }

  @Test
  void aTrackIsDecodedOnceAndDeformedOncePerScenarioHoweverManyModelsAsk() throws IOException {
    Extraction.Outcome outcome =
        extract(
            EmbeddingStore.inMemory(),
            new Fakes.Source("x", false),
            new Fakes.Model("a", 8000, ""),
            new Fakes.Model("b", 4000, ""),
            new Fakes.Model("c", 0, ""));

    assertThat(outcome.computed()).isEqualTo(9);
    assertThat(Fakes.EVENTS).filteredOn(event -> event.equals("decode")).hasSize(1);
    assertThat(Fakes.EVENTS).filteredOn(event -> event.startsWith("deform")).hasSize(2);
    assertThat(outcome.notes()).containsExactly("a little was damaged");
  }

  /** Keeps what it was given. */
  private record Listening(String name, int rate, String resampler, List<Audio> heard)
      implements EmbeddingModel {
    @Override
    public Input input() {
      return Input.mono(rate).resampledBy(resampler);
    }

    @Override
    public LoadedModel load(Loading loading) {
      return LoadedModel.of(
          audio -> {
            heard.add(audio);
            return Embedding.wrap(new float[] {1}, 1, 1, 1, 0);
          });
    }
  }

  @Test
  void eightModelsOfThreeRatesHearThreeResampledSignalsOfOneDecoding() throws IOException {
    List<Audio> heard = new ArrayList<>();
    int[] rates = {16000, 16000, 16000, 22050, 22050, 48000, 48000, 48000};
    EmbeddingModel[] models = new EmbeddingModel[rates.length];
    for (int i = 0; i < models.length; i++) {
      models[i] = new Listening("m" + i, rates[i], "polyphase", heard);
    }
    extract(EmbeddingStore.inMemory(), new Fakes.Source("x", false), models);

    assertThat(Fakes.EVENTS).filteredOn(event -> event.equals("decode")).hasSize(1);
    // clean and two scenarios, each at three rates, whatever the number of models
    assertThat(heard).hasSize(3 * models.length);
    Set<Audio> signals = Collections.newSetFromMap(new IdentityHashMap<>());
    signals.addAll(heard);
    assertThat(signals).hasSize(3 * 3);
  }

  @Test
  void anotherResamplerIsAnotherSignal() throws IOException {
    List<Audio> heard = new ArrayList<>();
    extract(
        EmbeddingStore.inMemory(),
        new Fakes.Source("x", false),
        new Listening("a", 16000, "polyphase", heard),
        new Listening("b", 16000, "sinc_hann", heard));

    Set<Audio> signals = Collections.newSetFromMap(new IdentityHashMap<>());
    signals.addAll(heard);
    assertThat(signals).hasSize(2 * 3);
  }

  @Test
  void whatIsStoredIsNotMadeAgainButItsNotesAreSaidAgain() throws IOException {
    EmbeddingStore store = EmbeddingStore.inMemory();
    extract(store, new Fakes.Source("x", false), new Fakes.Model("a", 8000, ""));

    Extraction.Outcome again =
        extract(
            store,
            new Fakes.Source("x", false),
            new Fakes.Model("a", 8000, ""),
            new Fakes.Model("b", 8000, ""));
    Extraction.Outcome third =
        extract(store, new Fakes.Source("x", false), new Fakes.Model("a", 8000, ""));

    assertThat(again.computed()).isEqualTo(3);
    assertThat(third.computed()).isZero();
    assertThat(Fakes.EVENTS).isEmpty();
    assertThat(third.notes()).containsExactly("a little was damaged");
  }

  @Test
  void aModelThatFailsLeavesTheOthersAlone() throws IOException {
    Extraction.Outcome outcome =
        extract(
            EmbeddingStore.inMemory(),
            new Fakes.Source("x", false),
            new Fakes.Model("a", 8000, "bug"),
            new Fakes.Model("b", 8000, ""));

    assertThat(outcome.results().subList(0, 3))
        .allSatisfy(
            result -> {
              Fault fault = java.util.Objects.requireNonNull(result.fault());
              assertThat(fault.stage()).isEqualTo(Stage.EMBED);
              assertThat(fault.component()).isEqualTo("a");
              assertThat(fault.reason())
                  .startsWith("java.lang.IllegalStateException: a bug at org.sonoprobe.run.Fakes");
              assertThat(fault.cause()).containsInstanceOf(IllegalStateException.class);
              assertThat(fault.trace()).contains("Fakes.java");
            });
    assertThat(outcome.results().subList(3, 6)).noneMatch(Extraction.Result::isFailure);
  }

  @Test
  void whatCannotBeDecodedFailsForAllModelsAtOneReading() throws IOException {
    Extraction.Outcome outcome =
        extract(
            EmbeddingStore.inMemory(),
            new Fakes.Source("x", true),
            new Fakes.Model("a", 8000, ""),
            new Fakes.Model("b", 4000, ""));

    assertThat(outcome.results())
        .hasSize(6)
        .allSatisfy(
            result ->
                assertThat(java.util.Objects.requireNonNull(result.fault()).stage())
                    .isEqualTo(Stage.DECODE));
    assertThat(Fakes.EVENTS).containsExactly("decode");
  }

  @Test
  void aStoreThatFailsIsNoTracksFault() {
    assertThatThrownBy(
            () ->
                extract(
                    new Fakes.Full(), new Fakes.Source("x", false), new Fakes.Model("a", 8000, "")))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "the store failed at track 't0' of dataset 'tracks': no space left on device; mend it"
                + " and run again, what is stored is kept")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void whatDrawsNothingIsStoredByContentAloneAndWhatDrawsByTrackToo() throws IOException {
    EmbeddingStore store = EmbeddingStore.inMemory();
    Experiment experiment =
        Experiment.builder("x")
            .task("parity_classification")
            .dataset(new Fakes.Tracks(false))
            .scenario("fixed", new Fakes.Fixed())
            .scenario("drawn", new Fakes.Louder(2))
            .embedding(new Fakes.Model("a", 8000, ""))
            .downstream(new Fakes.Guess())
            .metric(new Fakes.Count())
            .build();
    List<Extraction.Wanted> wanted =
        List.of(
            new Extraction.Wanted("clean", "a"),
            new Extraction.Wanted("fixed", "a"),
            new Extraction.Wanted("drawn", "a"));
    try (Extractor extractor =
        new Extractor(
            experiment,
            store,
            Assets.standard(),
            Keeping.megabytes(64, experiment.aggregations()))) {
      Fakes.Source same = new Fakes.Source("same content", false);
      Extraction.Outcome first =
          extractor.extract(new Extraction("tracks", "one name", same, wanted));
      Extraction.Outcome second =
          extractor.extract(new Extraction("others", "another", same, wanted));

      assertThat(first.computed()).isEqualTo(3);
      assertThat(second.results())
          .map(Extraction.Result::computed)
          .containsExactly(false, false, true);
    }
  }

  @Test
  void memoryThatRunsOutEndsALenientRun() {
    Runner runner = Runner.builder().policy(Policy.LENIENT).threads(2).build();

    assertThatThrownBy(
            () -> runner.run(Fakes.experiment(false, new Fakes.Model("a", 8000, "memory"))))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("the run ended at track 't")
        .hasMessageContaining("memory ran out (at most ")
        .hasMessageContaining("more with -Xmx")
        .hasCauseInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void notesOfTracksAreCountedInTheResults() throws IOException {
    Results results =
        Runner.builder()
            .policy(Policy.LENIENT)
            .threads(2)
            .build()
            .run(Fakes.experiment(true, new Fakes.Model("a", 8000, "")));

    assertThat(results.notes()).contains("fakes: tracks: 19 tracks: a little was damaged");
    assertThat(results.skipped())
        .isNotEmpty()
        .allSatisfy(skipped -> assertThat(skipped.reason()).isEqualTo("it is broken"));
    assertThat(Set.copyOf(results.skipped().stream().map(entry -> entry.where().track()).toList()))
        .containsExactly("t3");
  }
}
