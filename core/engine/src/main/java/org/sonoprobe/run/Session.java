package org.sonoprobe.run;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Track;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.audit.Audit;
import org.sonoprobe.audit.DatasetCard;
import org.sonoprobe.audit.Finding;
import org.sonoprobe.config.ConfigException;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.ExperimentData;
import org.sonoprobe.results.ResultTable;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ResultsBuilder;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.RunFiles;
import org.sonoprobe.results.Skipped;
import org.sonoprobe.results.Stage;
import org.sonoprobe.results.Summary;
import org.sonoprobe.run.RunListener.Phase;
import org.sonoprobe.store.EmbeddingStore;

/** The work on one list of experiments. */
final class Session {

  /** A strict run is given up once so many tracks have failed; before, it goes on to find all. */
  private static final int MANY = 100;

  private final Settings settings;
  private final List<Experiment> experiments;
  private final Extent extent;
  private final Predicate<Scenario> wanted;
  private final GuardedListener listener;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Supervisor supervisor;
  private final ResultsBuilder gathered = new ResultsBuilder();
  private final RunRecord record;
  private final Consumer<VectorSet> sink;
  private int failedTracks;

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
    this.sink = sink;
    this.settings = settings;
    this.experiments = List.copyOf(experiments);
    this.extent = extent;
    this.wanted = wanted;
    this.listener = new GuardedListener(settings.listener());
    this.supervisor = new Supervisor(listener, cancelled::get);
    this.record = new RunRecord(settings, this.experiments, gathered);
  }

  /** Asks it to stop soon. */
  void cancel() {
    cancelled.set(true);
  }

  List<RunHandle.Progress> progress() {
    return listener.progress();
  }

  Results run() throws IOException {
    try {
      return carryOut();
    } catch (GuardedListener.Broken e) {
      throw e.thrown();
    }
  }

  private Results carryOut() throws IOException {
    checkCancelled();
    Assets assets = settings.places().assets();
    List<Plan> plans = experiments.stream().map(experiment -> Plan.of(experiment, assets)).toList();
    List<String> problems = new ArrayList<>();
    plans.forEach(plan -> checkUsable(plan, problems));
    for (Plan plan : plans) {
      plan.problems()
          .forEach(
              problem -> problems.add("experiment '" + plan.experiment().name() + "', " + problem));
    }
    if (settings.backend().isRemote()) {
      checkPortable();
    }
    boolean fatal = plans.stream().anyMatch(plan -> !plan.problems().isEmpty());
    if (fatal || settings.policy() == Policy.STRICT && !problems.isEmpty()) {
      throw new RunException("this cannot run: " + String.join("; ", problems));
    }
    Path storeFolder = settings.places().store();
    EmbeddingStore store =
        storeFolder == null ? EmbeddingStore.inMemory() : EmbeddingStore.at(storeFolder);
    Path runs = settings.places().runs();
    if (runs == null || extent == Extent.EXTRACT || extent == Extent.VECTORS) {
      return carryOut(plans, store);
    }
    String id = settings.places().runId();
    RunDirectory opened = RunDirectory.open(runs, id.isEmpty() ? RunDirectory.newId(runs) : id);
    try (RunDirectory.Hold hold = opened.hold()) {
      hold.problem().ifPresent(problem -> note("all experiments", problem));
      boolean overwrite = settings.places().overwrite() && extent != Extent.EVALUATE;
      record.into(opened, opened.begin(configuration(), this::isThis, overwrite));
      return carryOut(plans, store);
    }
  }

  /** What cannot be carried out in other processes is refused by name. */
  private void checkPortable() {
    List<String> obstacles = new ArrayList<>();
    for (Experiment experiment : experiments) {
      Premises.obstacles(experiment, settings.places())
          .forEach(
              obstacle -> obstacles.add("experiment '" + experiment.name() + "': " + obstacle));
    }
    if (!obstacles.isEmpty()) {
      throw new RunException(
          "this cannot be sent to other processes: " + String.join("; ", obstacles));
    }
  }

  private String configuration() {
    return ExperimentFile.writeForAnyFolder(experiments);
  }

  /** Whether the configuration of a run, written by whatever version, means these experiments. */
  private boolean isThis(String configuration) {
    try {
      return ExperimentFile.writeForAnyFolder(
              ExperimentFile.parse(configuration, RunFiles.CONFIGURATION))
          .equals(configuration());
    } catch (ConfigException e) {
      return false;
    }
  }

  private Results carryOut(List<Plan> plans, EmbeddingStore store) throws IOException {
    record.writeSplits(plans);
    record.log("started", "experiments", experiments.stream().map(Experiment::name).toList());
    plans.forEach(this::describe);
    try {
      for (Plan plan : plans) {
        run(plan, store);
      }
    } catch (CancellationException e) {
      Interrupts.heldBack(() -> record.log("cancelled", "reason", String.valueOf(e.getMessage())));
      throw e;
    } catch (RuntimeException e) {
      record.failed(e);
      throw e;
    }
    RunDirectory directory = record.directory();
    List<Summary> summaries = experiments.stream().map(Summaries::of).toList();
    for (int e = 0; e < summaries.size(); e++) {
      gathered.conclude(summaries.get(e), overlapping(plans.get(e)));
    }
    Results results = gathered.build(summaries, configuration(), directory);
    if (directory != null && (extent == Extent.ALL || extent == Extent.EVALUATE)) {
      results.writeTo(directory);
    }
    record.write(true);
    record.log("finished", "extracted", gathered.extracted());
    return results;
  }

  /** The datasets of which a track is in the test part of several splits. */
  private static Set<String> overlapping(Plan plan) {
    Set<String> overlapping = new HashSet<>();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      Set<String> tested = new HashSet<>();
      for (Split split : dataset.splits()) {
        for (String id : split.test()) {
          if (!tested.add(id)) {
            overlapping.add(dataset.choice().label());
          }
        }
      }
    }
    return overlapping;
  }

  /** Says what the data are and, if wanted, what is wrong with them. */
  private void describe(Plan plan) {
    String experiment = plan.experiment().name();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      Corpus corpus = dataset.corpus().orElse(null);
      if (corpus == null) {
        continue;
      }
      checkCancelled();
      String label = dataset.choice().label();
      DatasetCard card =
          DatasetCard.of(label, dataset.choice().dataset().about(), corpus, dataset.splits());
      List<String> findings = new ArrayList<>();
      if (settings.audit()) {
        Audit audit =
            Audit.of(
                label,
                corpus,
                dataset.splits(),
                new Audit.Options(true, settings.threads()),
                (what, done, of) -> checkCancelled());
        for (Finding finding : audit.findings()) {
          String word = finding.severity().name().toLowerCase(java.util.Locale.ROOT);
          findings.add(word + ": " + finding.text());
          if (finding.severity() == Finding.Severity.ERROR) {
            note(experiment, label + ", audit: " + finding.text());
          }
        }
      }
      gathered.add(
          new ExperimentData(
              experiment,
              label,
              card.summary(),
              card.splits().isEmpty() ? "" : card.splits().get(0).name(),
              card.splits().isEmpty() ? Map.of() : card.splits().get(0).labels(),
              settings.audit(),
              findings));
    }
  }

  private void checkUsable(Plan plan, List<String> problems) {
    String name = plan.experiment().name();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      String label = dataset.choice().label();
      if (dataset.corpus().isEmpty()) {
        problems.add("experiment '" + name + "', dataset '" + label + "': " + dataset.problem());
        skip(new Skipped(Skipped.Where.of(name, label, "", ""), Stage.LOAD, dataset.problem()));
      }
      dataset.notes().forEach(note -> note(name, label + ": " + note));
    }
    plan.unavailable()
        .forEach(
            (label, reason) -> {
              problems.add("experiment '" + name + "', embedding model '" + label + "': " + reason);
              skip(new Skipped(Skipped.Where.of(name, "", "", label), Stage.LOAD, reason));
            });
    if (settings.policy() == Policy.STRICT) {
      plan.missingInWords().ifPresent(words -> problems.add("experiment '" + name + "': " + words));
    }
    plan.notes().forEach(note -> note(name, note));
  }

  private void note(String experiment, String note) {
    String line = experiment + ": " + note;
    if (gathered.note(line)) {
      listener.noted(experiment, note);
    }
  }

  private void skip(Skipped entry) {
    gathered.add(ResultTable.SKIPPED, entry);
    if (settings.policy() == Policy.LENIENT) {
      listener.skipped(entry);
      record.log("skipped", "what", entry.toString());
    }
  }

  private void run(Plan plan, EmbeddingStore store) throws IOException {
    try (Premises premises =
        new Premises(plan.experiment(), settings.places(), store, record.directory())) {
      if (settings.backend().isRemote()) {
        premises.mark();
      }
      run(plan, store, premises);
    }
  }

  private void run(Plan plan, EmbeddingStore store, Premises premises) throws IOException {
    Experiment experiment = plan.experiment();
    List<Extraction> extractions = wanted(plan);
    StoredKeys keys = new StoredKeys();
    long start = System.nanoTime();
    try (Extractor extractor =
        new Extractor(
            experiment,
            store,
            settings.places().assets(),
            Keeping.megabytes(settings.places().frameMegabytes(), experiment.aggregations()))) {
      record.identities(experiment.name(), extractor.identities());
      gathered.addAll(ResultTable.DRAWS, DrawnChanges.of(plan, extractions, extractor.scenarios()));
      listener.started(experiment.name(), Phase.EXTRACT, extractions.size());
      extract(experiment, extractions, new ExtractionWork(premises, extractor), keys);
    }
    listener.finished(experiment.name(), Phase.EXTRACT);
    throwIfStrict(keys.failedTracks(extractions), false);
    keys.failedInOrder(extractions).forEach(failed -> skip(failed.entry()));
    keys.notes().forEach(note -> note(experiment.name(), note));
    record.log("extracted", "seconds", (System.nanoTime() - start) / 1e9);
    if (extent == Extent.VECTORS) {
      handOver(plan, keys, store);
    } else if (extent != Extent.EXTRACT) {
      start = System.nanoTime();
      trials(plan, keys, premises);
      record.log("trained", "seconds", (System.nanoTime() - start) / 1e9);
    }
  }

  private void extract(
      Experiment experiment, List<Extraction> extractions, ExtractionWork work, StoredKeys keys) {
    new SecondTry(settings.backend(), supervisor)
        .run(
            new Job<>("extract " + experiment.name(), work, Map.of(), extractions),
            outcome -> outcome.results().stream().anyMatch(Extraction.Result::isFailure),
            (extraction, outcome) -> done(experiment, extraction, outcome, keys));
  }

  /** Gives all vectors that were wanted to the sink. */
  private void handOver(Plan plan, StoredKeys keys, EmbeddingStore store) throws IOException {
    Experiment experiment = plan.experiment();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      for (Experiment.EmbeddingChoice embedding : experiment.embeddings()) {
        for (Aggregation aggregation : experiment.aggregations()) {
          TrackVectors vectors =
              new TrackVectors(
                  store,
                  aggregation,
                  Keeping.megabytes(settings.places().frameMegabytes(), experiment.aggregations()),
                  embedding.pooling());
          for (Scenario scenario : experiment.allScenarios()) {
            if (wanted.test(scenario) && dataset.corpus().isPresent()) {
              sink.accept(
                  vectors(
                      experiment,
                      dataset,
                      dataset.corpus().get(),
                      embedding,
                      vectors,
                      keys,
                      scenario));
            }
          }
        }
      }
    }
  }

  private static VectorSet vectors(
      Experiment experiment,
      Plan.PlannedDataset dataset,
      Corpus corpus,
      Experiment.EmbeddingChoice embedding,
      TrackVectors vectors,
      StoredKeys keys,
      Scenario scenario)
      throws IOException {
    String label = dataset.choice().label();
    Map<String, String> known = keys.of(label, scenario.name(), embedding.label());
    List<String> tracks = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    try {
      for (Track track : corpus.tracks()) {
        String key = known.get(track.id());
        if (key != null) {
          tracks.add(track.id());
          targets.add(track.target());
          rows.add(Measuring.mean(vectors.of(track.id(), key, Stage.EVALUATE).values()));
        }
      }
    } catch (TrialFailure failure) {
      throw new RunException(
          "the vectors of " + label + " / " + embedding.label() + ": " + inWords(failure.fault()),
          failure.fault(),
          "");
    }
    return new VectorSet(
        experiment.name(),
        label,
        embedding.label(),
        Experiment.label(vectors.aggregation()),
        scenario.name(),
        List.copyOf(tracks),
        List.copyOf(targets),
        rows.toArray(float[][]::new));
  }

  /** The extractions of a plan with those scenarios alone that are wanted. */
  private List<Extraction> wanted(Plan plan) {
    Set<String> names = new HashSet<>();
    for (Scenario scenario : plan.experiment().allScenarios()) {
      if (wanted.test(scenario)) {
        names.add(scenario.name());
      }
    }
    return plan.extractions().stream()
        .map(
            extraction ->
                new Extraction(
                    extraction.dataset(),
                    extraction.trackId(),
                    extraction.audio(),
                    extraction.wanted().stream()
                        .filter(item -> names.contains(item.scenario()))
                        .toList()))
        .toList();
  }

  private void checkCancelled() {
    supervisor.checkCancelled();
  }

  private void done(
      Experiment experiment, Extraction extraction, Extraction.Outcome outcome, StoredKeys keys) {
    checkCancelled();
    RunListener.Unit unit =
        new RunListener.Unit(
            experiment.name(), Phase.EXTRACT, extraction.dataset() + " / " + extraction.trackId());
    gathered.took(experiment.name(), outcome.seconds());
    outcome.notes().forEach(note -> keys.note(extraction.dataset(), note));
    boolean failed = false;
    for (int i = 0; i < outcome.results().size(); i++) {
      Extraction.Result result = outcome.results().get(i);
      Extraction.Wanted item = extraction.wanted().get(i);
      if (!result.isFailure()) {
        keys.put(extraction, item, result.key());
        gathered.count(result.computed());
        continue;
      }
      Fault fault = Objects.requireNonNull(result.fault());
      keys.fail(
          new Skipped(
              new Skipped.Where(
                  experiment.name(),
                  extraction.dataset(),
                  extraction.trackId(),
                  extraction.audio().location(),
                  item.scenario(),
                  item.embedding()),
              fault.stage(),
              fault.reason()),
          fault);
      if (!failed) {
        listener.failed(unit, fault.toString());
        record.log(
            "track failed",
            Map.of(
                "track",
                extraction.dataset() + " / " + extraction.trackId(),
                "trace",
                fault.trace()));
        failed = true;
      }
    }
    if (failed && ++failedTracks == MANY) {
      throwIfStrict(keys.failedTracks(List.of()), true);
    }
    listener.advanced(unit, outcome.computed() > 0);
  }

  /** Under the strict policy a run ends that has failed tracks, with all of them named. */
  private void throwIfStrict(List<StoredKeys.Failed> failed, boolean givenUp) {
    if (settings.policy() == Policy.STRICT && !failed.isEmpty()) {
      throw Faults.ofTracks(failed, givenUp);
    }
  }

  private void trials(Plan plan, StoredKeys keys, Premises premises) throws IOException {
    Experiment experiment = plan.experiment();
    Map<String, Serializable> parts = new HashMap<>();
    List<TrialLabel> trials = new ArrayList<>();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      Corpus corpus = dataset.corpus().orElse(null);
      if (corpus == null) {
        continue;
      }
      String label = dataset.choice().label();
      parts.put(DatasetPart.named(label), new DatasetPart(corpus, dataset.splits()));
      for (Experiment.EmbeddingChoice embedding : experiment.embeddings()) {
        parts.put(
            DatasetPart.keys(label, embedding.label()), keys.ofModel(label, embedding.label()));
      }
      new SplitNotes(corpus)
          .withoutWhatFailed(experiment, dataset, keys)
          .forEach(text -> note(experiment.name(), text));
      trials.addAll(trials(plan, dataset, corpus));
    }
    boolean evaluate = extent == Extent.ALL || extent == Extent.EVALUATE;
    listener.started(experiment.name(), Phase.TRAIN, trials.size());
    if (evaluate) {
      listener.started(
          experiment.name(), Phase.EVALUATE, trials.size() * experiment.allScenarios().size());
    }
    Map<TrialUnit, TrialOutcome> outcomes = new HashMap<>();
    Iterator<TrialLabel> inOrder = trials.iterator();
    List<TrialLabel> next = new ArrayList<>();
    Map<String, Map<String, Integer>> trainingNotes = new LinkedHashMap<>();
    TrialWork work = new TrialWork(premises, extent, settings.policy());
    BiConsumer<TrialUnit, TrialOutcome> done =
        (unit, outcome) -> {
          outcomes.put(unit, outcome);
          // what is told and kept is in the order of the plan, whatever the order they came in
          while (!next.isEmpty() || inOrder.hasNext()) {
            if (next.isEmpty()) {
              next.add(inOrder.next());
            }
            TrialOutcome own = outcomes.remove(next.get(0).unit());
            if (own == null) {
              break;
            }
            collect(experiment, next.remove(0), own, trainingNotes);
          }
        };
    new SecondTry(settings.backend(), supervisor)
        .run(
            new Job<>("train " + experiment.name(), work, parts, byVectors(plan, trials)),
            outcome -> outcome.failure().isPresent() || !outcome.faults.isEmpty(),
            done);
    noteTrainings(experiment, trials, trainingNotes);
    if (evaluate && !experiment.measures().isEmpty()) {
      measure(plan, premises, parts);
    }
    listener.finished(experiment.name(), Phase.TRAIN);
    if (evaluate) {
      listener.finished(experiment.name(), Phase.EVALUATE);
    }
  }

  /** What is measured on embeddings without a probe. */
  private void measure(Plan plan, Premises premises, Map<String, Serializable> parts) {
    Experiment experiment = plan.experiment();
    List<MeasureUnit> units = new ArrayList<>();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      for (Experiment.EmbeddingChoice embedding : experiment.embeddings()) {
        boolean usable =
            dataset.corpus().isPresent() && !plan.unavailable().containsKey(embedding.label());
        for (int a = 0; usable && a < experiment.aggregations().size(); a++) {
          units.add(new MeasureUnit(dataset.choice().label(), embedding.label(), a));
        }
      }
    }
    Map<MeasureUnit, MeasureWork.Outcome> outcomes = new HashMap<>();
    settings
        .backend()
        .run(
            new Job<>("measure " + experiment.name(), new MeasureWork(premises), parts, units),
            supervisor,
            outcomes::put);
    for (MeasureUnit unit : units) {
      MeasureWork.Outcome outcome = Objects.requireNonNull(outcomes.get(unit));
      outcome.notes().forEach(note -> note(experiment.name(), note));
      gathered.addAll(ResultTable.MEASURES, outcome.rows());
      outcome.failure().ifPresent(fault -> loseMeasures(experiment, unit, fault));
    }
  }

  private void loseMeasures(Experiment experiment, MeasureUnit unit, Fault fault) {
    String what = unit.dataset() + " / " + unit.embedding();
    if (settings.policy() == Policy.STRICT) {
      throw new RunException("measuring " + what + " failed at " + inWords(fault), fault, "");
    }
    skip(
        new Skipped(
            Skipped.Where.of(experiment.name(), unit.dataset(), "", unit.embedding()),
            fault.stage(),
            what + ": " + inWords(fault)));
  }

  /**
   * The trials in an order in which the vectors of one embedding model are done with before those
   * of the next are needed.
   */
  private static List<TrialUnit> byVectors(Plan plan, List<TrialLabel> trials) {
    List<String> datasets =
        plan.datasets().stream().map(dataset -> dataset.choice().label()).toList();
    List<String> embeddings =
        plan.experiment().embeddings().stream().map(Experiment.EmbeddingChoice::label).toList();
    List<TrialUnit> sorted = new ArrayList<>(trials.stream().map(TrialLabel::unit).toList());
    sorted.sort(
        Comparator.<TrialUnit>comparingInt(unit -> datasets.indexOf(unit.dataset()))
            .thenComparingInt(unit -> embeddings.indexOf(unit.embedding())));
    return sorted;
  }

  private void collect(
      Experiment experiment,
      TrialLabel trial,
      TrialOutcome outcome,
      Map<String, Map<String, Integer>> trainingNotes) {
    outcome.trainingNotes.forEach(
        text ->
            trainingNotes
                .computeIfAbsent(trial.unit().downstream(), key -> new LinkedHashMap<>())
                .merge(text, 1, Integer::sum));
    if (outcome.failure().isPresent()) {
      failed(experiment, trial, outcome.failure().get());
    } else {
      outcome.rows.forEach(row -> gathered.add(ResultTable.SCORES, trial.asHere(row)));
      outcome.draws.forEach((row, draws) -> gathered.draws(trial.asHere(row), draws));
      outcome.predictions.forEach(
          (scenario, predictions) -> gathered.keep(trial.place().under(scenario), predictions));
      outcome.hashes.forEach(
          (scenario, hash) -> gathered.hash(trial.place().under(scenario), hash));
      outcome.notes.forEach(note -> note(experiment.name(), note));
      outcome.faults.forEach((scenario, fault) -> lose(experiment, trial, scenario, fault));
    }
    gathered.took(outcome.timing);
    listener.advanced(trial.listened(), outcome.fresh);
  }

  /** What was noted in training, each once with the number of trainings. */
  private void noteTrainings(
      Experiment experiment,
      List<TrialLabel> trials,
      Map<String, Map<String, Integer>> trainingNotes) {
    Map<String, List<String>> said = new LinkedHashMap<>();
    for (Experiment.DownstreamChoice choice : experiment.downstream()) {
      long own =
          trials.stream().filter(trial -> trial.unit().downstream().equals(choice.label())).count();
      trainingNotes
          .getOrDefault(choice.label(), Map.of())
          .forEach(
              (text, count) ->
                  said.computeIfAbsent(text, key -> new ArrayList<>())
                      .add(choice.label() + ", " + count + " of " + own + " trainings"));
    }
    said.forEach((text, who) -> note(experiment.name(), String.join("; ", who) + ": " + text));
  }

  private void failed(Experiment experiment, TrialLabel trial, Fault fault) {
    if (settings.policy() == Policy.STRICT) {
      throw new RunException("trial " + trial.name() + " failed at " + inWords(fault), fault, "");
    }
    lose(experiment, trial, "", fault);
    gathered.addAll(ResultTable.SCORES, trial.undefined());
  }

  /** What a trial lacks under a scenario, or under all if that is empty. */
  private void lose(Experiment experiment, TrialLabel trial, String scenario, Fault fault) {
    String reason = trial.name() + ": " + inWords(fault);
    listener.failed(trial.listened(), inWords(fault));
    record.log("trial failed", Map.of("trial", trial.name(), "trace", fault.trace()));
    skip(
        new Skipped(
            Skipped.Where.of(
                experiment.name(), trial.unit().dataset(), scenario, trial.unit().embedding()),
            fault.stage(),
            reason));
  }

  private static String inWords(Fault fault) {
    return fault.stage().word()
        + ": "
        + (fault.component().isEmpty() ? "" : fault.component() + ": ")
        + fault.reason();
  }

  private static List<TrialLabel> trials(Plan plan, Plan.PlannedDataset dataset, Corpus corpus) {
    Experiment experiment = plan.experiment();
    List<TrialLabel> trials = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>(List.of(0));
    sizes.addAll(dataset.trainingSizes(experiment));
    for (Split split : dataset.splits()) {
      for (Experiment.EmbeddingChoice embedding : experiment.embeddings()) {
        if (plan.unavailable().containsKey(embedding.label())) {
          continue;
        }
        for (int aggregation = 0; aggregation < experiment.aggregations().size(); aggregation++) {
          for (Experiment.DownstreamChoice downstream : experiment.downstream()) {
            for (int repeat = 1; repeat <= experiment.repeats(); repeat++) {
              for (int size : sizes) {
                trials.add(
                    new TrialLabel(
                        experiment,
                        corpus.task(),
                        new TrialUnit(
                            dataset.choice().label(),
                            split.name(),
                            embedding.label(),
                            aggregation,
                            downstream.label(),
                            repeat,
                            size),
                        split));
              }
            }
          }
        }
      }
    }
    return trials;
  }
}
