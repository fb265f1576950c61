package org.sonoprobe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sonoprobe.analysis.Comparison;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.component.Components;
import org.sonoprobe.run.Results;
import org.sonoprobe.run.ScoreRow;
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
      paramLabel = "NAME",
      description =
          "A metric to compare by, as the table has it; again for more, all unless given.")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "A scenario to compare under, such as clean; again for more, all unless given.")
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

  @Option(
      names = "--drops",
      description =
          "Compare what both lose under each scenario against clean audio, in place of scores.")
  private boolean drops;

  @Override
  public Integer call() throws IOException {
    RunDirectory directory = RunDirectory.existing(runs, runId, "results.json");
    System.err.println("run " + directory.folder());
    Results results = Results.read(directory);
    known("--metric", metrics, results, ScoreRow::metric);
    scenarios.replaceAll(name -> name.equals("C") ? Scenario.CLEAN.name() : name);
    known("--scenario", scenarios, results, ScoreRow::scenario);
    known("--experiment", experiment.stream().toList(), results, ScoreRow::experiment);
    for (String metric : metrics) {
      if (metric.endsWith(ScoreRow.PER_RECORDING)) {
        throw new IllegalArgumentException(
            "scores per recording are not compared; leave '" + ScoreRow.PER_RECORDING + "' out");
      }
    }
    Predicate<ScoreRow> other =
        beside.map(name -> Comparison.scoresOf(results, name)).orElse(row -> true);
    Predicate<ScoreRow> wanted =
        row ->
            (metrics.isEmpty() || metrics.contains(row.metric()))
                && (scenarios.isEmpty() || scenarios.contains(row.scenario()))
                && experiment.map(row.experiment()::equals).orElse(true)
                && other.test(row);
    Comparison comparison =
        drops
            ? Comparison.ofDrops(results, first, second, wanted)
            : Comparison.of(results, first, second, wanted);
    comparison.lines().forEach(System.out::println);
    return 0;
  }

  /** Refuses what no score of the run has. */
  private static void known(
      String option, List<String> given, Results results, Function<ScoreRow, String> cell) {
    List<String> known = results.wholeScores().stream().map(cell).distinct().toList();
    for (String name : given) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            option
                + " "
                + name
                + ": the run has none of that name"
                + Components.hint(name, known)
                + "; it has: "
                + String.join(", ", known));
      }
    }
  }
}
