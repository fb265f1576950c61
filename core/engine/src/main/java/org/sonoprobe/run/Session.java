package org.sonoprobe.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
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
import org.sonoprobe.component.Identity;
import org.sonoprobe.config.ConfigException;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.run.RunListener.Phase;
import org.sonoprobe.store.EmbeddingStore;
import org.sonoprobe.store.RunDirectory;

/** The work on one list of experiments. */
final class Session {

  /** A strict run is given up once so many tracks have failed; before, it goes on to find all. */
  private static final int MANY = 100;

  /** How far a session goes. */
  enum Extent {
    EXTRACT,
    VECTORS,
    TRAIN,
    EVALUATE,
    ALL
  }

  private final Settings settings;
  private final List<Experiment> experiments;
  private final Extent extent;
  private final Predicate<Scenario> wanted;
  private final Hearing listener;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Results.Gathered gathered = new Results.Gathered();
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
    this.listener = new Hearing(settings.listener());
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
    } catch (Hearing.Broken e) {
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

  private String configuration() {
    return ExperimentFile.writeForAnyFolder(experiments);
  }

  /** Whether the configuration of a run, written by whatever version, means these experiments. */
  private boolean isThis(String configuration) {
    try {
      return ExperimentFile.writeForAnyFolder(
              ExperimentFile.parse(configuration, RunDirectory.CONFIGURATION))
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
      record.log("cancelled", "reason", String.valueOf(e.getMessage()));
      throw e;
    } catch (RuntimeException e) {
      record.failed(e);
      throw e;
    }
    RunDirectory directory = record.directory();
    List<Summary> summaries = experiments.stream().map(Summary::of).toList();
    for (int e = 0; e < summaries.size(); e++) {
      Ranking ranking =
          Ranking.of(summaries.get(e), gathered.scores, gathered.draws, overlapping(plans.get(e)));
      gathered.ranks.addAll(ranking.ranks());
      gathered.drops.addAll(ranking.drops());
      gathered.curves.addAll(ranking.curves());
    }
    gathered.draws.clear();
    Results results = new Results(summaries, configuration(), gathered, directory);
    if (directory != null && (extent == Extent.ALL || extent == Extent.EVALUATE)) {
      results.writeTo(directory);
    }
    record.write(true);
    record.log("finished", "extracted", gathered.extracted);
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
      gathered.data.add(
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
        skip(
            new Skipped(
                new Skipped.Where(name, label, "", "", ""), "", Stage.LOAD, dataset.problem()));
      }
      dataset.notes().forEach(note -> note(name, label + ": " + note));
    }
    plan.unavailable()
        .forEach(
            (label, reason) -> {
              problems.add("experiment '" + name + "', embedding model '" + label + "': " + reason);
              skip(new Skipped(new Skipped.Where(name, "", "", "", label), "", Stage.LOAD, reason));
            });
    if (settings.policy() == Policy.STRICT) {
      plan.missingInWords().ifPresent(words -> problems.add("experiment '" + name + "': " + words));
    }
    plan.notes().forEach(note -> note(name, note));
  }

  private void note(String experiment, String note) {
    String line = experiment + ": " + note;
    if (!gathered.notes.contains(line)) {
      gathered.notes.add(line);
      listener.noted(experiment, note);
    }
  }

  private void skip(Skipped entry) {
    gathered.skipped.add(entry);
    if (settings.policy() == Policy.LENIENT) {
      listener.skipped(entry);
      record.log("skipped", "what", entry.toString());
    }
  }

  private void run(Plan plan, EmbeddingStore store) throws IOException {
    Experiment experiment = plan.experiment();
    List<Extraction> extractions = wanted(plan);
    Keys keys = new Keys();
    long start = System.nanoTime();
    try (Extractor extractor =
        new Extractor(
            experiment,
            store,
            settings.places().assets(),
            Keeping.megabytes(settings.places().frameMegabytes(), experiment.aggregations()))) {
      record.identities(experiment.name(), extractor.identities());
      gathered.changes.addAll(DrawnChange.of(plan, extractions, extractor.scenarios()));
      listener.started(experiment.name(), Phase.EXTRACT, extractions.size());
      settings
          .backend()
          .run(
              extractions,
              extraction -> {
                checkCancelled();
                return extractor.extract(extraction);
              },
              outcome -> done(experiment, outcome, keys));
      listener.finished(experiment.name(), Phase.EXTRACT);
    }
    throwIfStrict(keys.failedTracks(extractions), false);
    keys.failedInOrder(extractions).forEach(failed -> skip(failed.entry()));
    keys.notes().forEach(note -> note(experiment.name(), note));
    record.log("extracted", "seconds", (System.nanoTime() - start) / 1e9);
    if (extent == Extent.VECTORS) {
      handOver(plan, keys, store);
    } else if (extent != Extent.EXTRACT) {
      start = System.nanoTime();
      trials(plan, keys, store);
      record.log("trained", "seconds", (System.nanoTime() - start) / 1e9);
    }
  }

  /** Gives all vectors that were wanted to the sink. */
  private void handOver(Plan plan, Keys keys, EmbeddingStore store) throws IOException {
    Experiment experiment = plan.experiment();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      for (Experiment.EmbeddingChoice embedding : experiment.embeddings()) {
        for (Aggregation aggregation : experiment.aggregations()) {
          TrackVectors vectors =
              new TrackVectors(
                  store,
                  aggregation,
                  Keeping.megabytes(settings.places().frameMegabytes(), experiment.aggregations()),
                  embedding.pooling(),
                  1);
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
      Keys keys,
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
    if (cancelled.get() || Thread.currentThread().isInterrupted()) {
      throw new CancellationException(
          "the run was cancelled; run it again with the same run id to go on");
    }
  }

  private void done(Experiment experiment, Extraction.Outcome outcome, Keys keys) {
    checkCancelled();
    Extraction extraction = outcome.extraction();
    RunListener.Unit unit =
        new RunListener.Unit(
            experiment.name(), Phase.EXTRACT, extraction.dataset() + " / " + extraction.trackId());
    gathered.timing = gathered.timing.plus(outcome.seconds());
    gathered.costs.merge(experiment.name(), outcome.seconds(), Timing::plus);
    outcome.notes().forEach(note -> keys.note(extraction.dataset(), note));
    boolean failed = false;
    for (int i = 0; i < outcome.results().size(); i++) {
      Extraction.Result result = outcome.results().get(i);
      Extraction.Wanted item = extraction.wanted().get(i);
      if (!result.isFailure()) {
        keys.put(extraction, item, result.key());
        gathered.extracted += result.computed() ? 1 : 0;
        gathered.reused += result.computed() ? 0 : 1;
        continue;
      }
      Fault fault = Objects.requireNonNull(result.fault());
      keys.fail(
          new Skipped(
              new Skipped.Where(
                  experiment.name(),
                  extraction.dataset(),
                  extraction.trackId(),
                  item.scenario(),
                  item.embedding()),
              extraction.audio().location(),
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
  private void throwIfStrict(List<Keys.Failed> failed, boolean givenUp) {
    if (settings.policy() == Policy.STRICT && !failed.isEmpty()) {
      throw Faults.ofTracks(failed, givenUp);
    }
  }

  private void trials(Plan plan, Keys keys, EmbeddingStore store) throws IOException {
    Experiment experiment = plan.experiment();
    List<Trial> trials = new ArrayList<>();
    Scenarios scenarios = new Scenarios(experiment, new Identity());
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      if (dataset.corpus().isPresent()) {
        trials.addAll(trials(plan, dataset, dataset.corpus().get(), keys, store, scenarios));
      }
    }
    boolean evaluate = extent == Extent.ALL || extent == Extent.EVALUATE;
    listener.started(experiment.name(), Phase.TRAIN, trials.size());
    if (evaluate) {
      listener.started(
          experiment.name(), Phase.EVALUATE, trials.size() * experiment.allScenarios().size());
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(settings.threads(), Threads.named("sonoprobe-train"));
    try {
      Map<Trial, Future<List<ScoreRow>>> futures = new HashMap<>();
      for (Trial trial : byVectors(plan, trials)) {
        futures.put(
            trial,
            pool.submit(
                () -> {
                  checkCancelled();
                  return trial.carryOut(extent, settings.policy());
                }));
      }
      for (Trial trial : trials) {
        collect(experiment, trial, Objects.requireNonNull(futures.get(trial)));
      }
      noteTrainings(experiment, trials);
      if (evaluate && !experiment.measures().isEmpty()) {
        measure(plan, keys, store, scenarios);
      }
    } finally {
      Threads.finish(pool);
    }
    listener.finished(experiment.name(), Phase.TRAIN);
    if (evaluate) {
      listener.finished(experiment.name(), Phase.EVALUATE);
    }
  }

  /** What is measured on embeddings without a probe. */
  private void measure(Plan plan, Keys keys, EmbeddingStore store, Scenarios scenarios)
      throws IOException {
    Experiment experiment = plan.experiment();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      if (dataset.corpus().isEmpty()) {
        continue;
      }
      Corpus corpus = dataset.corpus().get();
      DatasetTrials data =
          new DatasetTrials(experiment, dataset.choice().label(), corpus, keys, new Identity());
      Measuring measuring = new Measuring(data, new Truths(corpus, scenarios), dataset);
      for (Experiment.EmbeddingChoice embedding : experiment.embeddings()) {
        if (plan.unavailable().containsKey(embedding.label())) {
          continue;
        }
        for (Aggregation aggregation : experiment.aggregations()) {
          checkCancelled();
          TrackVectors vectors =
              new TrackVectors(
                  store,
                  aggregation,
                  Keeping.megabytes(settings.places().frameMegabytes(), experiment.aggregations()),
                  embedding.pooling(),
                  1);
          try {
            gathered.measures.addAll(
                measuring.of(embedding, vectors, note -> note(experiment.name(), note)));
          } catch (TrialFailure failure) {
            String what = data.dataset() + " / " + embedding.label();
            if (settings.policy() == Policy.STRICT) {
              throw new RunException(
                  "measuring " + what + " failed at " + inWords(failure.fault()),
                  failure.fault(),
                  "");
            }
            skip(
                new Skipped(
                    new Skipped.Where(experiment.name(), data.dataset(), "", "", embedding.label()),
                    "",
                    failure.fault().stage(),
                    what + ": " + inWords(failure.fault())));
          }
        }
      }
    }
  }

  /**
   * The trials in an order in which the vectors of one embedding model are done with before those
   * of the next are needed.
   */
  private static List<Trial> byVectors(Plan plan, List<Trial> trials) {
    List<String> datasets =
        plan.datasets().stream().map(dataset -> dataset.choice().label()).toList();
    List<Trial> sorted = new ArrayList<>(trials);
    sorted.sort(
        Comparator.<Trial>comparingInt(trial -> datasets.indexOf(trial.dataset()))
            .thenComparingInt(Trial::embeddingPosition));
    return sorted;
  }

  private void collect(Experiment experiment, Trial trial, Future<List<ScoreRow>> future)
      throws IOException {
    try {
      List<ScoreRow> rows = future.get();
      gathered.scores.addAll(rows);
      gathered.draws.putAll(trial.draws());
      trial
          .predictions()
          .forEach(
              (scenario, predictions) ->
                  gathered.predictions.put(trial.address(scenario), predictions));
      trial
          .hashes()
          .forEach((scenario, hash) -> gathered.hashes.put(trial.address(scenario), hash));
      trial.notes().forEach(note -> note(experiment.name(), note));
      trial.faults().forEach((scenario, fault) -> lose(experiment, trial, scenario, fault));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was interrupted");
    } catch (ExecutionException e) {
      failed(experiment, trial, e.getCause() == null ? e : e.getCause());
    }
    gathered.timing = gathered.timing.plus(trial.timing());
    listener.advanced(trial.unit(), trial.fresh());
  }

  /** What was noted in training, each once with the number of trainings. */
  private void noteTrainings(Experiment experiment, List<Trial> trials) {
    Map<String, List<String>> said = new LinkedHashMap<>();
    for (Experiment.DownstreamChoice choice : experiment.downstream()) {
      List<Trial> own =
          trials.stream().filter(trial -> trial.downstream().equals(choice.label())).toList();
      Map<String, Integer> counts = new LinkedHashMap<>();
      own.forEach(
          trial -> trial.trainingNotes().forEach(text -> counts.merge(text, 1, Integer::sum)));
      counts.forEach(
          (text, count) ->
              said.computeIfAbsent(text, key -> new ArrayList<>())
                  .add(choice.label() + ", " + count + " of " + own.size() + " trainings"));
    }
    said.forEach((text, who) -> note(experiment.name(), String.join("; ", who) + ": " + text));
  }

  private void failed(Experiment experiment, Trial trial, Throwable cause) {
    if (cause instanceof RuntimeException broken) {
      throw broken;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    if (!(cause instanceof TrialFailure failure)) {
      throw new IllegalStateException(cause);
    }
    if (settings.policy() == Policy.STRICT) {
      Fault fault = failure.fault();
      throw new RunException("trial " + trial.name() + " failed at " + inWords(fault), fault, "");
    }
    lose(experiment, trial, "", failure.fault());
    gathered.scores.addAll(trial.undefined());
  }

  /** What a trial lacks under a scenario, or under all if that is empty. */
  private void lose(Experiment experiment, Trial trial, String scenario, Fault fault) {
    String reason = trial.name() + ": " + inWords(fault);
    listener.failed(trial.unit(), inWords(fault));
    record.log("trial failed", Map.of("trial", trial.name(), "trace", fault.trace()));
    skip(
        new Skipped(
            new Skipped.Where(experiment.name(), trial.dataset(), "", scenario, trial.embedding()),
            "",
            fault.stage(),
            reason));
  }

  private static String inWords(Fault fault) {
    return fault.stage().word()
        + ": "
        + (fault.component().isEmpty() ? "" : fault.component() + ": ")
        + fault.reason();
  }

  private List<Trial> trials(
      Plan plan,
      Plan.PlannedDataset dataset,
      Corpus corpus,
      Keys keys,
      EmbeddingStore store,
      Scenarios scenarios) {
    Experiment experiment = plan.experiment();
    DatasetTrials data =
        new DatasetTrials(experiment, dataset.choice().label(), corpus, keys, new Identity());
    new SplitNotes(corpus)
        .withoutWhatFailed(experiment, dataset, keys)
        .forEach(text -> note(experiment.name(), text));
    Truths truths = new Truths(corpus, scenarios);
    Map<String, String> units = data.units();
    Map<List<Object>, TrackVectors> vectors = new HashMap<>();
    List<Trial> trials = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>(List.of(0));
    sizes.addAll(dataset.trainingSizes(experiment));
    for (Split split : dataset.splits()) {
      for (Experiment.EmbeddingChoice embedding : experiment.embeddings()) {
        if (plan.unavailable().containsKey(embedding.label())) {
          continue;
        }
        for (Aggregation aggregation : experiment.aggregations()) {
          TrackVectors own =
              vectors.computeIfAbsent(
                  List.of(embedding.label(), aggregation),
                  key ->
                      new TrackVectors(
                          store,
                          aggregation,
                          Keeping.megabytes(
                              settings.places().frameMegabytes(), experiment.aggregations()),
                          embedding.pooling(),
                          dataset.splits().size()));
          TrialGroup group =
              new TrialGroup(data, truths, units, split, embedding, own, sizes.size());
          for (Experiment.DownstreamChoice downstream : experiment.downstream()) {
            for (int repeat = 1; repeat <= experiment.repeats(); repeat++) {
              for (int size : sizes) {
                trials.add(
                    new Trial(
                        group,
                        downstream,
                        new Trial.Training(repeat, size),
                        record.directory(),
                        listener,
                        cancelled::get));
              }
            }
          }
        }
      }
    }
    return trials;
  }
}
