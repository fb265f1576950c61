package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sonoprobe.report.MirRefFiles;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The scores of a run in another toolkit's files. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Write the scores of a run as the thesis's toolkit (mir_ref) names its files:"
            + " clean_metrics.json, deform_0_metrics.json ...")
final class ExportCommand implements Callable<Integer> {
  @Mixin private ChosenRun run = new ChosenRun();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the files go; 'mir_ref' in the run's folder unless given.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException {
    RunDirectory directory = run.directory();
    Path folder = out.orElse(directory.folder().resolve("mir_ref"));
    int models = MirRefFiles.write(Results.read(directory), folder);
    System.out.println(models + " models in " + folder.toAbsolutePath());
    return 0;
  }
}
