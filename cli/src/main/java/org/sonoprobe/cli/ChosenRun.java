package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.RunFiles;
import picocli.CommandLine.Option;

/** The options that choose the finished run that a command is about. */
final class ChosenRun {
  @Option(
      names = "--runs",
      paramLabel = "FOLDER",
      description = "The folder with the runs (${DEFAULT-VALUE}).")
  private Path runs = Path.of("runs");

  @Option(
      names = {"--run_id", "--run-id"},
      paramLabel = "ID",
      description = "The run; the newest unless given.")
  private String runId = "";

  /** The folder of that run. */
  RunDirectory directory() throws IOException {
    return RunDirectory.existing(runs, runId, RunFiles.RESULTS);
  }

  /** The folder with all runs. */
  Path runs() {
    return runs;
  }
}
