package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Task;
import org.sonoprobe.assets.Validation;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.json.JsonFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the files of a dataset are right. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Check every file of a dataset: that it is there, has its published checksum, and, where none is"
          + " published, can be decoded to its end.",
      "Exit code 3 if any is not."
    })
final class ValidateCommand implements Callable<Integer> {
  private static final int NAMED = 20;

  @Mixin private DatasetOptions which = new DatasetOptions();

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "Whose tracks are checked, for a dataset that does not list its files.")
  private String task = "";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all that is missing or wrong to a file, by track.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = {"--threads", "--n_jobs"},
      paramLabel = "N",
      description = "Threads at work at once; as many as there are processors unless given.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException {
    RunnerOptions.checkThreads(threads);
    Map<String, Object> all = new LinkedHashMap<>();
    boolean passed = true;
    if (which.isConfiguration()) {
      List<Dataset> done = new ArrayList<>();
      for (Experiment experiment : which.experiments()) {
        for (Experiment.DatasetChoice choice : experiment.datasets()) {
          if (!done.contains(choice.dataset())) {
            done.add(choice.dataset());
            passed &= check(choice.label(), choice.dataset(), Optional.of(experiment.task()), all);
          }
        }
      }
    } else {
      Dataset dataset = which.dataset();
      Optional<Task> wanted = task.isEmpty() ? Optional.empty() : Optional.of(Task.named(task));
      passed = check(dataset.name(), dataset, wanted, all);
    }
    if (json.isPresent()) {
      JsonFiles.write(json.get(), all);
    }
    return passed ? 0 : Sonoprobe.PARTIAL;
  }

  private boolean check(
      String label, Dataset dataset, Optional<Task> wanted, Map<String, Object> all) {
    Progress progress = new Progress(System.err);
    Validation validation;
    try {
      validation =
          Validation.of(
              dataset,
              wanted,
              threads,
              (done, of) -> progress.advanced(label + ", files", done, of));
    } catch (IOException e) {
      System.out.println(label + ": not available: " + e.getMessage());
      return false;
    }
    all.put(label, validation.toData());
    System.out.println(
        "%s: %s files, of which %s have a published checksum: %s"
            .formatted(
                label,
                validation.files(),
                validation.checked(),
                validation.passed() ? "all are right" : "not all are right"));
    for (Validation.Problem problem : Validation.Problem.values()) {
      List<Validation.Fault> faults = validation.of(problem);
      if (!faults.isEmpty()) {
        System.out.println(
            "  " + faults.size() + " " + problem.name().toLowerCase(java.util.Locale.ROOT));
        faults.stream()
            .limit(NAMED)
            .forEach(
                fault ->
                    System.out.println(
                        "    "
                            + (fault.owner().isEmpty() ? "" : fault.owner() + ": ")
                            + fault.reason()));
        if (faults.size() > NAMED) {
          System.out.println("    … --json FILE lists all");
        }
      }
    }
    return validation.passed();
  }
}
