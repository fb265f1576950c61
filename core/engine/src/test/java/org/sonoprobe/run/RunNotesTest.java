package org.sonoprobe.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.results.Results;

/** What is unusual is in the results, whether it was computed now or before. */
class RunNotesTest {
  @TempDir Path folder;

  private record Restless() implements DownstreamModel {
    @Override
    public String name() {
      return "restless";
    }

    @Override
    public Predictor train(
        Task task, Examples train, Examples validation, TrainingContext context) {
      context.notes().accept("it could have learnt more");
      return restore(Path.of(""));
    }

    @Override
    public Predictor restore(Path file) {
      return new Predictor() {
        @Override
        public double[][] predict(Vectors tracks) {
          return new double[tracks.trackCount()][2];
        }

        @Override
        public void save(Path to) throws IOException {
          Files.writeString(to, "x");
        }
      };
    }
  }

  private record Patchy(String name, double patchSeconds) implements EmbeddingModel {
    @Override
    public Input input() {
      return Input.mono(8000);
    }

    @Override
    public LoadedModel load(Loading loading) {
      return LoadedModel.of(audio -> Embedding.wrap(new float[] {1}, 1, 1, 1, 0));
    }
  }

  private record Sometimes(double p) implements Deformation {
    @Override
    public String name() {
      return "Sometimes";
    }

    @Override
    public Change draw(RandomGenerator random) {
      return Change.NONE;
    }
  }

  private Results run(ExperimentBuilder builder) throws IOException {
    return Runner.builder()
        .store(folder.resolve("store"))
        .runs(folder.resolve("runs"))
        .runId("x")
        .build()
        .run(builder.build());
  }

  private static ExperimentBuilder experiment() {
    return Experiment.builder("x")
        .task("parity_classification")
        .dataset(new Fakes.Tracks(false), new Splitters.KFold(5))
        .metric(new Fakes.Count());
  }

  @Test
  void whatTrainingsNoteIsCountedNowAndWhenTheyAreFoundDone() throws IOException {
    ExperimentBuilder experiment =
        experiment()
            .embedding(new Patchy("a", 0))
            .downstream("quiet", new Fakes.Guess())
            .downstream("restless", new Restless());
    Results now = run(experiment);
    Results again = run(experiment);

    assertThat(now.notes())
        .contains("x: restless, 5 of 5 trainings: it could have learnt more")
        .noneMatch(note -> note.contains("quiet"));
    assertThat(again.notes()).isEqualTo(now.notes());
  }

  @Test
  void audioShorterThanAPatchIsNotedNowAndFromAWarmStore() throws IOException {
    // the tracks last a tenth of a second
    ExperimentBuilder experiment =
        experiment()
            .embedding(new Patchy("long", 3))
            .embedding(new Patchy("exact", 0.1))
            .downstream(new Fakes.Guess());
    Results now = run(experiment);
    Results again = run(experiment);

    assertThat(now.notes())
        .contains(
            "x: tracks: 20 tracks: shorter than the 3.00 s that embedding model 'long' hears at once;"
                + " repeated or padded")
        .noneMatch(note -> note.contains("exact"));
    assertThat(again.extracted()).isZero();
    assertThat(again.notes()).isEqualTo(now.notes());
  }

  @Test
  void aDeformationThatDoesNotAlwaysActIsNoted() throws IOException {
    assertThat(
            run(experiment()
                    .scenario("half", new Sometimes(0.5))
                    .scenario("always", new Sometimes(1))
                    .embedding(new Patchy("a", 0))
                    .downstream(new Fakes.Guess()))
                .notes())
        .contains(
            "x: scenario 'half': 'Sometimes' acts with a probability of 0.5 only, so its scores mix"
                + " tracks that it changed with some that it did not")
        .noneMatch(note -> note.contains("'always'"));
  }
}
