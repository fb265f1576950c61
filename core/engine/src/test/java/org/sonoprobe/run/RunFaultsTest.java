package org.sonoprobe.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.Track;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.Skipped;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.work.Policy;
import org.sonoprobe.run.work.RunException;

/** Whose fault it is, and that its cause is told. */
@SuppressWarnings("NullAway") // components that break their contract
class RunFaultsTest {

  @TempDir Path folder;

  /** A model that does as it is told to the vectors it is given. */
  private record Probe(String fault) implements DownstreamModel {
    @Override
    public String name() {
      return "probe";
    }

    @Override
    public Predictor train(
        Task task, Examples train, Examples validation, TrainingContext context) {
      switch (fault) {
        case "bug in training" -> throw new IndexOutOfBoundsException("26460 > 18484");
        case "memory" -> throw new OutOfMemoryError("no heap left");
        case "writes" -> Arrays.fill(train.vectors().values(), Float.MAX_VALUE);
        case "null predictor" -> {
          return null;
        }
        default -> {}
      }
      float first = train.vectors().values()[0];
      return new Predictor() {
        @Override
        public double[][] predict(Vectors tracks) {
          double[][] rows = new double[tracks.trackCount()][task.labels().size()];
          for (double[] row : rows) {
            row[0] = first;
          }
          switch (fault) {
            case "few rows" -> {
              return new double[1][task.labels().size()];
            }
            case "wide rows" -> {
              return new double[tracks.trackCount()][9];
            }
            case "not finite" -> rows[0][1] = Double.NaN;
            case "null rows" -> {
              return null;
            }
            case "fails when loud" -> {
              if (tracks.values()[0] < 0) {
                throw new ArithmeticException("/ by zero");
              }
            }
            case "writes" -> Arrays.fill(tracks.values(), 0);
            default -> {}
          }
          return rows;
        }

        @Override
        public void save(Path file) throws IOException {
          Files.writeString(file, "x");
        }
      };
    }

    @Override
    public Predictor restore(Path file) throws IOException {
      throw new IOException("never read");
    }
  }

  private record Judge(String fault) implements Metric {
    @Override
    public String name() {
      return "judge";
    }

    @Override
    public boolean supports(TaskType type) {
      return true;
    }

    @Override
    public Score compute(Predictions predictions) {
      return switch (fault) {
        case "foreign name" -> new Score("accuracy", 1);
        case "null" -> null;
        case "throws" -> throw new IllegalStateException("metric boom");
        default ->
            new Score("judge", predictions.count() == 0 ? Double.NaN : predictions.score(0, 0));
      };
    }
  }

  private record Blend(String fault) implements Aggregation {
    @Override
    public String name() {
      return "blend";
    }

    @Override
    public float[][] apply(float[][] frames) {
      return switch (fault) {
        case "null" -> null;
        case "not finite" -> new float[][] {{Float.NaN}};
        default -> frames;
      };
    }
  }

  /** What the first sample is, and a change of it. */
  private record Level(boolean writes) implements EmbeddingModel {
    @Override
    public String name() {
      return writes ? "scribbler" : "level";
    }

    @Override
    public Input input() {
      return Input.mono(8000);
    }

    @Override
    public LoadedModel load(Loading loading) {
      return LoadedModel.of(
          audio -> {
            float level = audio.mono()[0];
            if (writes) {
              Arrays.fill(audio.channel(0), 7);
            }
            return Embedding.wrap(new float[] {level}, 1, 1, 1, 0);
          });
    }
  }

  private record Scribble(String fault) implements Deformation {
    @Override
    public String name() {
      return "Scribble";
    }

    @Override
    public Change draw(RandomGenerator random) {
      return this::scribbled;
    }

    private Audio scribbled(Audio audio) {
      switch (fault) {
        case "null" -> {
          return null;
        }
        case "empty" -> {
          return Audio.of(audio.sampleRate(), new float[0]);
        }
        case "throws" -> throw new NullPointerException();
        default -> {}
      }
      float[] own = audio.channel(0);
      Arrays.fill(own, -1);
      return Audio.of(audio.sampleRate(), own);
    }
  }

  private record Broken(int bad) implements Dataset {
    @Override
    public String name() {
      return "tracks";
    }

    @Override
    public Corpus load(Task task) {
      if (bad < 0) {
        throw new IllegalStateException("dataset boom");
      }
      List<Track> tracks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        tracks.add(
            new Track(
                "t" + i,
                new Fakes.Source("content " + i, i < bad),
                new Target.Label(i % 2 == 0 ? "even" : "odd")));
      }
      return Corpus.of(task, tracks, List.of(), List.of());
    }
  }

  private static ExperimentBuilder experiment() {
    return Experiment.builder("faults")
        .task("parity_classification")
        .dataset(new Fakes.Tracks(false))
        .embedding(new Level(false));
  }

  private static Results run(Policy policy, ExperimentBuilder builder) throws IOException {
    return Runner.builder().threads(2).policy(policy).build().run(builder.build());
  }

  @ParameterizedTest
  @CsvSource({
    "few rows, gave 1 rows of scores for 2 tracks",
    "wide rows, gave 9 scores for 2 labels",
    "null rows, gave null for 2 tracks",
    "not finite, are not finite: NaN"
  })
  void predictionsOfAnotherShapeAreAnErrorThatNamesTheModel(String fault, String message) {
    RunException thrown =
        catchThrowableOfType(
            RunException.class,
            () ->
                run(
                    Policy.STRICT,
                    experiment().downstream(new Probe(fault)).metric(new Judge(""))));

    assertThat(thrown)
        .hasMessageContaining("trial tracks / split0 / level / M1 failed at evaluate: downstream")
        .hasMessageContaining("downstream model 'probe': ")
        .hasMessageContaining(message)
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(thrown.stage()).contains(Stage.EVALUATE);
    assertThat(thrown.component()).isEqualTo("downstream model 'probe'");
  }

  @ParameterizedTest
  @CsvSource({
    "foreign name, gave a score called 'accuracy'",
    "null, gave null",
    "throws, java.lang.IllegalStateException: metric boom at org.sonoprobe.run.RunFaultsTest$Judge"
  })
  void aMetricThatBreaksItsPromiseIsNamed(String fault, String message) {
    assertThatThrownBy(
            () ->
                run(Policy.STRICT, experiment().downstream(new Probe("")).metric(new Judge(fault))))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("failed at evaluate: metric 'judge': " + message);
  }

  @ParameterizedTest
  @CsvSource({"null, NullPointerException", "not finite, gave a value that is not finite (NaN)"})
  void anAggregationThatBreaksItsPromiseIsNamed(String fault, String message) {
    assertThatThrownBy(
            () ->
                run(
                    Policy.STRICT,
                    experiment()
                        .aggregation(new Blend(fault))
                        .downstream(new Probe(""))
                        .metric(new Judge(""))))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("aggregation 'blend': ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "null, Scribble gave null instead of audio",
    "empty, 'Scribble gave 0 frames at 8000 Hz for 800 frames at 8000 Hz; it must keep the rate'",
    "throws, 'Scribble: java.lang.NullPointerException at org.sonoprobe.run.RunFaultsTest$Scribble'"
  })
  void aDeformationThatGivesNoSamplesIsThatTracksFailure(String fault, String message)
      throws IOException {
    Results results =
        run(
            Policy.LENIENT,
            experiment()
                .scenario("s", new Scribble(fault))
                .downstream(new Probe(""))
                .metric(new Judge("")));

    assertThat(results.skipped())
        .hasSize(2)
        .allSatisfy(
            entry -> {
              assertThat(entry.stage()).isEqualTo(Stage.DEFORM);
              assertThat(entry.reason()).startsWith(message);
            });
  }

  @Test
  void aModelThatWritesIntoItsVectorsHarmsNobody() throws IOException {
    Results alone =
        run(Policy.STRICT, experiment().downstream("x", new Probe("")).metric(new Judge("")));
    Results beside =
        Runner.builder()
            .threads(1)
            .build()
            .run(
                experiment()
                    .downstream("w", new Probe("writes"))
                    .downstream("x", new Probe(""))
                    .metric(new Judge(""))
                    .build());

    assertThat(beside.wholeScores().stream().filter(row -> row.downstream().equals("x")))
        .map(ScoreRow::value)
        .isEqualTo(alone.wholeScores().stream().map(ScoreRow::value).toList());
  }

  @Test
  void componentsThatWriteIntoTheAudioHarmNobody() throws IOException {
    Results results =
        Runner.builder()
            .threads(1)
            .build()
            .run(
                experiment()
                    .scenario("scribbled", new Scribble(""))
                    .scenario("after", new Fakes.Louder(1))
                    .embedding(new Level(true))
                    .downstream(new Probe(""))
                    .metric(new Judge(""))
                    .build());

    // Silence heard clean: the first sample is 0 for both models, whoever came first.
    assertThat(results.wholeScores())
        .filteredOn(row -> row.scenario().equals("clean"))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.value()).isZero());
  }

  @Test
  void aScenarioThatFailsInEvaluationLosesItsOwnScoresAlone() throws IOException {
    Results results =
        run(
            Policy.LENIENT,
            experiment()
                .scenario("loud", new Scribble(""))
                .downstream(new Probe("fails when loud"))
                .metric(new Judge("")));

    assertThat(results.wholeScores()).map(ScoreRow::value).containsExactly(0.0, Double.NaN);
    assertThat(results.wholeScores()).map(ScoreRow::scored).containsExactly(2, 0);
    assertThat(results.skipped()).hasSize(1);
    Skipped lost = results.skipped().get(0);
    assertThat(lost.where().scenario()).isEqualTo("loud");
    assertThat(lost.stage()).isEqualTo(Stage.EVALUATE);
    assertThat(lost.reason())
        .contains("downstream model 'probe': java.lang.ArithmeticException: / by zero at ");
  }

  @Test
  void theCauseOfABugInTrainingIsKept() {
    RunException thrown =
        catchThrowableOfType(
            RunException.class,
            () ->
                run(
                    Policy.STRICT,
                    experiment().downstream(new Probe("bug in training")).metric(new Judge(""))));

    assertThat(thrown)
        .hasMessageContaining(
            "downstream model 'probe': java.lang.IndexOutOfBoundsException: 26460 > 18484 at ")
        .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    assertThat(thrown.stage()).contains(Stage.TRAIN);
  }

  @ParameterizedTest
  @CsvSource({"memory, memory ran out", "null predictor, gave null"})
  void anErrorInTrainingIsARunException(String fault, String message) {
    assertThatThrownBy(
            () ->
                run(Policy.STRICT, experiment().downstream(new Probe(fault)).metric(new Judge(""))))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("trial tracks / split0 / level / M1")
        .hasMessageContaining(message);
  }

  @Test
  void memoryThatRunsOutInTrainingEndsALenientRunToo() {
    assertThatThrownBy(
            () ->
                run(
                    Policy.LENIENT,
                    experiment().downstream(new Probe("memory")).metric(new Judge(""))))
        .isInstanceOf(RunException.class)
        .hasCauseInstanceOf(OutOfMemoryError.class);
  }

  private record Vanishing() implements Dataset {
    @Override
    public String name() {
      return "vanishing";
    }

    @Override
    public Corpus load(Task task) {
      List<Track> tracks = new ArrayList<>();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        boolean broken = i < 6 && i % 3 == 2 || i >= 6 && i < 9;
        tracks.add(
            new Track(
                "t" + i,
                new Fakes.Source("content " + i, broken),
                new Target.Label("xyz".substring(i % 3, i % 3 + 1))));
        ids.add("t" + i);
      }
      return Corpus.of(
          task,
          tracks,
          List.of(
              new org.sonoprobe.api.Split(
                  "s", ids.subList(0, 6), ids.subList(6, 9), ids.subList(9, 12))),
          List.of());
    }
  }

  @Test
  void whatFailuresTakeFromTheSplitsIsNoted() throws IOException {
    Results results =
        run(
            Policy.LENIENT,
            Experiment.builder("faults")
                .task("letter_classification")
                .dataset(new Vanishing())
                .embedding(new Level(false))
                .downstream(new Probe(""))
                .metric(new Judge("")));

    assertThat(results.notes())
        .contains(
            "faults: vanishing, without the tracks that failed for 'level': split 's': 1 of 3 classes"
                + " are absent from the training part: z",
            "faults: vanishing, without the tracks that failed for 'level': split 's' has no validation"
                + " part: nothing tells when to stop training or which epoch is best");
  }

  @Test
  void aStrictRunNamesAllBrokenFiles() {
    RunException thrown =
        catchThrowableOfType(
            RunException.class,
            () ->
                run(
                    Policy.STRICT,
                    Experiment.builder("faults")
                        .task("parity_classification")
                        .dataset(new Broken(3))
                        .embedding(new Level(false))
                        .downstream(new Probe(""))
                        .metric(new Judge(""))));

    assertThat(thrown)
        .hasMessageStartingWith(
            "track 't1' of dataset 'tracks' (nowhere) failed at decode under scenario 'clean' for"
                + " embedding model 'level': it is broken. So did 2 others: ")
        .hasMessageContaining("'t0' (nowhere) at decode: it is broken; 't2'");
    assertThat(thrown.track()).isEqualTo("t1");
    assertThat(thrown.stage()).contains(Stage.DECODE);
  }

  @Test
  void aStrictRunInWhichAllFailIsGivenUp() {
    Fakes.EVENTS.clear();

    assertThatThrownBy(
            () ->
                Runner.builder()
                    .threads(1)
                    .build()
                    .run(
                        Experiment.builder("faults")
                            .task("parity_classification")
                            .dataset(new Broken(200))
                            .embedding(new Level(false))
                            .downstream(new Probe(""))
                            .metric(new Judge(""))
                            .build()))
        .hasMessageContaining("99 others, and then the run was given up");
    assertThat(Fakes.EVENTS).hasSizeLessThan(120);
  }

  @Test
  void aStoreThatCannotBeWrittenEndsALenientRun() throws IOException {
    Files.createDirectories(folder.resolve("store"));
    for (int i = 0; i < 256; i++) {
      Files.writeString(folder.resolve(String.format("store/%02x", i)), "in the way");
    }

    assertThatThrownBy(
            () ->
                Runner.builder()
                    .policy(Policy.LENIENT)
                    .store(folder.resolve("store"))
                    .build()
                    .run(experiment().downstream(new Probe("")).metric(new Judge("")).build()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("the store failed at track 't");
  }

  @Test
  void aDatasetThatThrowsIsNamedUnderBothPolicies() throws IOException {
    ExperimentBuilder builder =
        Experiment.builder("faults")
            .task("parity_classification")
            .dataset(new Broken(-1))
            .embedding(new Level(false))
            .downstream(new Probe(""))
            .metric(new Judge(""));

    assertThat(run(Policy.LENIENT, builder).skipped())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.where().dataset()).isEqualTo("tracks");
              assertThat(entry.reason())
                  .startsWith("java.lang.IllegalStateException: dataset boom at ");
            });
  }

  @Test
  void whatIsLeftOutBeforeTheFolderIsOpenedIsInItsLog() throws IOException {
    Runner.builder()
        .policy(Policy.LENIENT)
        .runs(folder)
        .runId("x")
        .build()
        .run(
            Experiment.builder("faults")
                .task("parity_classification")
                .dataset(new Broken(-1))
                .embedding(new Level(false))
                .downstream(new Probe(""))
                .metric(new Judge(""))
                .build());

    assertThat(Files.readString(folder.resolve("x/log.jsonl")))
        .containsOnlyOnce("\"skipped\"")
        .contains("dataset boom");
  }

  @Test
  void aTrainedModelThatCannotBeReadAgainEndsALenientRunToo() throws IOException {
    Runner runner = Runner.builder().policy(Policy.LENIENT).runs(folder).runId("x").build();
    Experiment experiment = experiment().downstream(new Probe("")).metric(new Judge("")).build();
    assertThat(runner.run(experiment).skipped()).isEmpty();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.endsWith("clean.json")).toList()) {
        Files.delete(file);
      }
    }

    assertThatThrownBy(() -> runner.run(experiment))
        .isInstanceOf(RunException.class)
        .hasMessageContainingAll("the trained model of trial '", "never read", "remove '")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void aScenarioToBeTrainedOnIsNamedOnce() {
    assertThatThrownBy(
            () ->
                experiment()
                    .downstream(
                        new Experiment.DownstreamChoice(
                            "twice", new Probe(""), List.of("clean", "clean")))
                    .metric(new Judge(""))
                    .build())
        .hasMessageContaining("'twice' is to be trained on scenario 'clean' twice");
  }
}
