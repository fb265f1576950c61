package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sonoprobe.analysis.Comparison;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.Configurations;
import org.sonoprobe.report.Cell;
import org.sonoprobe.report.Cells;
import org.sonoprobe.report.ReferenceComparison;
import org.sonoprobe.report.Variable;
import org.sonoprobe.results.Place;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.ScoreRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether two models of a run differ. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Say whether one of two models of a run is better, and how sure that is; or, with --reference, how a run differs from"
          + " another or from what was published.",
      "p values are adjusted (Holm) for all comparisons that are printed: ask about what you want to"
          + " know, with --metric, --scenario and --beside."
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "An embedding model, a probe, or both as 'mfcc / M1', by its name in the run.")
  private String first = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "Another of the same kind.")
  private String second = "";

  @Mixin private ChosenRun run = new ChosenRun();

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

  @Option(
      names = "--reference",
      paramLabel = "RUN|FILE",
      description =
          "In place of two models: another run by its id, with paired tests and what its configuration has else; or a CSV of"
              + " published scores (as for autotable --import). 'thesis' is the file thesis_results.csv of the thesis's 2,900"
              + " numbers, here or in $SONOPROBE_SHARED/spec; it is not part of Sonoprobe. Again for more.")
  private List<String> references = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    if (references.isEmpty() == first.isEmpty() || first.isEmpty() != second.isEmpty()) {
      throw new IllegalArgumentException(
          "give two models of a run, such as: compare mfcc chroma; or --reference alone");
    }
    RunDirectory directory = run.directory();
    System.err.println("run " + directory.folder());
    Results results = Results.read(directory);
    known("--metric", metrics, results, ScoreRow::metric);
    scenarios.replaceAll(name -> name.equals("C") ? Scenario.CLEAN.name() : name);
    known("--scenario", scenarios, results, ScoreRow::scenario);
    known("--experiment", experiment.stream().toList(), results, ScoreRow::experiment);
    for (String metric : metrics) {
      if (metric.endsWith(Place.PER_RECORDING)) {
        throw new IllegalArgumentException(
            "scores per recording are not compared; leave '" + Place.PER_RECORDING + "' out");
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
    for (String reference : references) {
      System.out.println("against " + reference + ":");
      against(reference, directory, results, wanted);
    }
    if (!references.isEmpty()) {
      return 0;
    }
    Comparison comparison =
        drops
            ? Comparison.ofDrops(results, first, second, wanted)
            : Comparison.of(results, first, second, wanted);
    comparison.lines().forEach(System.out::println);
    return 0;
  }

  private void against(
      String name, RunDirectory directory, Results results, Predicate<ScoreRow> wanted)
      throws IOException {
    Optional<Path> file = published(name);
    if (file.isEmpty()) {
      RunDirectory other = RunDirectory.existing(run.runs(), name);
      Results theirs = Results.read(other);
      String own = String.valueOf(directory.folder().getFileName());
      if (drops || beside.isPresent()) {
        throw new IllegalArgumentException(
            "--drops and --beside are for two models of a run, not for --reference");
      }
      Comparison comparison = Comparison.ofRuns(own, results, name, theirs, wanted);
      List<String> keys =
          Configurations.differences(results.configuration(), theirs.configuration());
      System.out.println(
          keys.isEmpty()
              ? "The configurations are the same."
              : "The configurations differ (" + own + " | " + name + "):");
      keys.forEach(key -> System.out.println("  " + key));
      comparison.lines().forEach(System.out::println);
      System.out.println(
          "%s scores of %s and %s of %s have no counterpart."
              .formatted(
                  Comparison.unpaired(results, theirs, wanted),
                  own,
                  Comparison.unpaired(theirs, results, wanted),
                  name));
      return;
    }
    if (drops || beside.isPresent()) {
      throw new IllegalArgumentException(
          "--drops and --beside are for two models of a run, not for --reference");
    }
    Set<String> metricsWanted = Set.copyOf(metrics);
    Set<String> scenariosWanted = Set.copyOf(scenarios);
    List<Cell> ours =
        Cells.of(results).stream()
            .filter(
                cell -> metricsWanted.isEmpty() || metricsWanted.contains(cell.at(Variable.METRIC)))
            .filter(
                cell ->
                    scenariosWanted.isEmpty()
                        || scenariosWanted.contains(cell.at(Variable.SCENARIO)))
            .filter(cell -> experiment.map(cell.at(Variable.EXPERIMENT)::equals).orElse(true))
            .toList();
    ReferenceComparison.of(ours, Published.read(file.get())).lines().forEach(System.out::println);
  }

  /** The file of published scores that a name means; none if it is a run's. */
  private static Optional<Path> published(String name) throws IOException {
    Path file = Path.of(name);
    if (!name.equals("thesis")) {
      if (!Files.isRegularFile(file) && (name.endsWith(".csv") || file.getNameCount() > 1)) {
        throw new IOException("there is no file " + file.toAbsolutePath());
      }
      return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }
    String shared = System.getenv("SONOPROBE_SHARED");
    List<Path> places =
        shared == null
            ? List.of(Path.of("thesis_results.csv"))
            : List.of(Path.of("thesis_results.csv"), Path.of(shared, "spec", "thesis_results.csv"));
    for (Path place : places) {
      if (Files.isRegularFile(place)) {
        return Optional.of(place);
      }
    }
    throw new IOException(
        "the thesis's results are not part of Sonoprobe; put them where you are as"
            + " thesis_results.csv, with the columns dataset,task,feature,probe,scenario,metric,"
            + "value_percent, or give another file: --reference FILE");
  }

  /** Refuses what no score of the run has. */
  private static void known(
      String option, List<String> given, Results results, Function<ScoreRow, String> cell) {
    List<String> known = results.wholeScores().stream().map(cell).distinct().toList();
    for (String name : given) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "%s %s: the run has none of that name%s; it has: %s"
                .formatted(option, name, Components.hint(name, known), String.join(", ", known)));
      }
    }
  }
}
