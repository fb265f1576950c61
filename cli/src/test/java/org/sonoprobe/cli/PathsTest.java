package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.datasets.CsvDataset;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.run.Runner;

/** What relative paths are relative to, and what a kept run needs. */
class PathsTest {
  @TempDir Path folder;

  private static final String YAML =
      """
      experiments:
        - name: x
          task: genre_classification
          datasets: [{name: mine, type: csv, path: data/tracks.csv}]
          embedding_models: [mfcc]
          downstream_models: [classifier]
      """;

  private static Path csv(Experiment experiment) {
    return ((CsvDataset) experiment.datasets().get(0).dataset()).path();
  }

  @Test
  void pathsAreRelativeToTheFileAndThoseOfOverridesToTheWorkingFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("x.yml"), YAML);

    assertThat(csv(ExperimentFile.read(file).get(0))).isEqualTo(folder.resolve("data/tracks.csv"));
    assertThat(csv(ExperimentFile.read(file, "experiments.0.datasets.0.path=other.csv").get(0)))
        .isEqualTo(Path.of("other.csv").toAbsolutePath());
    assertThat(csv(ExperimentFile.parse(YAML, "a text").get(0)))
        .isEqualTo(Path.of("data/tracks.csv"));
  }

  @Test
  void aKeptConfigurationRunsFromAnyFolder() throws IOException {
    Experiment relative = ExperimentFile.parse(YAML, "a text").get(0);
    Path moved =
        Files.writeString(
            folder.resolve("kept.yml"), ExperimentFile.writeForAnyFolder(List.of(relative)));

    assertThat(csv(ExperimentFile.read(moved).get(0)))
        .isEqualTo(Path.of("data/tracks.csv").toAbsolutePath());
  }

  @Test
  void resultsAreReadWithoutTheirComponents() throws IOException {
    Results results =
        Runner.builder()
            .runs(folder)
            .runId("r")
            .build()
            .run(
                Experiment.builder("x")
                    .task("instrument_classification")
                    .dataset(new org.sonoprobe.datasets.SyntheticMusic(60, 3))
                    .embeddings("mfcc")
                    .downstream("classifier")
                    .build());
    Path output = folder.resolve("output.txt");
    String classPath =
        String.join(
            java.io.File.pathSeparator,
            List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .stream()
                .filter(
                    entry ->
                        !entry.matches(
                            ".*(embeddings|downstream|datasets|metrics|deform|tarsos).*"))
                .toList());
    int code;
    try {
      code =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  classPath,
                  Reader.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }

    assertThat(code).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output))
        .contains(org.sonoprobe.report.Report.of(results).markdown());
  }

  /** Prints the report of a run in a process that knows no component. */
  public static final class Reader {
    private Reader() {}

    /** Reads the only run of a folder. */
    public static void main(String[] arguments) throws IOException {
      if (!org.sonoprobe.component.Components.all(org.sonoprobe.api.Dataset.class).isEmpty()) {
        throw new IllegalStateException("a dataset is on the class path");
      }
      Results read = Results.read(RunDirectory.existing(Path.of(arguments[0]), "r"));
      System.out.println(org.sonoprobe.report.Report.of(read).markdown());
      System.out.println(read.predictions(read.scores().get(0)).count());
    }
  }
}
