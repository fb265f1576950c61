package org.sonoprobe.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.audio.Resampler;
import org.sonoprobe.component.Identity;
import org.sonoprobe.component.internal.Hashes;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.store.EmbeddingStore;

/**
 * Carries out the extractions of an experiment: decode once, deform once per scenario, resample
 * once per rate, embed, store.
 *
 * <p>Thread-safe; keeps as many open embedders of a model as there are threads at work.
 */
public final class Extractor implements AutoCloseable {
  /** Changes when the meaning of a stored embedding changes. */
  private static final String FORMAT = "sonoprobe-embedding-2";

  private final Experiment experiment;
  private final EmbeddingStore store;
  private final List<Scenario> scenarios;
  private final List<String> scenarioIdentities = new ArrayList<>();
  private final List<String> modelIdentities = new ArrayList<>();
  private final List<ConcurrentLinkedQueue<Embedder>> idle = new ArrayList<>();
  private final Map<String, Resampler> resamplers = new HashMap<>();

  /**
   * An extractor.
   *
   * @throws IOException if a file that a component names (weights, impulse responses) cannot be
   *     read
   */
  public Extractor(Experiment experiment, EmbeddingStore store) throws IOException {
    this.experiment = experiment;
    this.store = store;
    this.scenarios = experiment.allScenarios();
    Identity identity = new Identity();
    for (Scenario scenario : scenarios) {
      StringBuilder steps = new StringBuilder();
      for (Deformation step : scenario.steps()) {
        steps.append(identity.of(step)).append('\n');
      }
      scenarioIdentities.add(steps.toString());
    }
    for (Experiment.EmbeddingChoice choice : experiment.embeddings()) {
      EmbeddingModel model = choice.model();
      modelIdentities.add(
          model instanceof PrecomputedEmbeddings || model.unavailable().isPresent()
              ? model.name()
              : identity.of(model) + "@" + model.sampleRate() + "/" + model.resampler());
      idle.add(new ConcurrentLinkedQueue<>());
      resamplers.computeIfAbsent(model.resampler(), Resampler::named);
    }
  }

  /** What identifies each embedding model: its recipe with the hashes of its files. */
  public List<String> modelIdentities() {
    return List.copyOf(modelIdentities);
  }

  /**
   * Carries out one extraction; what fails because of the track is in the outcome.
   *
   * @throws RunException if the store fails, which is no fault of the track
   */
  public Extraction.Outcome extract(Extraction extraction) {
    return new TrackWork(this, extraction).outcome();
  }

  @Override
  public void close() {
    for (ConcurrentLinkedQueue<Embedder> queue : idle) {
      for (Embedder embedder = queue.poll(); embedder != null; embedder = queue.poll()) {
        embedder.close();
      }
    }
  }

  EmbeddingModel model(Extraction.Wanted wanted) {
    return experiment.embeddings().get(wanted.embedding()).model();
  }

  Scenario scenario(int index) {
    return scenarios.get(index);
  }

  EmbeddingStore store() {
    return store;
  }

  /** The key of an embedding made of such audio. */
  String key(Extraction extraction, Extraction.Wanted wanted, String fingerprint) {
    boolean isClean = scenarios.get(wanted.scenario()).isClean();
    return Hashes.sha256(
        String.join(
            "\n",
            FORMAT,
            fingerprint,
            scenarioIdentities.get(wanted.scenario()),
            isClean ? "" : Long.toString(deformationSeed(extraction.trackId(), wanted.scenario())),
            modelIdentities.get(wanted.embedding())));
  }

  /** The key of precomputed vectors. */
  static String key(
      Extraction extraction, PrecomputedEmbeddings vectors, String scenario, String fingerprint) {
    return Hashes.sha256(
        String.join(
            "\n",
            FORMAT,
            "precomputed",
            vectors.name(),
            vectors.revision(),
            extraction.trackId().length() + ":" + extraction.trackId(),
            scenario.length() + ":" + scenario,
            fingerprint));
  }

  /** The key of what is noted about such audio. */
  static String notesKey(String fingerprint) {
    return Hashes.sha256(String.join("\n", FORMAT, "notes", fingerprint));
  }

  /** Audio at a model's rate as one channel, or as it is for a model without a rate. */
  Audio resampled(Audio audio, int sampleRate, String name) {
    if (sampleRate == 0) {
      return audio;
    }
    Resampler resampler = resamplers.get(name);
    return (resampler == null ? Resampler.named(name) : resampler)
        .resample(audio.toMono(), sampleRate);
  }

  /** Embeds with an embedder that no other thread uses; one that failed is not used again. */
  Embedding embed(Extraction.Wanted wanted, Audio audio) throws IOException {
    ConcurrentLinkedQueue<Embedder> free = idle.get(wanted.embedding());
    Embedder embedder = free.poll();
    if (embedder == null) {
      embedder = model(wanted).open();
    }
    boolean done = false;
    try {
      Embedding embedding = embedder.embed(audio);
      done = true;
      return embedding;
    } finally {
      if (done) {
        free.add(embedder);
      } else {
        embedder.close();
      }
    }
  }

  /** The audio under a scenario of the experiment. */
  Audio deformed(Audio audio, String trackId, int scenario) throws IOException {
    return deform(audio, scenarios.get(scenario), deformationSeed(trackId, scenario));
  }

  /** The audio under a scenario. */
  static Audio deform(Audio audio, Scenario scenario, long seed) throws IOException {
    Audio result = audio;
    var random = Seeds.generator(seed);
    for (Deformation step : scenario.steps()) {
      try {
        result = step.apply(result, random);
      } catch (IllegalArgumentException e) {
        throw new IOException(step.name() + ": " + e.getMessage(), e);
      } catch (RuntimeException e) {
        throw new IOException(step.name() + " threw " + e + at(e), e);
      }
    }
    return result;
  }

  private static String at(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }

  /**
   * The audio of one extraction's track under a scenario, as the embedding models hear it before
   * resampling.
   */
  public Audio deformed(Extraction extraction, int scenario) throws IOException {
    return deformed(extraction.audio().read(), extraction.trackId(), scenario);
  }

  private long deformationSeed(String trackId, int scenario) {
    return Seeds.derive(experiment.seed(), "deform", trackId, scenarioIdentities.get(scenario));
  }
}
