package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.RunFiles;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.work.Policy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sounds and maps for the page of a run that has finished. */
@Command(
    name = "illustrate",
    mixinStandardHelpOptions = true,
    description = {
      "Keep sounds of errors and maps of embeddings with a run, and write its report again.",
      "Needs the audio and the models of the run; 'run --clips 2 --maps' does it at once."
    })
final class IllustrateCommand implements Callable<Integer> {
  @Mixin private ChosenRun run = new ChosenRun();

  @Option(
      names = "--store",
      paramLabel = "FOLDER",
      description = "Where the run kept its embeddings (${DEFAULT-VALUE}).")
  private Path store = Path.of("store");

  @Mixin private IllustrationOptions wanted = new IllustrationOptions();

  @Override
  public Integer call() throws IOException {
    wanted.check();
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("nothing is asked for: give --clips N, --maps or both");
    }
    RunDirectory directory = run.directory();
    Results results = Results.read(directory);
    wanted.keep(
        results,
        Runner.builder()
            .store(store)
            .policy(results.skipped().isEmpty() ? Policy.STRICT : Policy.LENIENT)
            .build());
    Path folder = directory.folder().resolve(RunFiles.REPORT);
    Report.of(results).writeTo(folder);
    System.out.println("Report: " + folder.resolve("index.html").toAbsolutePath());
    return 0;
  }
}
