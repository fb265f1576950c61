package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sonoprobe.api.About;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Task;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.audit.DatasetCard;
import org.sonoprobe.component.Components;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.json.JsonFiles;
import org.sonoprobe.run.plan.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Dataset cards. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = {
      "Say what a dataset is: licence, citation, tasks, how to get it; and of a copy that is here how many"
          + " tracks each label has in each part of its splits. As Markdown.",
      "Exit code 3 if there is no copy to count."
    })
final class DescribeCommand implements Callable<Integer> {
  /** Of an experiment that sets none. */
  private static final long SEED = 42;

  @Mixin private DatasetOptions which = new DatasetOptions();

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "The task whose labels are counted; all tasks of the dataset unless given.")
  private String task = "";

  @Option(
      names = "--durations",
      description = "Measure how long the tracks are, which decodes all but WAV files.")
  private boolean durations;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the numbers to a file, for charts.")
  private Optional<Path> json = Optional.empty();

  private final List<Object> cards = new ArrayList<>();
  private boolean counted = true;

  @Override
  public Integer call() throws IOException {
    if (which.isConfiguration()) {
      for (Experiment experiment : which.experiments()) {
        for (Plan.PlannedDataset dataset : Plan.of(experiment).datasets()) {
          String label = dataset.choice().label();
          if (dataset.corpus().isEmpty()) {
            counted = false;
            System.out.println("# " + label + "\n\nnot available: " + dataset.problem() + "\n");
          } else {
            print(
                DatasetCard.of(
                    label,
                    dataset.choice().dataset().about(),
                    dataset.corpus().get(),
                    dataset.splits()),
                dataset.corpus().get());
          }
        }
      }
    } else {
      describe(which.dataset());
    }
    if (json.isPresent()) {
      JsonFiles.write(json.get(), cards);
    }
    return counted ? 0 : Sonoprobe.PARTIAL;
  }

  private void print(DatasetCard card, Corpus corpus) {
    DatasetCard whole = durations ? card.withLengths(corpus) : card;
    System.out.println(whole.markdown());
    cards.add(whole.toData());
  }

  /** The official splits, or a usual one; none where there are too few tracks for any. */
  private static List<Split> splits(Corpus corpus) {
    try {
      return Splitters.ALL.divide(corpus, SEED).splits();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private void describe(Dataset dataset) {
    List<String> tasks =
        task.isEmpty()
            ? dataset.tasks().stream().sorted().toList()
            : List.of(Task.canonicalName(task));
    Optional<About> about = dataset.about();
    if (!dataset.tasks().isEmpty() && !dataset.tasks().containsAll(tasks)) {
      throw new IllegalArgumentException(
          "dataset '%s' has no task '%s'%s; it has: %s"
              .formatted(
                  dataset.name(),
                  task,
                  Components.hint(task, dataset.tasks()),
                  String.join(", ", dataset.tasks().stream().sorted().toList())));
    }
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException(
          "dataset '"
              + dataset.name()
              + "' takes any task; say with --task which one its labels are for");
    }
    String fault = "";
    for (String name : tasks) {
      try {
        Corpus corpus = dataset.load(Task.named(name));
        print(DatasetCard.of(dataset.name(), about, corpus, splits(corpus)), corpus);
      } catch (IOException | IllegalArgumentException e) {
        counted = false;
        fault = String.valueOf(e.getMessage());
      }
    }
    if (cards.isEmpty()) {
      System.out.println("# " + about.map(About::title).orElse(dataset.name()) + "\n");
      System.out.println("Tasks: " + String.join(", ", tasks) + ".\n");
      about.ifPresent(
          it -> {
            System.out.println("- licence: " + it.licence());
            System.out.println("- published at: " + it.homepage());
            System.out.println("- cite: " + it.citation());
            it.counts()
                .forEach(
                    (name, count) -> System.out.println("- " + name + ": " + count + " tracks"));
            it.notes().forEach(note -> System.out.println("- " + note));
          });
    }
    if (!fault.isEmpty()) {
      System.out.println("\nNot counted: " + fault);
    }
    if (!dataset.assets().isEmpty()) {
      System.out.println("\nFiles to fetch:\n");
      for (Asset asset : dataset.assets()) {
        boolean here = Assets.standard().problem(dataset, asset).isEmpty();
        System.out.println(
            "- "
                + asset.path()
                + (here ? " (here)" : "")
                + ", "
                + asset.licence()
                + (asset.checksum().isPublished() ? ", " + asset.checksum().algorithm() : ""));
      }
    }
  }
}
