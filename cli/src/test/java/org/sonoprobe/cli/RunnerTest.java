package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Aggregations;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.component.Identity;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.datasets.CsvDataset;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.deform.Gain;
import org.sonoprobe.downstream.Classifier;
import org.sonoprobe.embeddings.Chroma;
import org.sonoprobe.embeddings.Mfcc;
import org.sonoprobe.embeddings.NpyEmbeddings;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.files.Npy;
import org.sonoprobe.report.AutoTable;
import org.sonoprobe.report.Cells;
import org.sonoprobe.report.PivotTable;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.RunHandle;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.work.Policy;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.RunListener;

class RunnerTest {
  @TempDir Path folder;

  private static ExperimentBuilder small(double snr) {
    return Experiment.builder("small")
        .task("instrument_classification")
        .dataset(new SyntheticMusic(60, 5))
        .scenario("noise", new AddGaussianSnr(snr))
        .scenario("soft", new Gain(-12))
        .embedding(new Mfcc())
        .embedding(new Chroma())
        .downstream(
            new Classifier().withTraining(20, 8, 5),
            new Classifier(List.of(16)).withTraining(20, 8, 5))
        .metrics("f1_micro", "accuracy", "confusion_matrix");
  }

  private Runner.Builder runner(String name) {
    return Runner.builder()
        .store(folder.resolve("store-" + name))
        .runs(folder.resolve("runs-" + name))
        .runId("r")
        .overwrite(true);
  }

  /** Hashes of all files of scores and predictions, by name. */
  private Map<String, String> outcome(String name) throws IOException {
    Path runs = folder.resolve("runs-" + name);
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(runs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String relative = runs.relativize(file).toString();
        if (!relative.endsWith("run.json") && !relative.endsWith("log.jsonl")) {
          hashes.put(relative, new Identity().hash(file));
        }
      }
    }
    return hashes;
  }

  @Test
  void oneThreadOrFourGiveTheSameBits() throws IOException {
    runner("one").threads(1).build().run(small(10).build());
    runner("four").threads(4).build().run(small(10).build());

    assertThat(outcome("one")).hasSizeGreaterThan(30).isEqualTo(outcome("four"));
  }

  @Test
  void theOnlineModeWritesNothingAndGivesTheSameScores() throws IOException {
    Results kept = runner("kept").build().run(small(10).build());
    Results online = Runner.builder().build().run(small(10).build());

    assertThat(online.scores()).isEqualTo(kept.scores());
    assertThat(Files.list(folder)).hasSize(2);
  }

  @Test
  void aSecondRunComputesNothing() throws IOException {
    Results first = runner("a").build().run(small(10).build());
    Map<String, String> before = outcome("a");
    List<Boolean> fresh = new ArrayList<>();
    Results second =
        runner("a")
            .listener(
                new RunListener() {
                  @Override
                  public void advanced(Unit unit, boolean isFresh) {
                    fresh.add(isFresh);
                  }
                })
            .build()
            .run(small(10).build());

    assertThat(first.extracted()).isEqualTo(2 * (60 + 2 * 6));
    assertThat(second.extracted()).isZero();
    assertThat(second.reused()).isEqualTo(first.extracted());
    assertThat(fresh).hasSize(60 + 4 + 4 * 3).containsOnly(false);
    assertThat(outcome("a")).isEqualTo(before);
  }

  @Test
  void aChangedScenarioIsComputedAgainAndNothingElse() throws IOException {
    runner("a").build().run(small(10).build());

    assertThat(runner("a").build().run(small(5).build()).extracted()).isEqualTo(2 * 6);
  }

  @Test
  void scenariosInAnotherOrderOrUnderOtherNamesComputeNothing() throws IOException {
    runner("a").build().run(small(10).build());
    Experiment original = small(10).build();
    Experiment reordered =
        Experiment.builder(original.name())
            .task(original.task().name())
            .dataset(new SyntheticMusic(60, 5))
            .scenario(original.scenarios().get(1))
            .scenario(new org.sonoprobe.api.Scenario("other", original.scenarios().get(0).steps()))
            .embeddings("mfcc", "chroma")
            .downstream("classifier")
            .metrics(original.metrics().toArray(org.sonoprobe.api.Metric[]::new))
            .build();

    assertThat(runner("a").build().run(reordered).extracted()).isZero();
  }

  @Test
  void otherAggregationsAndProbesComputeNoEmbedding() throws IOException {
    runner("a").build().run(small(10).build());

    Results results =
        runner("a")
            .build()
            .run(
                small(10)
                    .aggregation(Aggregations.PREDICTION)
                    .downstream(new Classifier(List.of(4)))
                    .build());

    assertThat(results.extracted()).isZero();
    assertThat(results.wholeScores()).hasSize(2 * 3 * 3 * 3);
  }

  @Test
  void aDamagedEmbeddingIsComputedAgain() throws IOException {
    runner("a").build().run(small(10).build());
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder.resolve("store-a"))) {
      files = walk.filter(file -> file.toString().endsWith(".npy")).sorted().toList();
    }
    byte[] truncated = Files.readAllBytes(files.get(0));
    Files.write(files.get(0), Arrays.copyOf(truncated, truncated.length - 5));
    byte[] flipped = Files.readAllBytes(files.get(1));
    flipped[flipped.length / 2] ^= 1;
    Files.write(files.get(1), flipped);

    assertThat(runner("a").build().run(small(10).build()).extracted()).isEqualTo(2);
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anInterruptedRunGoesOnToTheSameBits() throws IOException, InterruptedException {
    runner("whole").build().run(small(10).build());
    for (int stop : new int[] {3, 40, 61, 63, 70}) {
      RunHandle[] handle = new RunHandle[1];
      CountDownLatch begun = new CountDownLatch(1);
      int[] count = {0};
      Runner runner =
          runner("cut")
              .threads(2)
              .listener(
                  new RunListener() {
                    @Override
                    public void advanced(Unit unit, boolean fresh) {
                      if (++count[0] == stop) {
                        pass(begun);
                        handle[0].cancel();
                      }
                    }
                  })
              .build();
      handle[0] = runner.start(small(10).build());
      begun.countDown();
      try {
        handle[0].await();
      } catch (CancellationException expected) {
        assertThat(expected).hasMessageContaining("cancelled");
      }
      assertThat(handle[0].isDone()).isTrue();
    }
    runner("cut").build().run(small(10).build());

    assertThat(outcome("cut")).isEqualTo(outcome("whole"));
  }

  @Test
  void stagesApartGiveWhatTheWholeGives() throws IOException {
    runner("whole").build().run(small(10).build());
    runner("stages").build().extract(List.of(small(10).build()), scenario -> true);
    runner("stages").build().train(List.of(small(10).build()));
    Results results = runner("stages").build().run(List.of(small(10).build()));

    assertThat(results.extracted()).isZero();
    assertThat(outcome("stages")).isEqualTo(outcome("whole"));
  }

  @Test
  void theRunDirectoryIsEnoughToReportAndToRepeat() throws IOException {
    Results results = runner("a").build().run(small(10).build());
    RunDirectory directory = RunDirectory.existing(folder.resolve("runs-a"), "");
    Results read = Results.read(directory);

    assertThat(read.scores()).isEqualTo(results.scores());
    assertThat(ExperimentFile.parse(read.configuration(), "run"))
        .isEqualTo(List.of(small(10).build()));
    List<Experiment> again = ExperimentFile.read(directory.file("experiment.yml"));
    assertThat(Runner.builder().build().run(again).scores()).isEqualTo(results.scores());
    assertThat(Files.readString(directory.file("run.json")))
        .contains("\"seeds\"")
        .contains("\"java\"");
    assertThatThrownBy(() -> RunDirectory.existing(folder.resolve("runs-a"), "b"))
        .hasMessageContaining("there is no run 'b'")
        .hasMessageContaining("there are: r");
  }

  @Test
  void metricsComputedAgainFromTheSavedPredictionsAreTheSame() throws IOException {
    Results results = runner("a").build().run(small(10).build());
    ScoreRow row = results.wholeScores().get(1);
    Predictions predictions = results.predictions(row);
    Path file =
        folder.resolve("runs-a/r/trials/small/synthetic/split0/mfcc/mean/M1/clean.predictions.csv");

    assertThat(results.directory()).contains(folder.resolve("runs-a/r"));
    assertThat(Files.readAllLines(file)).hasSize(7);
    assertThat(row.metric()).isEqualTo("accuracy");
    assertThat(predictions.count()).isEqualTo(6);
    int right = 0;
    for (int track = 0; track < 6; track++) {
      String guess = predictions.task().labels().get(predictions.predictedClass(track));
      right += predictions.targets().get(track).equals(new Target.Label(guess)) ? 1 : 0;
    }
    assertThat((double) right / 6).isEqualTo(row.value());
    Results online = Runner.builder().build().run(small(10).build());
    for (ScoreRow each : results.wholeScores()) {
      Predictions kept = online.predictions(each);
      assertThat(kept.trackIds()).isEqualTo(results.predictions(each).trackIds());
      assertThat(kept.scores(3)).isEqualTo(results.predictions(each).scores(3));
    }
    assertThat(predictions.select(2, 2, 0).trackIds())
        .containsExactly(
            predictions.trackIds().get(2),
            predictions.trackIds().get(2),
            predictions.trackIds().get(0));
  }

  private CsvDataset faulty() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    StringBuilder csv = new StringBuilder("path,label,split\n");
    SyntheticMusic music = new SyntheticMusic(60, 5);
    int i = 0;
    for (Track track : music.load(Task.named("instrument_classification")).tracks()) {
      String name = "t" + i + ".wav";
      Audio audio = track.audio().read();
      WavWriter.write(data.resolve(name), audio, WavWriter.Encoding.PCM_16);
      csv.append(name)
          .append(',')
          .append(((Target.Label) track.target()).name())
          .append(',')
          .append(i < 40 ? "train" : i < 48 ? "valid" : "test")
          .append('\n');
      i++;
    }
    byte[] whole = Files.readAllBytes(data.resolve("t1.wav"));
    Files.write(data.resolve("t1.wav"), Arrays.copyOf(whole, 2000));
    Files.writeString(data.resolve("text.mp3"), "this is text");
    Files.write(data.resolve("empty.wav"), new byte[0]);
    WavWriter.write(
        data.resolve("zero.wav"), Audio.wrap(44100, new float[0]), WavWriter.Encoding.PCM_16);
    byte[] huge = Arrays.copyOf(whole, 100);
    java.nio.ByteBuffer.wrap(huge).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(40, 0x80000000);
    Files.write(data.resolve("huge.wav"), huge);
    csv.append(
        "text.mp3,organ,train\nempty.wav,organ,train\nzero.wav,organ,train\nhuge.wav,organ,test\nmissing.wav,organ,test\n");
    return new CsvDataset(Files.writeString(data.resolve("tracks.csv"), csv.toString()));
  }

  @Test
  void theLenientPolicyLeavesFaultyTracksOutAndSaysSo() throws IOException {
    Experiment experiment =
        Experiment.builder("faulty")
            .task("instrument_classification")
            .dataset(faulty())
            .scenario("soft", new Gain(-12))
            .embedding(new Mfcc())
            .downstream(new Classifier().withTraining(20, 3, 3))
            .metrics("f1_micro")
            .build();
    Results results = runner("lenient").policy(Policy.LENIENT).build().run(experiment);

    assertThat(results.skipped().stream().map(skipped -> skipped.where().track()).distinct())
        .containsExactlyInAnyOrder(
            "t1.wav", "text.mp3", "empty.wav", "zero.wav", "huge.wav", "missing.wav");
    assertThat(results.skipped())
        .allSatisfy(
            skipped -> assertThat(skipped.where().location()).contains(skipped.where().track()));
    assertThat(results.wholeScores())
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(row.scored()).isEqualTo(12);
              assertThat(row.total()).isEqualTo(14);
            });
    assertThat(Report.of(results).markdown())
        .contains("(12 of 14)")
        .contains("text.mp3")
        .contains("not audio in a known format");

    Runner strict = runner("strict").threads(1).build();
    assertThatThrownBy(() -> strict.run(experiment))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("1 of 65 tracks lack something: 'missing.wav' of 'csv': there is no");
    Files.copy(folder.resolve("data/t2.wav"), folder.resolve("data/missing.wav"));
    assertThatThrownBy(() -> strict.run(experiment))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("track 't1.wav' of dataset 'csv'")
        .hasMessageContaining("cut short")
        .hasMessageContaining("So did 4 others: ")
        .hasMessageContaining("under scenario 'clean' for embedding model 'mfcc'");
  }

  @Test
  void extractingAloneSaysWhatFailedToo() throws IOException {
    Experiment experiment =
        Experiment.builder("faulty")
            .task("instrument_classification")
            .dataset(faulty())
            .embedding(new Mfcc())
            .downstream(new Classifier())
            .build();

    Results results =
        runner("lenient")
            .policy(Policy.LENIENT)
            .build()
            .extract(List.of(experiment), scenario -> true);

    assertThat(results.skipped()).hasSize(6);
  }

  @Test
  void damagedModelsAndPredictionsAreMadeAgain() throws IOException {
    runner("a").build().run(small(10).build());
    Map<String, String> before = outcome("a");
    Path trial = folder.resolve("runs-a/r/trials/small/synthetic/split0/mfcc/mean/M1");
    List<String> lines = Files.readAllLines(trial.resolve("clean.predictions.csv"));
    Files.write(trial.resolve("clean.predictions.csv"), lines.subList(0, lines.size() - 1));
    byte[] model = Files.readAllBytes(trial.resolve("model.npz"));
    Files.write(trial.resolve("model.npz"), Arrays.copyOf(model, model.length / 2));

    runner("a").build().run(small(10).build());

    assertThat(outcome("a")).isEqualTo(before);
  }

  @Test
  void whatAMetricCannotSayIsInTheNotes() throws IOException {
    Experiment experiment =
        Experiment.builder("tags")
            .task("autotagging")
            .dataset(new SyntheticMusic(24, 3))
            .embedding(new Mfcc())
            .downstream(new Classifier().withTraining(20, 2, 2))
            .metrics("roc_auc_macro")
            .build();

    assertThat(Runner.builder().build().run(experiment).notes())
        .anySatisfy(note -> assertThat(note).contains("roc_auc_macro: undefined for "));
  }

  @Test
  void anImpulseResponseThatIsMissingIsSaidBeforeAnyWork() {
    Experiment experiment =
        small(10)
            .scenario(
                "room", new org.sonoprobe.deform.ApplyImpulseResponse(folder.resolve("none.wav")))
            .build();

    assertThatThrownBy(() -> runner("a").policy(Policy.LENIENT).build().run(experiment))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(
            "scenario 'room', deformation 'ApplyImpulseResponse': there is no impulse response");
  }

  @Test
  void vectorsFromElsewhereNeedNoAudio() throws IOException {
    Path vectors = Files.createDirectories(folder.resolve("vectors"));
    StringBuilder csv = new StringBuilder("path,label\n");
    for (int i = 0; i < 60; i++) {
      csv.append("track").append(i).append(',').append(i % 2 == 0 ? "a" : "b").append('\n');
      float[] vector = {i % 2, 1 - i % 2, i / 60f};
      Files.write(vectors.resolve("track" + i + ".npy"), new Npy(new int[] {3}, vector).toBytes());
    }
    Experiment experiment =
        Experiment.builder("vectors")
            .task("anything")
            .dataset(new CsvDataset(Files.writeString(folder.resolve("t.csv"), csv.toString())))
            .embedding(new NpyEmbeddings(vectors))
            .downstream(new Classifier(List.of(16)).withTraining(10, 60, 60))
            .metrics("accuracy")
            .build();

    Results results = Runner.builder().build().run(experiment);

    assertThat(results.wholeScores().get(0).value()).isEqualTo(1);
  }

  @Test
  void whatCannotBeUsedIsSaidBeforeAnyWork() {
    Experiment experiment =
        small(10)
            .embedding(new NpyEmbeddings(folder))
            .dataset(new CsvDataset(folder.resolve("none.csv")))
            .build();

    assertThatThrownBy(() -> runner("a").build().run(experiment))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("dataset 'csv': there is no file");
    assertThat(folder.resolve("store-a")).doesNotExist();
  }

  @Test
  void theTableHasTheThesissShape() throws IOException {
    Results results = Runner.builder().build().run(small(10).build());
    PivotTable table = AutoTable.of(Cells.of(results)).tables().get(0);

    assertThat(table.rows()).hasSize(4);
    assertThat(table.columns()).hasSize(9);
    assertThat(table.columns().get(0)).containsExactly("f1_micro", "clean");
    assertThat(table.at(0, 0).mean())
        .isCloseTo(results.wholeScores().get(0).value(), within(1e-12));
    String markdown = Report.of(results).markdown();
    assertThat(markdown)
        .containsPattern("\\| embedding \\| probe \\| +f1_micro C \\|")
        .contains("**");
  }
}
