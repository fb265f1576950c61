package org.sonoprobe.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.component.Identity;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.store.EmbeddingStore;
import org.sonoprobe.store.RunDirectory;

/** The work on one list of experiments. */
final class Session {
  private final Settings settings;
  private final List<Experiment> experiments;
  private final boolean train;
  private final boolean evaluate;
  private final List<Integer> scenariosWanted;
  private final List<ScoreRow> scores = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Object> identities = new LinkedHashMap<>();
  private final Instant started = Instant.now();
  private @Nullable RunDirectory directory;
  private int extracted;
  private int reused;
  private Timing timing = Timing.ZERO;

  Session(
      Settings settings,
      List<Experiment> experiments,
      boolean train,
      boolean evaluate,
      List<Integer> scenariosWanted) {
    this.settings = settings;
    this.experiments = experiments;
    this.train = train;
    this.evaluate = evaluate;
    this.scenariosWanted = scenariosWanted;
  }

  Results run() throws IOException {
    List<Plan> plans = experiments.stream().map(Plan::of).toList();
    List<String> problems = new ArrayList<>();
    plans.forEach(plan -> checkUsable(plan, problems));
    for (Plan plan : plans) {
      plan.scenarioProblems()
          .forEach(
              problem -> problems.add("experiment '" + plan.experiment().name() + "', " + problem));
    }
    boolean fatal = plans.stream().anyMatch(plan -> !plan.scenarioProblems().isEmpty());
    if (fatal || settings.policy() == Policy.STRICT && !problems.isEmpty()) {
      throw new RunException("this cannot run: " + String.join("; ", problems));
    }
    EmbeddingStore store =
        settings.storeFolder() == null
            ? EmbeddingStore.inMemory()
            : EmbeddingStore.at(settings.storeFolder());
    if (settings.runsFolder() != null && train) {
      directory =
          RunDirectory.open(
              settings.runsFolder(),
              settings.runId().isEmpty()
                  ? RunDirectory.newId(settings.runsFolder())
                  : settings.runId());
      RunDirectory.writeText(directory.file("experiment.yml"), ExperimentFile.write(experiments));
      RunDirectory.writeJson(directory.file("run.json"), provenance());
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
    Results results = new Results(experiments, scores, skipped, notes, extracted, reused, timing);
    if (directory != null) {
      if (evaluate) {
        results.writeTo(directory);
      }
      RunDirectory.writeJson(directory.file("run.json"), provenance());
    }
    log("finished", "extracted", extracted);
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
      if (dataset.corpus().isEmpty()) {
        String label = dataset.choice().label();
        problems.add("experiment '" + name + "', dataset '" + label + "': " + dataset.problem());
        skip(new Skipped(name, label, "", "", "", "", "load", dataset.problem()));
      }
      dataset.notes().forEach(note -> note(name, dataset.choice().label() + ": " + note));
    }
    plan.unavailable()
        .forEach(
            (label, reason) -> {
              problems.add("experiment '" + name + "', embedding model '" + label + "': " + reason);
              skip(new Skipped(name, "", "", "", "", label, "load", reason));
            });
    for (Experiment.EmbeddingChoice choice : plan.experiment().embeddings()) {
      choice.model().notes().forEach(note -> note(name, choice.label() + ": " + note));
    }
  }

  private void note(String experiment, String note) {
    String line = experiment + ": " + note;
    if (!notes.contains(line)) {
      notes.add(line);
      settings.listener().noted(experiment, note);
    }
  }

  private void skip(Skipped entry) {
    skipped.add(entry);
    if (settings.policy() == Policy.LENIENT) {
      settings.listener().skipped(entry);
      log("skipped", "what", entry.toString());
    }
  }

  private void run(Plan plan, EmbeddingStore store) throws IOException {
    Experiment experiment = plan.experiment();
    List<Extraction> extractions = plan.extractions();
    if (!scenariosWanted.isEmpty()) {
      extractions = extractions.stream().map(this::onlyWanted).toList();
    } else if (!evaluate && train) {
      extractions = extractions.stream().map(extraction -> only(extraction, List.of(0))).toList();
    }
    Keys keys = new Keys(experiment);
    long start = System.nanoTime();
    try (Extractor extractor = new Extractor(experiment, store)) {
      identities.put(experiment.name(), extractor.modelIdentities());
      settings.listener().started(experiment.name(), RunListener.Stage.EXTRACT, extractions.size());
      settings
          .backend()
          .run(
              extractions,
              extraction -> {
                checkCancelled();
                return extractor.extract(extraction);
              },
              outcome -> done(experiment, outcome, keys));
      settings.listener().finished(RunListener.Stage.EXTRACT);
    }
    keys.skippedInOrder(plan).forEach(this::skip);
    keys.notes().forEach(note -> note(experiment.name(), note));
    log("extracted", "seconds", (System.nanoTime() - start) / 1e9);
    if (train) {
      start = System.nanoTime();
      trials(plan, keys, store);
      log("trained", "seconds", (System.nanoTime() - start) / 1e9);
    }
  }

  private Extraction onlyWanted(Extraction extraction) {
    return only(extraction, scenariosWanted);
  }

  private static Extraction only(Extraction extraction, List<Integer> scenarios) {
    return new Extraction(
        extraction.dataset(),
        extraction.trackId(),
        extraction.audio(),
        extraction.wanted().stream()
            .filter(wanted -> scenarios.contains(wanted.scenario()))
            .toList());
  }

  private void checkCancelled() {
    if (settings.cancelled().get() || Thread.currentThread().isInterrupted()) {
      throw new CancellationException(
          "the run was cancelled; run it again with the same run id to go on");
    }
  }

  private void done(Experiment experiment, Extraction.Outcome outcome, Keys keys) {
    checkCancelled();
    Extraction extraction = outcome.extraction();
    timing = timing.plus(outcome.seconds());
    outcome.notes().forEach(note -> keys.note(extraction.dataset(), note));
    for (int i = 0; i < outcome.results().size(); i++) {
      Extraction.Result result = outcome.results().get(i);
      Extraction.Wanted wanted = extraction.wanted().get(i);
      if (!result.isFailure()) {
        keys.put(extraction, wanted, result.key());
        extracted += result.computed() ? 1 : 0;
        reused += result.computed() ? 0 : 1;
        continue;
      }
      String scenario = experiment.allScenarios().get(wanted.scenario()).name();
      String embedding = experiment.embeddings().get(wanted.embedding()).label();
      Skipped entry =
          new Skipped(
              experiment.name(),
              extraction.dataset(),
              extraction.trackId(),
              extraction.audio().location(),
              scenario,
              embedding,
              result.stage(),
              result.reason());
      if (settings.policy() == Policy.STRICT) {
        throw new RunException(
            "track '"
                + entry.track()
                + "' of dataset '"
                + entry.dataset()
                + "' ("
                + entry.location()
                + ") failed at "
                + entry.stage()
                + " under scenario '"
                + scenario
                + "' for embedding model '"
                + embedding
                + "': "
                + entry.reason()
                + ". The lenient policy (--lenient) would leave it out and go on.");
      }
      keys.fail(entry);
    }
    settings
        .listener()
        .advanced(RunListener.Stage.EXTRACT, extraction.trackId(), outcome.computed() > 0);
  }

  private void trials(Plan plan, Keys keys, EmbeddingStore store) throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      if (dataset.corpus().isPresent()) {
        trials.addAll(trials(plan, dataset, dataset.corpus().get(), keys, store));
      }
    }
    settings.listener().started(plan.experiment().name(), RunListener.Stage.TRAIN, trials.size());
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
        collect(plan.experiment(), trial, Objects.requireNonNull(futures.get(trial)));
      }
    } finally {
      Threads.finish(pool);
    }
    settings.listener().finished(RunListener.Stage.TRAIN);
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
      scores.addAll(future.get());
      trial.notes().forEach(note -> note(experiment.name(), note));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was interrupted");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof CancellationException cancellation) {
        throw cancellation;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      String reason = String.valueOf(cause == null ? e : cause.getMessage());
      if (settings.policy() == Policy.STRICT) {
        throw new RunException("trial " + trial.name() + " failed: " + reason, cause);
      }
      skip(
          new Skipped(
              experiment.name(),
              trial.dataset(),
              "",
              "",
              "",
              trial.embedding(),
              "train",
              trial.name() + ": " + reason));
      scores.addAll(trial.undefined());
    }
    timing = timing.plus(trial.timing());
    settings.listener().advanced(RunListener.Stage.TRAIN, trial.name(), trial.fresh());
  }

  private List<Trial> trials(
      Plan plan, Plan.PlannedDataset dataset, Corpus corpus, Keys keys, EmbeddingStore store) {
    Experiment experiment = plan.experiment();
    Map<String, Target> targets = new HashMap<>();
    corpus.tracks().forEach(track -> targets.put(track.id(), track.target()));
    Identity identity = new Identity();
    List<Vectors> vectors =
        experiment.embeddings().stream()
            .map(
                choice ->
                    new Vectors(
                        store, choice.layers(), experiment.aggregation(), dataset.splits().size()))
            .toList();
    List<Trial> trials = new ArrayList<>();
    for (Split split : dataset.splits()) {
      for (int e = 0; e < experiment.embeddings().size(); e++) {
        Experiment.EmbeddingChoice embedding = experiment.embeddings().get(e);
        if (plan.unavailable().containsKey(embedding.label())) {
          continue;
        }
        TrialGroup group =
            new TrialGroup(
                experiment,
                dataset.choice().label(),
                corpus.task(),
                split,
                embedding,
                targets,
                keys.of(dataset.choice().label(), e),
                vectors.get(e),
                identity);
        for (Experiment.DownstreamChoice downstream : experiment.downstream()) {
          trials.add(new Trial(group, downstream, directory, settings.cancelled()::get));
        }
      }
    }
    return trials;
  }

  private Map<String, Object> provenance() {
    Map<String, Object> run = new LinkedHashMap<>();
    String version = Runner.class.getPackage().getImplementationVersion();
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
    run.put("embeddings_computed", extracted);
    run.put("embeddings_reused", reused);
    Map<String, Object> seconds = new LinkedHashMap<>();
    seconds.put("decode", timing.decode());
    seconds.put("deform", timing.deform());
    seconds.put("resample", timing.resample());
    seconds.put("embed", timing.embed());
    seconds.put("store", timing.store());
    seconds.put("train", timing.train());
    seconds.put("evaluate", timing.evaluate());
    run.put("thread_seconds", seconds);
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
