package org.sonoprobe.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.component.Identity;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.run.RunListener.Stage;
import org.sonoprobe.store.EmbeddingStore;
import org.sonoprobe.store.RunDirectory;
import org.sonoprobe.store.internal.PlainFiles;

/** The work on one list of experiments. */
final class Session {

  /** How far a session goes. */
  enum Extent {
    EXTRACT,
    TRAIN,
    ALL
  }

  private final Settings settings;
  private final List<Experiment> experiments;
  private final Extent extent;
  private final Predicate<Scenario> wanted;
  private final Hearing listener;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Results.Gathered gathered = new Results.Gathered();
  private final Map<String, Object> identities = new LinkedHashMap<>();
  private final Instant started = Instant.now();
  private @Nullable RunDirectory directory;

  Session(
      Settings settings, List<Experiment> experiments, Extent extent, Predicate<Scenario> wanted) {
    this.settings = settings;
    this.experiments = List.copyOf(experiments);
    this.extent = extent;
    this.wanted = wanted;
    this.listener = new Hearing(settings.listener());
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
    if (runs != null && extent != Extent.EXTRACT) {
      String id = settings.places().runId();
      directory = RunDirectory.open(runs, id.isEmpty() ? RunDirectory.newId(runs) : id);
      PlainFiles.writeText(directory.file("experiment.yml"), ExperimentFile.write(experiments));
      PlainFiles.writeJson(directory.file("run.json"), provenance());
    }
    log("started", "experiments", experiments.stream().map(Experiment::name).toList());
    try {
      for (Plan plan : plans) {
        run(plan, store);
      }
    } catch (RuntimeException e) {
      log("failed", "trace", trace(e));
      throw e;
    }
    Results results = new Results(experiments, gathered, directory);
    if (directory != null) {
      if (extent == Extent.ALL) {
        results.writeTo(directory);
      }
      PlainFiles.writeJson(directory.file("run.json"), provenance());
    }
    log("finished", "extracted", gathered.extracted);
    return results;
  }

  private static String trace(RuntimeException e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private void checkUsable(Plan plan, List<String> problems) {
    String name = plan.experiment().name();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      String label = dataset.choice().label();
      if (dataset.corpus().isEmpty()) {
        problems.add("experiment '" + name + "', dataset '" + label + "': " + dataset.problem());
        skip(
            new Skipped(new Skipped.Where(name, label, "", "", ""), "", "load", dataset.problem()));
      }
      dataset.notes().forEach(note -> note(name, label + ": " + note));
    }
    plan.unavailable()
        .forEach(
            (label, reason) -> {
              problems.add("experiment '" + name + "', embedding model '" + label + "': " + reason);
              skip(new Skipped(new Skipped.Where(name, "", "", "", label), "", "load", reason));
            });
    for (Experiment.EmbeddingChoice choice : plan.experiment().embeddings()) {
      choice.model().notes().forEach(note -> note(name, choice.label() + ": " + note));
    }
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
      log("skipped", "what", entry.toString());
    }
  }

  private void run(Plan plan, EmbeddingStore store) throws IOException {
    Experiment experiment = plan.experiment();
    List<Extraction> extractions = wanted(plan);
    Keys keys = new Keys();
    long start = System.nanoTime();
    try (Extractor extractor = new Extractor(experiment, store, settings.places().assets())) {
      identities.put(experiment.name(), extractor.identities());
      listener.started(experiment.name(), Stage.EXTRACT, extractions.size());
      settings
          .backend()
          .run(
              extractions,
              extraction -> {
                checkCancelled();
                return extractor.extract(extraction);
              },
              outcome -> done(experiment, outcome, keys));
      listener.finished(experiment.name(), Stage.EXTRACT);
    }
    keys.skippedInOrder(extractions).forEach(this::skip);
    keys.notes().forEach(note -> note(experiment.name(), note));
    log("extracted", "seconds", (System.nanoTime() - start) / 1e9);
    if (extent != Extent.EXTRACT) {
      start = System.nanoTime();
      trials(plan, keys, store);
      log("trained", "seconds", (System.nanoTime() - start) / 1e9);
    }
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
            experiment.name(), Stage.EXTRACT, extraction.dataset() + " / " + extraction.trackId());
    gathered.timing = gathered.timing.plus(outcome.seconds());
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
      Skipped entry =
          new Skipped(
              new Skipped.Where(
                  experiment.name(),
                  extraction.dataset(),
                  extraction.trackId(),
                  item.scenario(),
                  item.embedding()),
              extraction.audio().location(),
              result.stage(),
              result.reason());
      if (!failed) {
        listener.failed(unit, result.stage() + ": " + result.reason());
        failed = true;
      }
      if (settings.policy() == Policy.STRICT) {
        throw new RunException(
            "track '"
                + extraction.trackId()
                + "' of dataset '"
                + extraction.dataset()
                + "' ("
                + entry.location()
                + ") failed at "
                + entry.stage()
                + " under scenario '"
                + item.scenario()
                + "' for embedding model '"
                + item.embedding()
                + "': "
                + entry.reason()
                + ". The lenient policy (--lenient) would leave it out and go on.");
      }
      keys.fail(entry);
    }
    listener.advanced(unit, outcome.computed() > 0);
  }

  private void trials(Plan plan, Keys keys, EmbeddingStore store) throws IOException {
    Experiment experiment = plan.experiment();
    List<Trial> trials = new ArrayList<>();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      if (dataset.corpus().isPresent()) {
        trials.addAll(trials(plan, dataset, dataset.corpus().get(), keys, store));
      }
    }
    boolean evaluate = extent == Extent.ALL;
    listener.started(experiment.name(), Stage.TRAIN, trials.size());
    if (evaluate) {
      listener.started(
          experiment.name(), Stage.EVALUATE, trials.size() * experiment.allScenarios().size());
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
                  return trial.carryOut(evaluate);
                }));
      }
      for (Trial trial : trials) {
        collect(experiment, trial, Objects.requireNonNull(futures.get(trial)));
      }
    } finally {
      Threads.finish(pool);
    }
    listener.finished(experiment.name(), Stage.TRAIN);
    if (evaluate) {
      listener.finished(experiment.name(), Stage.EVALUATE);
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
      trial
          .predictions()
          .forEach(
              (scenario, predictions) ->
                  gathered.predictions.put(trial.address(scenario), predictions));
      trial.notes().forEach(note -> note(experiment.name(), note));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was interrupted");
    } catch (ExecutionException e) {
      failed(experiment, trial, e.getCause() == null ? e : e.getCause());
    }
    gathered.timing = gathered.timing.plus(trial.timing());
    listener.advanced(trial.unit(), trial.fresh());
  }

  private void failed(Experiment experiment, Trial trial, Throwable cause) {
    if (cause instanceof CancellationException cancellation) {
      throw cancellation;
    }
    if (cause instanceof Hearing.Broken broken) {
      throw broken;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    String reason =
        cause instanceof IOException || cause instanceof IllegalArgumentException
            ? String.valueOf(cause.getMessage())
            : cause.toString();
    listener.failed(trial.unit(), reason);
    if (settings.policy() == Policy.STRICT) {
      throw new RunException("trial " + trial.name() + " failed: " + reason, cause);
    }
    skip(
        new Skipped(
            new Skipped.Where(experiment.name(), trial.dataset(), "", "", trial.embedding()),
            "",
            "train",
            trial.name() + ": " + reason));
    gathered.scores.addAll(trial.undefined());
  }

  private List<Trial> trials(
      Plan plan, Plan.PlannedDataset dataset, Corpus corpus, Keys keys, EmbeddingStore store) {
    Experiment experiment = plan.experiment();
    DatasetTrials data =
        new DatasetTrials(experiment, dataset.choice().label(), corpus, keys, new Identity());
    Map<String, Target> targets = data.targets();
    Map<String, TrackVectors> vectors = new HashMap<>();
    List<Trial> trials = new ArrayList<>();
    for (Split split : dataset.splits()) {
      for (Experiment.EmbeddingChoice embedding : experiment.embeddings()) {
        if (plan.unavailable().containsKey(embedding.label())) {
          continue;
        }
        TrialGroup group =
            new TrialGroup(
                data,
                targets,
                split,
                embedding,
                vectors.computeIfAbsent(
                    embedding.label(),
                    label ->
                        new TrackVectors(
                            store, experiment.aggregation(), dataset.splits().size())));
        for (Experiment.DownstreamChoice downstream : experiment.downstream()) {
          trials.add(new Trial(group, downstream, directory, listener, cancelled::get));
        }
      }
    }
    return trials;
  }

  private Map<String, Object> provenance() {
    Map<String, Object> run = new LinkedHashMap<>();
    String version = Runner.class.getPackage().getImplementationVersion();
    run.put("format", RunDirectory.FORMAT);
    run.put("sonoprobe", version == null ? "development" : version);
    run.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    run.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    run.put("processors", Runtime.getRuntime().availableProcessors());
    run.put("threads", settings.threads());
    run.put("policy", settings.policy().name().toLowerCase(Locale.ROOT));
    run.put("started", started.toString());
    run.put("finished", Instant.now().toString());
    Map<String, Object> seeds = new LinkedHashMap<>();
    experiments.forEach(experiment -> seeds.put(experiment.name(), experiment.seed()));
    run.put("seeds", seeds);
    run.put("embedding_models", identities);
    run.put("embeddings_computed", gathered.extracted);
    run.put("embeddings_reused", gathered.reused);
    run.put("thread_seconds", gathered.timing.toData());
    return run;
  }

  private void log(String event, String field, Object value) {
    if (directory == null) {
      return;
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("time", Instant.now().toString());
    entry.put("event", event);
    entry.put(field, value);
    try {
      directory.log(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
