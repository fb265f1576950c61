package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sonoprobe.report.TensorBoard;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Event files of a run. */
@Command(
    name = "tensorboard",
    mixinStandardHelpOptions = true,
    description =
        "Write the training curves, scores and settings of a run as files for TensorBoard.")
final class TensorBoardCommand implements Callable<Integer> {
  @Mixin private ChosenRun run = new ChosenRun();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the files go; 'tensorboard' in the run's folder unless given.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException {
    RunDirectory directory = run.directory();
    Path folder = out.orElse(directory.folder().resolve("tensorboard"));
    int models = TensorBoard.write(Results.read(directory), folder);
    System.out.println(models + " models; tensorboard --logdir " + folder.toAbsolutePath());
    return 0;
  }
}
