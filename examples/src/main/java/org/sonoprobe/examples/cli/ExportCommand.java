package org.sonoprobe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sonoprobe.report.MirRefFiles;
import org.sonoprobe.run.Results;
import org.sonoprobe.store.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The scores of a run in another toolkit's files. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Write the scores of a run as the thesis's toolkit (mir_ref) names its files:"
            + " clean_metrics.json, deform_0_metrics.json ...")
final class ExportCommand implements Callable<Integer> {
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

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the files go; 'mir_ref' in the run's folder unless given.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException {
    RunDirectory directory = RunDirectory.existing(runs, runId, "results.json");
    Path folder = out.orElse(directory.folder().resolve("mir_ref"));
    int models = MirRefFiles.write(Results.read(directory), folder);
    System.out.println(models + " models in " + folder.toAbsolutePath());
    return 0;
  }
}
