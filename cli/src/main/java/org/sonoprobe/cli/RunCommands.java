package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.RunFiles;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.extract.DeformedAudio;
import org.sonoprobe.run.work.BackendProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that carry out experiments, whole or by stages. */
final class RunCommands {
  private RunCommands() {}

  /** All stages. */
  @Command(
      name = "run",
      aliases = {"experiment", "conduct"},
      mixinStandardHelpOptions = true,
      description = "Extract, train, evaluate and report.")
  static final class Run implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private RunnerOptions options = new RunnerOptions();
    @Mixin private IllustrationOptions illustrations = new IllustrationOptions();

    @Override
    public Integer call() throws IOException {
      options.prepare();
      List<Experiment> experiments = config.experiments();
      illustrations.check();
      options.fetch(experiments);
      try (BackendProvider.Opened where = options.backend()) {
        Runner runner = options.runner(options.begin(), where);
        Results results = runner.run(experiments);
        if (!illustrations.isEmpty()) {
          // what fails from here on costs sounds and maps, not the report
          Report.of(results).writeTo(results.directory().orElseThrow().resolve(RunFiles.REPORT));
          illustrations.keep(results, runner);
        }
        return finish(results);
      }
    }
  }

  static int finish(Results results) throws IOException {
    Path folder = results.directory().orElseThrow().resolve(RunFiles.REPORT);
    Report report = Report.of(results);
    report.writeTo(folder);
    System.out.println(report.text(Terminal.width(), Terminal.colour()));
    System.out.println("Report: " + folder.resolve("index.html").toAbsolutePath());
    return results.skipped().isEmpty() ? 0 : Sonoprobe.PARTIAL;
  }

  /**
   * The deformed scenarios of experiments that a list names.
   *
   * @param list names, or positions counted from 0 as the thesis has them; all if empty
   */
  private static Set<Scenario> chosen(List<String> list, List<Experiment> experiments) {
    Set<Scenario> chosen = new HashSet<>();
    for (Experiment experiment : experiments) {
      List<Scenario> scenarios = experiment.scenarios();
      for (int i = 0; i < scenarios.size(); i++) {
        if (list.isEmpty()
            || list.contains(scenarios.get(i).name())
            || list.contains(Integer.toString(i))) {
          chosen.add(scenarios.get(i));
        }
      }
    }
    for (String wanted : list) {
      boolean known =
          experiments.stream()
              .map(Experiment::scenarios)
              .anyMatch(
                  scenarios ->
                      scenarios.stream().anyMatch(scenario -> scenario.name().equals(wanted))
                          || wanted.matches("\\d{1,6}")
                              && Integer.parseInt(wanted) < scenarios.size());
      if (!known) {
        throw new IllegalArgumentException(
            "--deform_list names scenario "
                + wanted
                + ", but there are, counted from 0: "
                + String.join(
                    ", ",
                    experiments.stream()
                        .flatMap(experiment -> experiment.scenarios().stream())
                        .map(Scenario::name)
                        .distinct()
                        .toList()));
      }
    }
    return chosen;
  }

  /** Deformed audio as files. */
  @Command(
      name = "deform",
      mixinStandardHelpOptions = true,
      description = {
        "Write the deformed audio of the test tracks as 32-bit float WAV files, for listening.",
        "The other commands need no such files."
      })
  static final class Deform implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();

    @Option(
        names = "--audio",
        paramLabel = "FOLDER",
        description = "Where to write (${DEFAULT-VALUE}).")
    private Path audio = Path.of("deformed");

    @Option(
        names = {"--deform_list", "--deform-list"},
        split = ",",
        paramLabel = "SCENARIO",
        description = "Scenarios wanted, by name or counted from 0; all unless given.")
    private List<String> wanted = new ArrayList<>();

    @Option(
        names = {"--n_jobs", "--threads"},
        paramLabel = "N",
        description = "Threads at work at once (${DEFAULT-VALUE}); the files do not depend on it.")
    private int threads = 1;

    @Override
    public Integer call() throws IOException {
      if (threads < 1) {
        throw new IllegalArgumentException("--n_jobs must be at least 1, but is " + threads);
      }
      int[] count = {0};
      List<Experiment> experiments = config.experiments();
      Set<Scenario> scenarios = chosen(wanted, experiments);
      for (Experiment experiment : experiments) {
        DeformedAudio.write(experiment, audio, threads, scenarios::contains, file -> count[0]++);
      }
      System.out.println(count[0] + " files written to " + audio.toAbsolutePath());
      return 0;
    }
  }

  /** Embeddings into the store. */
  @Command(
      name = "extract",
      aliases = "generate",
      mixinStandardHelpOptions = true,
      description = "Compute the embeddings that are missing in the store.")
  static final class Extract implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private RunnerOptions options = new RunnerOptions();

    @Option(
        names = {"--skip_clean", "--skip-clean"},
        description = "Leave out the clean audio.")
    private boolean skipClean;

    @Option(
        names = {"--skip_deformed", "--skip-deformed"},
        description = "Leave out the deformed audio.")
    private boolean skipDeformed;

    @Option(
        names = {"--deform_list", "--deform-list"},
        split = ",",
        paramLabel = "SCENARIO",
        description = "Scenarios wanted, by name or counted from 0; all unless given.")
    private List<String> wanted = new ArrayList<>();

    @Option(
        names = {"--no_overwrite", "--no-overwrite"},
        description = "What is in the store is never computed again; accepted for compatibility.")
    @SuppressWarnings("UnusedVariable")
    private boolean noOverwrite;

    @Override
    public Integer call() throws IOException {
      options.prepare();
      List<Experiment> experiments = config.experiments();
      Set<Scenario> scenarios = new HashSet<>();
      if (!skipClean) {
        scenarios.add(Scenario.CLEAN);
      }
      if (!skipDeformed) {
        scenarios.addAll(chosen(wanted, experiments));
      }
      if (scenarios.isEmpty()) {
        System.out.println("nothing to extract: both clean and deformed audio are left out");
        return 0;
      }
      options.fetch(experiments);
      try (BackendProvider.Opened where = options.backend()) {
        Results results = options.runner("", where).extract(experiments, scenarios::contains);
        System.out.println(
            "%s embeddings computed, %s found in the store"
                .formatted(results.extracted(), results.reused()));
        return results.skipped().isEmpty() ? 0 : Sonoprobe.PARTIAL;
      }
    }
  }

  /** Trained models into the run directory. */
  @Command(
      name = "train",
      mixinStandardHelpOptions = true,
      description = "Train the downstream models; 'evaluate' goes on from there.")
  static final class Train implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private RunnerOptions options = new RunnerOptions();

    @Override
    public Integer call() throws IOException {
      options.prepare();
      List<Experiment> experiments = config.experiments();
      options.fetch(experiments);
      try (BackendProvider.Opened where = options.backend()) {
        String id = options.begin();
        Results results = options.runner(id, where).train(experiments);
        System.out.println("trained in run " + id);
        return results.skipped().isEmpty() ? 0 : Sonoprobe.PARTIAL;
      }
    }
  }

  /** Scores for models that have been trained. */
  @Command(
      name = "evaluate",
      mixinStandardHelpOptions = true,
      description =
          "Test the models of a run under every scenario and report; of the newest run unless --run_id is given.")
  static final class Evaluate implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private RunnerOptions options = new RunnerOptions();

    @Override
    public Integer call() throws IOException {
      options.prepare();
      List<Experiment> experiments = config.experiments();
      if (options.overwrite()) {
        throw new IllegalArgumentException("'evaluate' replaces no run; --overwrite is for 'run'");
      }
      try (BackendProvider.Opened where = options.backend()) {
        RunDirectory run = RunDirectory.existing(options.runs(), options.runId(), RunFiles.TRIALS);
        String id = String.valueOf(run.folder().getFileName());
        return finish(options.runner(id, where).evaluate(experiments));
      }
    }
  }
}
