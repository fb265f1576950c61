package org.sonoprobe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sonoprobe.analysis.Comparison;
import org.sonoprobe.run.Results;
import org.sonoprobe.store.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether two models of a run differ. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Say whether one of two models of a run is better, and how sure that is.",
      "p values are adjusted for all comparisons that are printed."
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "An embedding model, a probe, or both as 'mfcc / M1', by its name in the run.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "MODEL", description = "Another of the same kind.")
  private String second = "";

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

  @Override
  public Integer call() throws IOException {
    RunDirectory directory = RunDirectory.existing(runs, runId, "results.json");
    Comparison comparison = Comparison.of(Results.read(directory), first, second);
    comparison.lines().forEach(System.out::println);
    return 0;
  }
}
