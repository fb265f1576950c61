package org.sonoprobe.run;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.config.ConfigException;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.RunFiles;
import org.sonoprobe.results.Skipped;
import org.sonoprobe.results.Stage;
import org.sonoprobe.results.Summary;
import org.sonoprobe.run.evaluate.Extent;
import org.sonoprobe.run.extract.Premises;
import org.sonoprobe.run.extract.StoredKeys;
import org.sonoprobe.run.plan.Plan;
import org.sonoprobe.run.work.GuardedListener;
import org.sonoprobe.run.work.Interrupts;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.RunListener;
import org.sonoprobe.run.work.RunListener.Phase;
import org.sonoprobe.store.EmbeddingStore;

/**
 * The work on one list of experiments: plan all, describe the data of all, then for each extract,
 * train and score, measure. Used once.
 */
final class Session {
  private final Settings settings;
  private final List<Experiment> experiments;
  private final Extent extent;
  private final Predicate<Scenario> wanted;
  private final Consumer<VectorSet> sink;
  private final Ledger ledger;
  private String configuration = "";

  Session(
      Settings settings, List<Experiment> experiments, Extent extent, Predicate<Scenario> wanted) {
    this(settings, experiments, extent, wanted, vectors -> {});
  }

  /**
   * A session that hands over what it extracts.
   *
   * @param sink takes the vectors of each dataset, model, aggregation and scenario
   */
  Session(
      Settings settings,
      List<Experiment> experiments,
      Extent extent,
      Predicate<Scenario> wanted,
      Consumer<VectorSet> sink) {
    this.settings = settings;
    this.experiments = List.copyOf(experiments);
    this.extent = extent;
    this.wanted = wanted;
    this.sink = sink;
    this.ledger = new Ledger(settings, this.experiments);
  }

  /** Asks it to stop soon. */
  void cancel() {
    ledger.cancel();
  }

  List<RunListener.Progress> progress() {
    return ledger.listener.progress();
  }

  Results run() throws IOException {
    try {
      return carryOut();
    } catch (GuardedListener.Broken e) {
      throw e.thrown();
    }
  }

  private Results carryOut() throws IOException {
    ledger.supervisor.checkCancelled();
    List<Plan> plans =
        experiments.stream()
            .map(experiment -> Plan.of(experiment, settings.places().assets()))
            .toList();
    refuseWhatCannotRun(plans);
    Path folder = settings.places().store();
    EmbeddingStore store = folder == null ? EmbeddingStore.inMemory() : EmbeddingStore.at(folder);
    Path runs = settings.places().runs();
    if (runs == null || extent == Extent.EXTRACT || extent == Extent.VECTORS) {
      return carryOut(plans, store);
    }
    String id = settings.places().runId();
    RunDirectory opened = RunDirectory.open(runs, id.isEmpty() ? RunDirectory.newId(runs) : id);
    try (RunDirectory.Hold hold = opened.hold()) {
      hold.problem().ifPresent(problem -> ledger.note("all experiments", problem));
      boolean overwrite = settings.places().overwrite() && extent != Extent.EVALUATE;
      ledger.record.into(opened, opened.begin(configuration(), this::isThis, overwrite));
      return carryOut(plans, store);
    }
  }

  private void refuseWhatCannotRun(List<Plan> plans) {
    List<String> problems = new ArrayList<>();
    plans.forEach(plan -> checkUsable(plan, problems));
    for (Plan plan : plans) {
      plan.problems().forEach(problem -> problems.add(of(plan.experiment()) + ", " + problem));
    }
    if (settings.backend().isRemote()) {
      refuseWhatCannotTravel();
    }
    boolean fatal = plans.stream().anyMatch(plan -> !plan.problems().isEmpty());
    if (fatal || ledger.isStrict() && !problems.isEmpty()) {
      throw new RunException("this cannot run: " + String.join("; ", problems));
    }
  }

  private static String of(Experiment experiment) {
    return "experiment '" + experiment.name() + "'";
  }

  /** What cannot be carried out in other processes is refused by name. */
  private void refuseWhatCannotTravel() {
    List<String> obstacles = new ArrayList<>();
    for (Experiment experiment : experiments) {
      Premises.obstacles(experiment, settings.places())
          .forEach(obstacle -> obstacles.add(of(experiment) + ": " + obstacle));
    }
    if (!obstacles.isEmpty()) {
      throw new RunException(
          "this cannot be sent to other processes: " + String.join("; ", obstacles));
    }
  }

  private void checkUsable(Plan plan, List<String> problems) {
    String name = plan.experiment().name();
    String of = of(plan.experiment());
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      if (dataset.corpus().isEmpty()) {
        problems.add("%s, dataset '%s': %s".formatted(of, dataset.label(), dataset.problem()));
        ledger.skip(
            new Skipped(
                Skipped.Where.of(name, dataset.label(), "", ""), Stage.LOAD, dataset.problem()));
      }
      dataset.notes().forEach(note -> ledger.note(name, dataset.label() + ": " + note));
    }
    plan.unavailable()
        .forEach(
            (label, reason) -> {
              problems.add("%s, embedding model '%s': %s".formatted(of, label, reason));
              ledger.skip(new Skipped(Skipped.Where.of(name, "", "", label), Stage.LOAD, reason));
            });
    if (ledger.isStrict()) {
      plan.missingInWords().ifPresent(words -> problems.add(of + ": " + words));
    }
    plan.notes().forEach(note -> ledger.note(name, note));
  }

  private String configuration() {
    if (configuration.isEmpty()) {
      configuration = ExperimentFile.writeForAnyFolder(experiments);
    }
    return configuration;
  }

  /** Whether the configuration of a run, written by whatever version, means these experiments. */
  private boolean isThis(String configuration) {
    if (configuration.equals(configuration())) {
      return true;
    }
    try {
      return ExperimentFile.writeForAnyFolder(
              ExperimentFile.parse(configuration, RunFiles.CONFIGURATION))
          .equals(configuration());
    } catch (ConfigException e) {
      return false;
    }
  }

  private Results carryOut(List<Plan> plans, EmbeddingStore store) throws IOException {
    RunRecord record = ledger.record;
    record.writeSplits(plans);
    record.log("started", "experiments", experiments.stream().map(Experiment::name).toList());
    DescribePhase describe = new DescribePhase(ledger);
    plans.forEach(describe::run);
    try {
      for (Plan plan : plans) {
        try (Premises premises =
            new Premises(plan.experiment(), settings.places(), store, record.directory())) {
          if (settings.backend().isRemote()) {
            premises.mark();
          }
          carryOut(plan, premises);
        }
      }
    } catch (CancellationException e) {
      Interrupts.heldBack(() -> record.log("cancelled", "reason", String.valueOf(e.getMessage())));
      throw e;
    } catch (RuntimeException e) {
      Interrupts.heldBack(() -> record.failed(e));
      throw e;
    }
    return conclude(plans);
  }

  private void carryOut(Plan plan, Premises premises) throws IOException {
    StoredKeys keys = new ExtractPhase(ledger, plan, wantedOf(plan)).run(premises);
    ledger.record.write(false); // what models took is known from here on, whatever ends the run
    if (extent == Extent.VECTORS) {
      new HandOver(wanted, sink).run(plan, keys, premises.shelf());
    } else if (extent != Extent.EXTRACT) {
      long start = System.nanoTime();
      probe(plan, keys, premises);
      ledger.record.log("trained", "seconds", (System.nanoTime() - start) / 1e9);
    }
  }

  /** Scenarios that are asked for, and for training alone those that a probe is trained on. */
  private Predicate<Scenario> wantedOf(Plan plan) {
    return extent == Extent.TRAIN
        ? scenario ->
            wanted.test(scenario)
                || plan.experiment().downstream().stream()
                    .anyMatch(choice -> choice.trainedOn().contains(scenario.name()))
        : wanted;
  }

  private void probe(Plan plan, StoredKeys keys, Premises premises) {
    Experiment experiment = plan.experiment();
    TrainPhase train = new TrainPhase(ledger, plan, extent);
    train.tellWhatSplitsLack(keys);
    ledger.listener.started(experiment.name(), Phase.TRAIN, train.trials());
    if (extent.evaluates()) {
      int evaluations = train.trials() * experiment.allScenarios().size();
      ledger.listener.started(experiment.name(), Phase.EVALUATE, evaluations);
    }
    Map<String, Serializable> parts = TrainPhase.parts(plan, keys);
    train.run(premises, parts);
    if (extent.evaluates() && !experiment.measures().isEmpty()) {
      new MeasurePhase(ledger).run(plan, premises, parts);
    }
    ledger.listener.finished(experiment.name(), Phase.TRAIN);
    if (extent.evaluates()) {
      ledger.listener.finished(experiment.name(), Phase.EVALUATE);
    }
  }

  private Results conclude(List<Plan> plans) throws IOException {
    List<Summary> summaries = plans.stream().map(Plan::summary).toList();
    summaries.forEach(ledger.gathered::conclude);
    RunDirectory directory = ledger.record.directory();
    Results results = ledger.gathered.build(summaries, configuration(), directory);
    if (directory != null && extent.evaluates()) {
      results.writeTo(directory);
    }
    ledger.record.write(true);
    ledger.record.log("finished", "extracted", ledger.gathered.extracted());
    return results;
  }
}
