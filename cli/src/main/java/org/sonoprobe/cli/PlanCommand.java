package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sonoprobe.component.Components;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Summary;
import org.sonoprobe.run.extract.Forecast;
import org.sonoprobe.run.plan.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a configuration would do. */
@Command(
    name = "plan",
    aliases = "dry-run",
    mixinStandardHelpOptions = true,
    description =
        "Say what a configuration would do, what it costs and what is missing. Loads each model, looks"
            + " up to 200 tracks up in the store and embeds one to measure; writes nothing.")
final class PlanCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--store",
      paramLabel = "FOLDER",
      description = "Where embeddings are looked for (${DEFAULT-VALUE}).")
  private Path store = Path.of("store");

  @Option(
      names = {"--threads", "--n_jobs"},
      paramLabel = "N",
      description =
          "Threads that the estimate of time is for; as many as there are processors unless given.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--keep-frames",
      paramLabel = "MB",
      description = "Frames of one embedding that the run will store at most (${DEFAULT-VALUE}).")
  private int keepFrames = 64;

  @Override
  public Integer call() throws IOException {
    RunnerOptions.checkThreads(threads);
    int trials = 0;
    int embeddings = 0;
    int tasks = 0;
    boolean missing = false;
    for (Experiment experiment : config.experiments()) {
      Plan plan = Plan.of(experiment);
      Forecast forecast = Forecast.of(plan, store, keepFrames);
      print(plan, forecast);
      trials += plan.trials();
      embeddings += plan.embeddings();
      tasks++;
      missing |=
          !plan.unavailable().isEmpty()
              || !plan.problems().isEmpty()
              || !forecast.unusable().isEmpty()
              || plan.missingInWords().isPresent()
              || plan.datasets().stream().anyMatch(dataset -> dataset.corpus().isEmpty());
    }
    System.out.println(
        "total: %s experiments, %s trainings, %s embeddings to have in the store"
            .formatted(tasks, trials, embeddings));
    return missing ? Sonoprobe.PARTIAL : 0;
  }

  private void print(Plan plan, Forecast forecast) {
    Experiment experiment = plan.experiment();
    System.out.println(experiment.name() + ": " + experiment.task().name());
    plan.datasets().forEach(PlanCommand::print);
    Summary summary = plan.summary();
    summary
        .scenarios()
        .forEach(part -> System.out.println("  scenario " + part.name() + ": " + part.text()));
    for (Summary.Part part : summary.embeddings()) {
      String reason =
          plan.unavailable()
              .getOrDefault(part.name(), forecast.unusable().getOrDefault(part.name(), ""));
      System.out.println(
          "  embedding model "
              + part.name()
              + (reason.isEmpty() ? ": " + part.text() : ": not available: " + reason));
    }
    System.out.println(
        "  aggregation %s, seed %s"
            .formatted(String.join(" and ", summary.aggregations()), summary.seed()));
    summary
        .downstream()
        .forEach(
            part -> System.out.println("  downstream model " + part.name() + ": " + part.text()));
    System.out.println(
        "  metrics "
            + String.join(", ", summary.metrics().stream().map(Summary.Judge::metric).toList()));
    plan.notes().forEach(note -> System.out.println("  note: " + note));
    plan.problems().forEach(problem -> System.out.println("  " + problem));
    plan.missingInWords().ifPresent(words -> System.out.println("  missing: " + words));
    System.out.println(
        "  %s trainings: %s; each tested under %s scenarios by %s metrics"
            .formatted(
                plan.trials(),
                factors(plan, experiment),
                experiment.scenarios().size() + 1,
                experiment.metrics().size()));
    System.out.println("  " + plan.embeddings() + " embeddings to have in the store");
    printCost(plan, forecast);
  }

  /** What the number of trainings is the product of. */
  private static String factors(Plan plan, Experiment experiment) {
    List<String> splits = new ArrayList<>();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      int sizes = dataset.trainingSizes(experiment).size();
      splits.add(
          dataset.splits().size()
              + " splits of "
              + dataset.choice().label()
              + (sizes > 0 ? " on the whole training part and " + sizes + " subsets" : ""));
    }
    return "("
        + String.join(" + ", splits)
        + ") x "
        + experiment.embeddings().size()
        + " embedding models x "
        + (experiment.aggregations().size() > 1
            ? experiment.aggregations().size() + " aggregations x "
            : "")
        + experiment.downstream().size()
        + " downstream models x "
        + experiment.repeats()
        + " repeats";
  }

  private void printCost(Plan plan, Forecast forecast) {
    double left = plan.embeddings();
    if (forecast.looked() > 0) {
      left *= 1 - forecast.stored() / (double) forecast.looked();
      System.out.println(
          "  of %s looked up in %s %s are there"
              .formatted(forecast.looked(), store, forecast.stored()));
    }
    if (forecast.measured().isPresent()) {
      Forecast.Measured one = forecast.measured().get();
      System.out.printf(
          Locale.ROOT,
          "  by one track: about %s to extract on %d threads, %.1f MB of store; trainings not"
              + " counted%n",
          duration(left * one.seconds() / one.embeddings() / threads),
          threads,
          left * one.bytes() / one.embeddings() / 1e6);
      if (!one.condensed().isEmpty()) {
        System.out.println(
            ("  frames of %s are more than %s MB a track and not kept (--keep-frames): "
                    + "another aggregation would extract them again")
                .formatted(String.join(", ", one.condensed()), keepFrames));
      }
    }
  }

  private static String duration(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : seconds < 7200
            ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
            : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  private static void print(Plan.PlannedDataset dataset) {
    String label = "  dataset " + dataset.choice().label() + ": ";
    if (dataset.corpus().isEmpty()) {
      System.out.println(label + "not available: " + dataset.problem());
      return;
    }
    System.out.println(
        label
            + dataset.corpus().get().tracks().size()
            + " tracks, "
            + dataset.corpus().get().task().labels().size()
            + " classes, "
            + dataset.splits().size()
            + " splits by "
            + Components.describe(dataset.choice().splitter()));
    dataset
        .splits()
        .forEach(
            split ->
                System.out.println(
                    "    "
                        + split.name()
                        + ": "
                        + split.train().size()
                        + " train, "
                        + split.validation().size()
                        + " validation, "
                        + split.test().size()
                        + " test"));
    dataset.notes().forEach(note -> System.out.println("    note: " + note));
  }
}
