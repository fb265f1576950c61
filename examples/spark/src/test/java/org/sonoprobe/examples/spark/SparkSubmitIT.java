package org.sonoprobe.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that the build makes, handed in as users hand it in. */
class SparkSubmitIT {
  private static final String JAR = System.getProperty("sonoprobe.jar");
  private static final String JARS = Path.of(System.getenv("SPARK_HOME"), "jars") + "/*";

  @TempDir private Path folder;

  private String run(int code, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports",
                "java.base/sun.nio.ch=ALL-UNNAMED"));
    command.addAll(List.of(arguments));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(log)).isEqualTo(code);
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  @Test
  void aRunIsTheSameBySparkSubmitByHandAndWithoutACluster()
      throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("e.yml"),
        """
        experiments:
          - name: instruments
            task: instrument_classification
            datasets: [{type: synthetic, tracks: 90}]
            deformations: [[{type: Mp3Compression, params: {min_bitrate: 32, max_bitrate: 32}}]]
            embedding_models: [mfcc, untrained]
            downstream_models: [logistic_regression]
            metrics: [f1_micro]
        """);
    String[] work = {"run", "-c", "e.yml", "--run_id", "x"};
    String main = "org.sonoprobe.cli.Sonoprobe";
    assertThat(run(0, "-jar", JAR, "list")).contains("msd-musicnn", "spark");
    run(0, with(new String[] {"-jar", JAR}, work, "--runs", "alone", "--store", "a"));
    String said =
        run(
            0,
            with(
                new String[] {
                  "-cp",
                  JARS,
                  "org.apache.spark.deploy.SparkSubmit",
                  "--master",
                  "local-cluster[2,1,1024]",
                  "--conf",
                  "spark.ui.enabled=false",
                  JAR
                },
                work,
                "--backend",
                "spark",
                "--runs",
                "submitted",
                "--store",
                "s"));
    run(
        0,
        with(
            new String[] {"-cp", JAR + System.getProperty("path.separator") + JARS, main},
            work,
            "--backend",
            "spark",
            "--master",
            "local-cluster[1,1,1024]",
            "--conf",
            "spark.ui.enabled=false",
            "--runs",
            "by-hand",
            "--store",
            "h"));

    assertThat(said).contains("Report: ");
    for (String runs : List.of("submitted", "by-hand")) {
      for (String file : List.of("scores.csv", "results.json", "ranks.csv")) {
        assertThat(folder.resolve(runs).resolve("x").resolve(file))
            .hasSameBinaryContentAs(folder.resolve("alone/x").resolve(file));
      }
    }
  }

  private static String[] with(String[] first, String[] then, String... last) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(then));
    all.addAll(List.of(last));
    return all.toArray(String[]::new);
  }
}
