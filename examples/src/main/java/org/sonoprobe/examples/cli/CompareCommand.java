package org.sonoprobe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      "p values are adjusted (Holm) for all comparisons that are printed: ask about what you want to"
          + " know, with --metric, --scenario and --beside."
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

  @Option(
      names = "--metric",
      split = ",",
      paramLabel = "NAME",
      description = "Metrics to compare by, as the table has them; all unless given.")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--scenario",
      split = ",",
      paramLabel = "NAME",
      description = "Scenarios to compare under, such as clean; all unless given.")
  private List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "The experiment; all unless given.")
  private Optional<String> experiment = Optional.empty();

  @Option(
      names = "--beside",
      paramLabel = "NAME",
      description = "The probe (or embedding model) that both are compared with; all unless given.")
  private Optional<String> beside = Optional.empty();

  @Override
  public Integer call() throws IOException {
    RunDirectory directory = RunDirectory.existing(runs, runId, "results.json");
    System.err.println("run " + directory.folder());
    Comparison comparison =
        Comparison.of(
            Results.read(directory),
            first,
            second,
            row ->
                (metrics.isEmpty() || metrics.contains(row.metric()))
                    && (scenarios.isEmpty() || scenarios.contains(row.scenario()))
                    && experiment.map(row.experiment()::equals).orElse(true)
                    && beside
                        .map(name -> name.equals(row.downstream()) || name.equals(row.embedding()))
                        .orElse(true));
    comparison.lines().forEach(System.out::println);
    return 0;
  }
}
