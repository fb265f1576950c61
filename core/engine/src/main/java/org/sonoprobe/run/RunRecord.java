package org.sonoprobe.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Split;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.json.JsonFiles;
import org.sonoprobe.results.ResultsBuilder;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.RunFiles;
import org.sonoprobe.run.plan.Plan;
import org.sonoprobe.run.work.Fault;

/** The account of itself that a run writes into its folder; nothing as long as it has none. */
final class RunRecord {
  private final Settings settings;
  private final List<Experiment> experiments;
  private final ResultsBuilder gathered;
  private final Map<String, Object> identities = new LinkedHashMap<>();
  private final Map<String, Object> earlier = new LinkedHashMap<>();
  private Instant started = Instant.now();
  private @Nullable RunDirectory directory;

  /** What happened before the folder was opened. */
  private final List<Map<String, Object>> unwritten = new ArrayList<>();

  RunRecord(Settings settings, List<Experiment> experiments, ResultsBuilder gathered) {
    this.settings = settings;
    this.experiments = experiments;
    this.gathered = gathered;
  }

  /** From now on it is written into this folder. */
  void into(RunDirectory folder, Instant firstStarted) throws IOException {
    directory = folder;
    started = firstStarted;
    unwritten.forEach(entry -> write(folder, entry));
    unwritten.clear();
    JsonFiles.read(folder.file(RunFiles.PROVENANCE))
        .map(run -> run.get("models"))
        .filter(Map.class::isInstance)
        .ifPresent(
            models ->
                ((Map<?, ?>) models)
                    .forEach((key, value) -> earlier.put(String.valueOf(key), value)));
    write(false);
  }

  /** The folder of the run; null if it has none. */
  @Nullable RunDirectory directory() {
    return directory;
  }

  /** What identifies the embedding models of an experiment. */
  void identities(String experiment, Map<String, String> models) {
    identities.put(experiment, models);
  }

  /** Writes versions, seeds, machine and timing. */
  void write(boolean finished) throws IOException {
    if (directory != null) {
      JsonFiles.write(directory.file(RunFiles.PROVENANCE), provenance(finished));
    }
  }

  /** Writes which tracks train, validate and test. */
  void writeSplits(List<Plan> plans) throws IOException {
    if (directory != null) {
      JsonFiles.write(directory.file(RunFiles.SPLITS), splits(plans));
    }
  }

  /** Which tracks train, validate and test, by experiment, dataset and split. */
  private static Map<String, Object> splits(List<Plan> plans) {
    Map<String, Object> experiments = new LinkedHashMap<>();
    for (Plan plan : plans) {
      Map<String, Object> datasets = new LinkedHashMap<>();
      for (Plan.PlannedDataset dataset : plan.datasets()) {
        Map<String, Object> splits = new LinkedHashMap<>();
        for (Split split : dataset.splits()) {
          Map<String, Object> parts = new LinkedHashMap<>();
          parts.put("train", split.train());
          parts.put("validation", split.validation());
          parts.put("test", split.test());
          splits.put(split.name(), parts);
        }
        datasets.put(dataset.choice().label(), splits);
      }
      experiments.put(plan.experiment().name(), datasets);
    }
    return experiments;
  }

  private Map<String, Object> provenance(boolean finished) {
    Map<String, Object> run = new LinkedHashMap<>();
    String version = Runner.class.getPackage().getImplementationVersion();
    run.put("format", RunDirectory.FORMAT);
    run.put("sonoprobe", version == null ? "development" : version);
    run.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    run.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    run.put("processors", Runtime.getRuntime().availableProcessors());
    run.put("backend", settings.backend().description());
    run.put("threads", settings.threads());
    run.put("policy", settings.policy().name().toLowerCase(Locale.ROOT));
    run.put("started", started.toString());
    if (finished) {
      run.put("finished", Instant.now().toString());
    }
    Map<String, Object> seeds = new LinkedHashMap<>();
    experiments.forEach(experiment -> seeds.put(experiment.name(), experiment.seed()));
    run.put("seeds", seeds);
    run.put("embedding_models", identities);
    run.put("embeddings_computed", gathered.extracted());
    run.put("embeddings_reused", gathered.reused());
    run.put("thread_seconds", gathered.timing().toData());
    run.put("models", costs());
    return run;
  }

  /**
   * What each embedding model took, by experiment; of a model that computed nothing this time, what
   * it took before.
   */
  private Map<String, Object> costs() {
    Map<String, Object> costs = new LinkedHashMap<>();
    for (Experiment experiment : experiments) {
      Map<String, Object> models = new LinkedHashMap<>();
      if (earlier.get(experiment.name()) instanceof Map<?, ?> known) {
        known.forEach((model, cost) -> models.put(String.valueOf(model), cost));
      }
      gathered
          .costs(experiment.name())
          .models()
          .forEach((model, cost) -> models.put(model, cost.toData()));
      costs.put(experiment.name(), models);
    }
    return costs;
  }

  void log(String event, String field, Object value) {
    log(event, Map.of(field, value));
  }

  void log(String event, Map<String, Object> fields) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("time", Instant.now().toString());
    entry.put("event", event);
    entry.putAll(new TreeMap<>(fields));
    if (directory != null) {
      write(directory, entry);
    } else if (settings.places().runs() != null) {
      unwritten.add(entry);
    }
  }

  private static void write(RunDirectory directory, Map<String, Object> entry) {
    try {
      directory.log(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Logs that the run has failed. */
  void failed(RuntimeException e) {
    try {
      log("failed", "trace", Fault.trace(e));
    } catch (UncheckedIOException logging) {
      e.addSuppressed(logging); // a log that cannot be written hides no cause
    }
  }
}
