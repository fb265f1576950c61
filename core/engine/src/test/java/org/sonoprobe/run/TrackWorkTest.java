package org.sonoprobe.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Recording;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.store.EmbeddingStore;

class TrackWorkTest {
  private static final List<String> EVENTS = Collections.synchronizedList(new ArrayList<>());

  /** Audio that says when it is decoded. */
  private record Source(String content, boolean broken) implements AudioSource {
    private static final long serialVersionUID = 1;

    @Override
    public Audio read() throws IOException {
      EVENTS.add("decode");
      if (broken) {
        throw new IOException("it is broken");
      }
      return Audio.of(8000, new float[800]);
    }

    @Override
    public Recording recording() throws IOException {
      return new Recording(read(), List.of("a little was damaged"));
    }

    @Override
    public String fingerprint() {
      return content;
    }

    @Override
    public String location() {
      return "nowhere";
    }
  }

  private record Tracks(boolean broken) implements Dataset {
    @Override
    public String name() {
      return "tracks";
    }

    @Override
    public Corpus load(Task task) {
      List<Track> tracks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        tracks.add(
            new Track(
                "t" + i,
                new Source("content " + i, broken && i == 3),
                new Target.Label(i % 2 == 0 ? "even" : "odd")));
      }
      return Corpus.of(task, tracks, List.of(), List.of());
    }
  }

  private record Louder(double factor) implements Deformation {
    @Override
    public String name() {
      return "Louder";
    }

    @Override
    public Audio apply(Audio audio, RandomGenerator random) {
      EVENTS.add("deform " + factor);
      return audio;
    }
  }

  private record Model(String name, int sampleRate, String failure) implements EmbeddingModel {
    @Override
    public Embedder open() {
      return audio -> {
        EVENTS.add("embed " + name);
        if (failure.equals("memory")) {
          throw new OutOfMemoryError("no heap left");
        }
        if (failure.equals("bug")) {
          throw new IllegalStateException("a bug");
        }
        return Embedding.ofFrames(new float[][] {{audio.frameCount(), 1}}, 0.1);
      };
    }
  }

  private record Guess() implements DownstreamModel {
    @Override
    public String name() {
      return "guess";
    }

    @Override
    public Predictor train(
        Task task, Examples train, Examples validation, TrainingContext context) {
      return new Predictor() {
        @Override
        public double[][] predict(Examples examples) {
          double[][] rows = new double[examples.rowCount()][task.labels().size()];
          for (double[] row : rows) {
            row[0] = 1;
          }
          return rows;
        }

        @Override
        public void save(Path file) {}
      };
    }

    @Override
    public Predictor restore(Path file) throws IOException {
      throw new IOException("never saved");
    }
  }

  private record Count() implements Metric {
    @Override
    public String name() {
      return "count";
    }

    @Override
    public boolean supports(org.sonoprobe.api.TaskType type) {
      return true;
    }

    @Override
    public Score compute(Predictions predictions) {
      return new Score("count", predictions.count());
    }
  }

  /** A store whose disk is full. */
  private record Full() implements EmbeddingStore {
    @Override
    public Optional<Embedding> get(String key) {
      return Optional.empty();
    }

    @Override
    public List<String> notes(String key) {
      return List.of();
    }

    @Override
    public void putNotes(String key, List<String> notes) {}

    @Override
    public void put(String key, Embedding embedding) throws IOException {
      throw new IOException("no space left on device");
    }
  }

  private static Experiment experiment(boolean broken, EmbeddingModel... models) {
    Experiment.Builder builder =
        Experiment.builder("fakes")
            .task("parity_classification")
            .dataset(new Tracks(broken))
            .scenario("twice", new Louder(2))
            .scenario("thrice", new Louder(3))
            .aggregation(Aggregation.MEAN)
            .downstream("M1", new Guess())
            .metric(new Count());
    for (EmbeddingModel model : models) {
      builder.embedding(model);
    }
    return builder.build();
  }

  private static Extraction.Outcome extract(
      EmbeddingStore store, Source source, EmbeddingModel... models) throws IOException {
    List<Extraction.Wanted> wanted = new ArrayList<>();
    for (int embedding = 0; embedding < models.length; embedding++) {
      for (int scenario = 0; scenario < 3; scenario++) {
        wanted.add(new Extraction.Wanted(scenario, embedding));
      }
    }
    EVENTS.clear();
    try (Extractor extractor = new Extractor(experiment(false, models), store)) {
      return extractor.extract(new Extraction("tracks", "t0", source, wanted));
    }
  }

  @Test
  void aTrackIsDecodedOnceAndDeformedOncePerScenarioHoweverManyModelsAsk() throws IOException {
    Extraction.Outcome outcome =
        extract(
            EmbeddingStore.inMemory(),
            new Source("x", false),
            new Model("a", 8000, ""),
            new Model("b", 4000, ""),
            new Model("c", 0, ""));

    assertThat(outcome.computed()).isEqualTo(9);
    assertThat(EVENTS).filteredOn(event -> event.equals("decode")).hasSize(1);
    assertThat(EVENTS).filteredOn(event -> event.startsWith("deform")).hasSize(2);
    assertThat(outcome.notes()).containsExactly("a little was damaged");
  }

  @Test
  void whatIsStoredIsNotMadeAgainButItsNotesAreSaidAgain() throws IOException {
    EmbeddingStore store = EmbeddingStore.inMemory();
    extract(store, new Source("x", false), new Model("a", 8000, ""));

    Extraction.Outcome again =
        extract(store, new Source("x", false), new Model("a", 8000, ""), new Model("b", 8000, ""));
    Extraction.Outcome third = extract(store, new Source("x", false), new Model("a", 8000, ""));

    assertThat(again.computed()).isEqualTo(3);
    assertThat(third.computed()).isZero();
    assertThat(EVENTS).isEmpty();
    assertThat(third.notes()).containsExactly("a little was damaged");
  }

  @Test
  void aModelThatFailsLeavesTheOthersAlone() throws IOException {
    Extraction.Outcome outcome =
        extract(
            EmbeddingStore.inMemory(),
            new Source("x", false),
            new Model("a", 8000, "bug"),
            new Model("b", 8000, ""));

    assertThat(outcome.results().subList(0, 3))
        .allSatisfy(
            result -> {
              assertThat(result.stage()).isEqualTo("embed");
              assertThat(result.reason()).isEqualTo("java.lang.IllegalStateException: a bug");
            });
    assertThat(outcome.results().subList(3, 6)).noneMatch(Extraction.Result::isFailure);
  }

  @Test
  void whatCannotBeDecodedFailsForAllModelsAtOneReading() throws IOException {
    Extraction.Outcome outcome =
        extract(
            EmbeddingStore.inMemory(),
            new Source("x", true),
            new Model("a", 8000, ""),
            new Model("b", 4000, ""));

    assertThat(outcome.results())
        .hasSize(6)
        .allSatisfy(result -> assertThat(result.stage()).isEqualTo("decode"));
    assertThat(EVENTS).containsExactly("decode");
  }

  @Test
  void aStoreThatFailsIsNoTracksFault() {
    assertThatThrownBy(() -> extract(new Full(), new Source("x", false), new Model("a", 8000, "")))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "the store failed at track 't0' of dataset 'tracks': no space left on device; mend it"
                + " and run again, what is stored is kept")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void memoryThatRunsOutEndsALenientRun() {
    Runner runner = Runner.builder().policy(Policy.LENIENT).threads(2).build();

    assertThatThrownBy(() -> runner.run(experiment(false, new Model("a", 8000, "memory"))))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("no heap left");
  }

  @Test
  void notesOfTracksAreCountedInTheResults() throws IOException {
    Results results =
        Runner.builder()
            .policy(Policy.LENIENT)
            .threads(2)
            .build()
            .run(experiment(true, new Model("a", 8000, "")));

    assertThat(results.notes()).contains("fakes: tracks: 19 tracks: a little was damaged");
    assertThat(results.skipped())
        .isNotEmpty()
        .allSatisfy(skipped -> assertThat(skipped.reason()).isEqualTo("it is broken"));
    assertThat(Set.copyOf(results.skipped().stream().map(Skipped::track).toList()))
        .containsExactly("t3");
  }
}
