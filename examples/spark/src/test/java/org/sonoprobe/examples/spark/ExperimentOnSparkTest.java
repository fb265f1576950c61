package org.sonoprobe.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Audio;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.cli.Sonoprobe;
import org.sonoprobe.component.Locations;
import org.sonoprobe.results.RunDirectory;

class ExperimentOnSparkTest {
  @TempDir private Path folder;

  @Test
  void theExampleRunsAndWritesItsReport() throws IOException {
    ExperimentOnSpark.main(new String[] {folder.toString()});

    assertThat(folder.resolve("report/index.html")).isRegularFile();
    assertThat(folder.resolve("report/report.md")).content().contains("mfcc").contains("chroma");
  }

  @Test
  void theCommandLineGivesTheSameScoresOnAClusterAsHere() throws IOException {
    Path file = folder.resolve("e.yml");
    Files.writeString(
        file,
        """
        experiments:
          - name: instruments
            seed: 7
            task: {name: instrument_classification, aggregation: mean}
            datasets: [{type: synthetic, tracks: 90}]
            deformations:
              - [{type: AddGaussianSNR, params: {min_snr_db: 5, max_snr_db: 25}}]
              - [{type: Mp3Compression, params: {min_bitrate: 32, max_bitrate: 32}}]
            embedding_models: [mfcc, random]
            downstream_models: [{type: classifier, hidden_units: [16]}]
            metrics: [f1_micro]
        """);
    int here = run("run", "-c", file.toString(), "--run_id", "here");
    int there =
        run(
            "run",
            "-c",
            file.toString(),
            "--run_id",
            "there",
            "--store",
            folder.resolve("other").toString(),
            "--backend",
            "spark",
            "--master",
            "local-cluster[2,1,1024]",
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.sonoprobe.taskSeconds=2");

    assertThat(here).isEqualTo(there).isZero();
    for (String name : new String[] {"scores.csv", "ranks.csv", "results.json", "draws.csv"}) {
      assertThat(folder.resolve("runs/there").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("runs/here").resolve(name));
    }
    assertThat(folder.resolve("runs/there/report/index.html")).isRegularFile();
    assertThat(run("run", "-c", file.toString(), "--master", "local[2]")).isEqualTo(2);
    assertThat(run("run", "-c", file.toString(), "--backend", "flink")).isEqualTo(2);
  }

  @Test
  void everythingLiesOnHdfs() throws IOException {
    try (MiniDFSCluster hdfs =
        new MiniDFSCluster.Builder(new Configuration(), folder.toFile()).numDataNodes(1).build()) {
      String place = "hdfs://localhost:" + hdfs.getNameNodePort() + "/team";
      ExperimentOnSpark.main(new String[] {place});
      Path there = Locations.path(place);

      assertThat(Files.readString(there.resolve("report/index.html"))).contains("<html");
      assertThat(Files.isRegularFile(there.resolve("report/report.md"))).isTrue();
      assertThat(RunDirectory.ids(there.resolve("runs"))).hasSize(1);
      assertThat(Sonoprobe.execute("report", "--runs", place + "/runs", "--format", "markdown"))
          .isZero();
      assertThat(Sonoprobe.execute("autotable", "--runs", place + "/runs")).isZero();
      assertThat(
              Sonoprobe.execute(
                  "leaderboard", "--runs", place + "/runs", "--out", place + "/board"))
          .isZero();
      Path audio = there.resolve("audio");
      Files.createDirectories(audio);
      Path tone = folder.resolve("tone.wav");
      WavWriter.write(tone, Audio.wrap(8000, new float[8000]));
      StringBuilder csv = new StringBuilder("path,label\n");
      for (int i = 0; i < 40; i++) {
        float[] samples = new float[8000];
        for (int s = 0; s < samples.length; s++) {
          samples[s] = (float) Math.sin(s * (0.02 + 0.2 * (i % 2) + 0.0001 * i)) / 3;
        }
        WavWriter.write(tone, Audio.wrap(8000, samples));
        Files.write(audio.resolve("t" + i + ".wav"), Files.readAllBytes(tone));
        csv.append("audio/t").append(i).append(".wav,").append(i % 2 == 0 ? "low" : "high");
        csv.append('\n');
      }
      Files.writeString(there.resolve("tracks.csv"), csv);
      Files.writeString(
          there.resolve("e.yml"),
          """
          experiments:
            - name: tones
              task: pitch_register_classification
              datasets: [{name: tones, type: csv, path: tracks.csv}]
              deformations: [[{type: AddGaussianSNR, params: {min_snr_db: 5, max_snr_db: 25}}]]
              embedding_models: [mfcc]
              downstream_models: [logistic_regression]
              metrics: [accuracy]
          """);
      assertThat(
              Sonoprobe.execute(
                  "run",
                  "-c",
                  place + "/e.yml",
                  "--backend",
                  "spark",
                  "--master",
                  "local[2]",
                  "--store",
                  place + "/store",
                  "--runs",
                  place + "/runs",
                  "--run_id",
                  "tones",
                  "--audit",
                  "--clips",
                  "1",
                  "--maps"))
          .isZero();
      assertThat(Files.isRegularFile(there.resolve("runs/tones/report/index.html"))).isTrue();
    }
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--runs";
    all[arguments.length + 1] = folder.resolve("runs").toString();
    boolean stored = String.join(" ", arguments).contains("--store");
    if (stored) {
      return Sonoprobe.execute(all);
    }
    String[] more = java.util.Arrays.copyOf(all, all.length + 2);
    more[all.length] = "--store";
    more[all.length + 1] = folder.resolve("store").toString();
    return Sonoprobe.execute(more);
  }
}
