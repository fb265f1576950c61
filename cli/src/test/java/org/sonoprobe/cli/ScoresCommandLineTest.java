package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.datasets.SyntheticMusic;

/** The commands about scores: compare, score, predict, tensorboard. */
class ScoresCommandLineTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  @BeforeEach
  void listen() {
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
  }

  @AfterEach
  void stopListening() {
    System.setOut(out);
    System.setErr(err);
  }

  private int sonoprobe(String... arguments) {
    printed.reset();
    return Sonoprobe.execute(arguments);
  }

  private String said() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** A run on sixty tracks in files. */
  private void run(String task, String probes) throws IOException {
    Corpus music = new SyntheticMusic(60, 1).load(Task.named(task));
    StringBuilder csv = new StringBuilder("path,label\n");
    for (Track track : music.tracks()) {
      WavWriter.write(folder.resolve(track.id() + ".wav"), track.audio().read());
      String label =
          track.target() instanceof Target.Tags tags
              ? String.join("|", tags.names())
              : ((Target.Label) track.target()).name();
      csv.append(track.id()).append(".wav,").append(label).append('\n');
    }
    Files.writeString(folder.resolve("tracks.csv"), csv);
    Path config =
        Files.writeString(
            folder.resolve("my.yml"),
            """
            experiments:
              - name: mine
                task: %s
                datasets: [{name: mine, type: csv, path: tracks.csv, split_type: 3_folds}]
                deformations: [{name: noisy, steps: [{type: AddGaussianSNR, snr_db: 5}]}]
                embedding_models: [mfcc, chroma]
                downstream_models: %s
                bootstrap: 100
            """
                .formatted(task, probes)
                .replace("snr_db: 5", "min_snr_db: 5, max_snr_db: 5"));
    assertThat(
            sonoprobe(
                "run",
                "-c",
                config.toString(),
                "--store",
                path("store"),
                "--runs",
                path("runs"),
                "--run_id",
                "r"))
        .as(said())
        .isZero();
  }

  @Test
  void twoModelsOfARunAreCompared() throws IOException {
    run("instrument_classification", "[logistic_regression, {type: knn, k: 3}]");

    assertThat(sonoprobe("compare", "mfcc", "chroma", "--runs", path("runs"))).as(said()).isZero();
    assertThat(said().lines().filter(line -> line.startsWith("mine, "))).hasSize(8);
    assertThat(
            sonoprobe(
                "compare",
                "mfcc",
                "chroma",
                "--runs",
                path("runs"),
                "--metric",
                "f1_micro",
                "--scenario",
                "C",
                "--beside",
                "logistic_regression",
                "--experiment",
                "mine"))
        .isZero();
    assertThat(said().lines().filter(line -> line.startsWith("mine, ")))
        .hasSize(1)
        .allMatch(line -> line.contains("(over splits p ") && !line.contains("adjusted"));
    assertThat(sonoprobe("compare", "logistic_regression", "knn", "--runs", path("runs"))).isZero();
    assertThat(
            sonoprobe("compare", "mfcc", "chroma", "--runs", path("runs"), "--metric", "f1_mikro"))
        .isNotZero();
    assertThat(said())
        .contains("--metric f1_mikro: the run has none of that name; did you mean 'f1_micro'?");
    assertThat(sonoprobe("compare", "mfcc", "chroma", "--runs", path("runs"), "--beside", "svm"))
        .isNotZero();
    assertThat(said()).contains("there is no model 'svm'").contains("knn, logistic_regression");
    assertThat(sonoprobe("compare", "M2", "knn", "--runs", path("runs"))).isNotZero();
    assertThat(said()).contains("'M2' and 'knn' are one and the same model");
    assertThat(sonoprobe("compare", "mfcc", "M1", "--runs", path("runs"))).isNotZero();
    assertThat(said()).contains("'mfcc' and 'M1' are not of one kind");
  }

  @Test
  void aTrainedProbePredictsAndIsWrittenAsOnnx() throws IOException {
    run("instrument_classification", "[logistic_regression, {type: knn, k: 3}]");

    assertThat(
            sonoprobe(
                "predict",
                "--runs",
                path("runs"),
                "--model",
                "mfcc / logistic_regression",
                "--onnx",
                path("probe.onnx"),
                path("note0000.wav"),
                path("note0001.wav")))
        .as(said())
        .isZero();
    assertThat(said())
        .contains("predicting with mfcc / M1 of experiment 'mine'")
        .contains(" on the test part of this split)")
        .contains("file,prediction,bell,brass,flute,organ,reed,string")
        .contains("note0000.wav,organ,")
        .contains("note0001.wav,string,");
    assertThat(folder.resolve("probe.onnx")).isNotEmptyFile();
    assertThat(sonoprobe("predict", "--runs", path("runs"), path("note0000.wav"))).isZero();
    assertThat(said()).contains("predicting with mfcc / ");
    assertThat(sonoprobe("predict", "--runs", path("runs"), "--model", "mfcc / M7", path("x.wav")))
        .isNotZero();
    assertThat(said()).contains("has no model 'mfcc / M7'; it has: mfcc / M1, mfcc / M2");
    assertThat(
            sonoprobe(
                "predict",
                "--runs",
                path("runs"),
                "--model",
                "mfcc / M2",
                "--onnx",
                path("knn.onnx")))
        .isNotZero();
    assertThat(said()).contains("cannot be written as ONNX");
    assertThat(sonoprobe("predict", "--runs", path("runs"))).isNotZero();
    assertThat(said()).contains("predict needs audio files, or --onnx FILE");
    assertThat(sonoprobe("predict", "--runs", path("runs"), path("none.wav"), path("note0000.wav")))
        .isEqualTo(3);
    assertThat(said()).contains("none.wav: ").contains("note0000.wav,organ,");
    assertThat(sonoprobe("predict", "--runs", path("runs"), "--experiment", "other", path("x.wav")))
        .isNotZero();
    assertThat(said()).contains("the run has no experiment 'other'").contains("mine");
    assertThat(
            sonoprobe("predict", "--runs", path("runs"), "--split", "fold2", path("note0000.wav")))
        .isZero();
    assertThat(said()).contains(", split fold2, ");
  }

  @Test
  void tagsArePredictedAndEventFilesWritten() throws IOException {
    run("autotagging", "[{type: classifier, standardize: true, epochs: 5}, ridge]");

    assertThat(sonoprobe("predict", "--runs", path("runs"), path("mixture0000.wav")))
        .as(said())
        .isZero();
    assertThat(said()).contains("file,prediction,bell,brass,");
    assertThat(sonoprobe("tensorboard", "--runs", path("runs"))).as(said()).isZero();
    assertThat(said()).contains("12 models; tensorboard --logdir ");
    assertThat(
            folder.resolve(
                "runs/r/tensorboard/mine/mine/fold0/mfcc/mean/M1/training_1/train/events.out.tfevents.0.sonoprobe"))
        .isNotEmptyFile();
  }

  @Test
  void predictionsFromElsewhereAreScored() throws IOException {
    StringBuilder truth = new StringBuilder("track,truth,unit\n");
    StringBuilder good = new StringBuilder("track,a,b\n");
    StringBuilder bad = new StringBuilder("track,a,b\n");
    for (int i = 0; i < 60; i++) {
      String label = i % 2 == 0 ? "a" : "b";
      truth.append("t" + i + "," + label + ",artist" + i / 3 + "\n");
      good.append("t" + i + (label.equals("a") != (i % 10 == 0) ? ",0.9,0.1\n" : ",0.2,0.8\n"));
      bad.append("t" + i + (i % 4 < 2 ? ",0.9,0.1\n" : ",0.2,0.8\n"));
    }
    Files.writeString(folder.resolve("truth.csv"), truth);
    Files.writeString(folder.resolve("good.csv"), good);
    Files.writeString(folder.resolve("bad.csv"), bad);

    assertThat(
            sonoprobe(
                "score",
                "--truth",
                path("truth.csv"),
                "--scores",
                "good=" + path("good.csv"),
                "--scores",
                "bad=" + path("bad.csv"),
                "--metrics",
                "accuracy,log_loss",
                "--metrics",
                "{type: top_k_accuracy, k: 1}",
                "--bootstrap",
                "200",
                "--out",
                path("scored")))
        .as(said())
        .isZero();
    assertThat(said())
        .contains("predictions from elsewhere")
        .contains("On clean audio good has the highest ")
        .contains("top_1_accuracy")
        .containsPattern("\nprior +")
        .contains("good against bad:")
        .contains("good is better");
    assertThat(folder.resolve("scored/index.html")).isNotEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("scored/scores.csv")).size()).isGreaterThan(9);
    for (List<String> wrong :
        List.of(
            List.of("good=" + path("good.csv"), "good=" + path("bad.csv"), "two models 'good'"),
            List.of("prior=" + path("good.csv"), "x=" + path("bad.csv"), "the name of the floor"),
            List.of("good.csv", "x=" + path("bad.csv"), "must be NAME=FILE"))) {
      assertThat(
              sonoprobe(
                  "score",
                  "--truth",
                  path("truth.csv"),
                  "--scores",
                  wrong.get(0),
                  "--scores",
                  wrong.get(1),
                  "--out",
                  path("scored")))
          .isNotZero();
      assertThat(said()).contains(wrong.get(2));
    }
  }
}
