package org.sonoprobe.run.extract;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.component.Identity;
import org.sonoprobe.component.Internal;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.plan.Extraction;
import org.sonoprobe.run.plan.Scenarios;
import org.sonoprobe.run.work.Faults;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.store.EmbeddingStore;

/**
 * Carries out the extractions of an experiment: decode once, deform once per scenario, resample
 * once per input, embed once per model, store. Thread-safe.
 */
@Internal
public final class Extractor implements AutoCloseable {
  private final Scenarios scenarios;
  private final UsedModels models;
  private final EmbeddingNames names;
  private final EmbeddingShelf shelf;

  /**
   * An extractor.
   *
   * @throws IOException if a file that a component names (weights, impulse responses) cannot be
   *     read
   */
  public Extractor(Experiment experiment, EmbeddingStore store, Assets assets, Keeping keeping)
      throws IOException {
    this(experiment, new Identity(), store, assets, keeping);
  }

  private Extractor(
      Experiment experiment,
      Identity identity,
      EmbeddingStore store,
      Assets assets,
      Keeping keeping)
      throws IOException {
    this(
        new Scenarios(experiment, identity),
        new UsedModels(experiment.embeddings(), identity, assets),
        store,
        keeping);
  }

  private Extractor(Scenarios scenarios, UsedModels models, EmbeddingStore store, Keeping keeping) {
    this.scenarios = scenarios;
    this.models = models;
    this.names = new EmbeddingNames(scenarios, models);
    this.shelf = new EmbeddingShelf(store, keeping);
  }

  /**
   * An extractor with one embedding model, for audio as it is.
   *
   * @throws IOException if a file that the model names cannot be read
   */
  public static Extractor ofClean(
      Experiment.EmbeddingChoice embedding, EmbeddingStore store, Assets assets, Keeping keeping)
      throws IOException {
    Identity identity = new Identity();
    return new Extractor(
        new Scenarios(0, List.of(Scenario.CLEAN), identity),
        new UsedModels(List.of(embedding), identity, assets),
        store,
        keeping);
  }

  /** What identifies each embedding model: its recipe with the hashes of its files. */
  public Map<String, String> identities() {
    return models.identities();
  }

  /**
   * Carries out one extraction; what fails because of the track is in the outcome.
   *
   * @throws RunException if the store, a model or the process fails, which is no fault of the track
   */
  public Extraction.Outcome extract(Extraction extraction) {
    try {
      return new TrackExtraction(extraction, models, scenarios, names, shelf).outcome();
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      throw Faults.ofTheProcess(
          "track '%s' of dataset '%s' (%s)"
              .formatted(extraction.trackId(), extraction.dataset(), extraction.audio().location()),
          extraction.trackId(),
          Stage.EMBED,
          e);
    }
  }

  /** How many embeddings of an extraction whose source can be read are in the store. */
  public int stored(Extraction extraction) throws IOException {
    int stored = 0;
    for (Map.Entry<Extraction.Wanted, String> each : names.of(extraction).entrySet()) {
      UsedModel use = models.named(each.getKey().embedding());
      stored += shelf.holds(each.getValue(), use.pooling()) ? 1 : 0;
    }
    return stored;
  }

  /** The audio under a scenario of the experiment. */
  public Audio deformed(Audio audio, String trackId, String scenario) throws IOException {
    return scenarios.deformed(audio, trackId, scenario);
  }

  public Scenarios scenarios() {
    return scenarios;
  }

  @Override
  public void close() {
    models.close();
  }
}
