package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.SplitFile;
import org.sonoprobe.run.plan.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Splits as files. */
@Command(
    name = "splits",
    mixinStandardHelpOptions = true,
    description = {
      "Write which tracks train, validate and test to files, one for each experiment and dataset, which"
          + " 'split_type: {type: file, path: …}' reads.",
      "Exit code 3 if a dataset cannot be loaded."
    })
final class SplitsCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where to write (${DEFAULT-VALUE}).")
  private Path out = Path.of("splits");

  @Option(names = "--csv", description = "Write CSV instead of JSON.")
  private boolean csv;

  private final Set<Path> written = new HashSet<>();

  @Override
  public Integer call() throws IOException {
    boolean all = true;
    for (Experiment experiment : config.experiments()) {
      for (Plan.PlannedDataset dataset : Plan.of(experiment).datasets()) {
        String label = dataset.choice().label();
        if (dataset.corpus().isEmpty()) {
          System.out.println(label + ": not available: " + dataset.problem());
          all = false;
          continue;
        }
        Path file = file(experiment.name() + " " + label);
        SplitFile.write(file, label, experiment.task().name(), dataset.splits());
        System.out.println(dataset.splits().size() + " splits written to " + file.toAbsolutePath());
      }
    }
    return all ? 0 : Sonoprobe.PARTIAL;
  }

  /** A file that this command has not written yet. */
  private Path file(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String ending = csv ? ".csv" : ".json";
    Path file = out.resolve(plain + ending);
    for (int i = 2; !written.add(file); i++) {
      file = out.resolve(plain + "-" + i + ending);
    }
    return file;
  }
}
