package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sonoprobe.audit.Audit;
import org.sonoprobe.audit.Finding;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.json.JsonFiles;
import org.sonoprobe.run.plan.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is wrong with the data. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Look for what makes scores wrong before anything is trained: artists or copies in test and training,"
          + " tracks that are the same recording in another form, labels that cannot be meant, damage,"
          + " silence.",
      "Exit code 3 if an error is found or a dataset cannot be loaded, 0 if there are warnings at most."
    })
final class AuditCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--no-audio",
      description = "Decode nothing: look at groups, labels and splits only.")
  private boolean noAudio;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the findings to a file.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = {"--threads", "--n_jobs"},
      paramLabel = "N",
      description = "Threads at work at once; as many as there are processors unless given.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException {
    RunnerOptions.checkThreads(threads);
    boolean passed = true;
    List<Object> all = new ArrayList<>();
    for (Experiment experiment : config.experiments()) {
      for (Plan.PlannedDataset dataset : Plan.of(experiment).datasets()) {
        String label = dataset.choice().label();
        String what = experiment.name() + ", " + label + ": ";
        if (dataset.corpus().isEmpty()) {
          System.out.println(what + "not available: " + dataset.problem());
          passed = false;
          continue;
        }
        Progress progress = new Progress(System.err);
        Audit audit =
            Audit.of(
                label,
                dataset.corpus().get(),
                dataset.splits(),
                new Audit.Options(!noAudio, threads),
                progress::advanced);
        passed &= audit.passed();
        all.add(audit.toData());
        // in one piece, and behind what was said of the progress
        System.out.print(what);
        print(audit);
      }
    }
    if (json.isPresent()) {
      JsonFiles.write(json.get(), all);
    }
    return passed ? 0 : Sonoprobe.PARTIAL;
  }

  private void print(Audit audit) {
    System.out.printf(
        Locale.ROOT,
        "%d tracks%s, %s%n",
        audit.tracks(),
        noAudio
            ? ", audio not looked at"
            : String.format(
                Locale.ROOT, ", %.0f s, %d pairs compared", audit.seconds(), audit.compared()),
        audit.findings().isEmpty() ? "nothing found" : audit.findings().size() + " findings");
    for (Finding finding : audit.findings()) {
      System.out.println(
          "  " + finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.text());
    }
  }
}
