package org.sonoprobe.run.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.Fakes;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.plan.Plan;
import org.sonoprobe.run.work.Policy;
import org.sonoprobe.run.work.RunException;

class ForecastTest {
  @TempDir Path folder;

  private record Broken() implements EmbeddingModel {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Input input() {
      return Input.mono(8000);
    }

    @Override
    public LoadedModel load(Loading loading) throws IOException {
      throw new IOException("these are no weights");
    }
  }

  private record Absent(Path folder) implements Dataset {
    @Override
    public String name() {
      return "absent";
    }

    @Override
    public Corpus load(Task task) {
      List<Track> tracks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        tracks.add(
            new Track(
                "t" + i,
                new AudioFile(folder.resolve(i + ".wav")),
                new Target.Label(i % 2 == 0 ? "even" : "odd")));
      }
      return Corpus.of(task, tracks, List.of(), List.of());
    }
  }

  private static ExperimentBuilder experiment(Dataset dataset) {
    return Experiment.builder("x")
        .task("parity_classification")
        .dataset(dataset)
        .scenario("twice", new Fakes.Louder(2))
        .embedding(new Fakes.Model("a", 8000, ""))
        .downstream(new Fakes.Guess())
        .metric(new Fakes.Count());
  }

  @Test
  void modelsThatCannotBeLoadedAreFoundByLoadingThem() throws IOException {
    Plan plan = Plan.of(experiment(new Fakes.Tracks(false)).embedding(new Broken()).build());
    Forecast forecast = Forecast.of(plan, null);

    assertThat(plan.unavailable()).isEmpty();
    assertThat(forecast.unusable())
        .containsExactly(java.util.Map.entry("broken", "these are no weights"));
    assertThat(forecast.measured().orElseThrow().embeddings()).isEqualTo(2);
    assertThat(forecast.measured().orElseThrow().bytes()).isEqualTo(2 * (4 * 2 + 144));
  }

  @Test
  void whatTheStoreHasIsCounted() throws IOException {
    Experiment experiment = experiment(new Fakes.Tracks(false)).build();
    Path store = folder.resolve("store");
    Forecast before = Forecast.of(Plan.of(experiment), store);
    Runner.builder().store(store).build().run(experiment);
    Forecast after = Forecast.of(Plan.of(experiment), store);

    assertThat(before.looked()).isZero();
    assertThat(after.looked()).isEqualTo(22);
    assertThat(after.stored()).isEqualTo(22);
  }

  @Test
  void filesThatAreNotThereAreCountedAndStopAStrictRunBeforeAnyWork() throws IOException {
    Experiment experiment = experiment(new Absent(folder)).build();
    Plan plan = Plan.of(experiment);
    Fakes.EVENTS.clear();

    assertThat(plan.missing()).hasSize(40);
    assertThat(plan.missingInWords().orElseThrow())
        .startsWith("40 of 40 tracks lack something: 't")
        .contains("of 'absent': there is no file " + folder)
        .endsWith("; …");
    assertThatThrownBy(() -> Runner.builder().build().run(experiment))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith("this cannot run: experiment 'x': 40 of 40 tracks lack something");
    assertThat(
            Runner.builder().policy(Policy.LENIENT).build().run(experiment).skipped().stream()
                .filter(entry -> entry.stage() == Stage.DECODE))
        .hasSize(44);
  }
}
