package org.sonoprobe.examples.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.run.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a configuration would do. */
@Command(
    name = "plan",
    aliases = "dry-run",
    mixinStandardHelpOptions = true,
    description =
        "Say what a configuration would do, and what is missing, without computing anything.")
final class PlanCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config = new ConfigOptions();

  @Override
  public Integer call() throws IOException {
    int trials = 0;
    int embeddings = 0;
    int tasks = 0;
    boolean missing = false;
    for (Experiment experiment : config.experiments()) {
      Plan plan = Plan.of(experiment);
      print(plan);
      trials += plan.trials();
      embeddings += plan.embeddings();
      tasks++;
      missing |=
          !plan.unavailable().isEmpty()
              || !plan.problems().isEmpty()
              || plan.datasets().stream().anyMatch(dataset -> dataset.corpus().isEmpty());
    }
    System.out.println(
        "total: "
            + tasks
            + " experiments, "
            + trials
            + " trainings, "
            + embeddings
            + " embeddings to have in the store");
    return missing ? Sonoprobe.PARTIAL : 0;
  }

  private static void print(Plan plan) {
    Experiment experiment = plan.experiment();
    System.out.println(experiment.name() + ": " + experiment.task().name());
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      String label = "  dataset " + dataset.choice().label() + ": ";
      if (dataset.corpus().isEmpty()) {
        System.out.println(label + "not available: " + dataset.problem());
        continue;
      }
      System.out.println(
          label
              + dataset.corpus().get().tracks().size()
              + " tracks, "
              + dataset.corpus().get().task().labels().size()
              + " classes, "
              + dataset.splits().size()
              + " splits");
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
    plan.unavailable()
        .forEach(
            (name, reason) ->
                System.out.println("  embedding model " + name + ": not available: " + reason));
    plan.problems().forEach(problem -> System.out.println("  " + problem));
    System.out.println(
        "  "
            + plan.datasets().size()
            + " datasets x "
            + experiment.embeddings().size()
            + " embedding models x "
            + experiment.downstream().size()
            + " downstream models = "
            + plan.trials()
            + " trainings, each tested under "
            + (experiment.scenarios().size() + 1)
            + " scenarios by "
            + experiment.metrics().size()
            + " metrics");
    System.out.println("  " + plan.embeddings() + " embeddings to have in the store");
  }
}
