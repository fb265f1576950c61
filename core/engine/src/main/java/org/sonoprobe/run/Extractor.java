package org.sonoprobe.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
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
  private static final String FORMAT = "sonoprobe-embedding-1";

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

  /** Carries out one extraction; failures are in the outcome. */
  public Extraction.Outcome extract(Extraction extraction) {
    Work work = new Work(extraction);
    List<Extraction.Result> results = new ArrayList<>();
    for (Extraction.Wanted wanted : extraction.wanted()) {
      results.add(work.result(wanted));
    }
    return new Extraction.Outcome(extraction, results, work.timing);
  }

  @Override
  public void close() {
    for (ConcurrentLinkedQueue<Embedder> queue : idle) {
      for (Embedder embedder = queue.poll(); embedder != null; embedder = queue.poll()) {
        embedder.close();
      }
    }
  }

  /** A failure with the stage it happened at. */
  private static final class StageException extends Exception {
    private static final long serialVersionUID = 1;
    private final String stage;

    StageException(String stage, Exception cause) {
      super(
          cause instanceof IOException || cause instanceof IllegalArgumentException
              ? String.valueOf(cause.getMessage())
              : cause.toString(),
          cause);
      this.stage = stage;
    }
  }

  /** The state of one extraction: what has been decoded, deformed and resampled so far. */
  private final class Work {
    private final Extraction extraction;
    private final Map<String, Audio> resampled = new HashMap<>();
    private @Nullable String fingerprint;
    private @Nullable Audio clean;
    private @Nullable Audio deformed;
    private @Nullable StageException undecodable;
    private @Nullable StageException broken;
    private int deformedScenario = -1;
    private Timing timing = Timing.ZERO;

    Work(Extraction extraction) {
      this.extraction = extraction;
    }

    Extraction.Result result(Extraction.Wanted wanted) {
      EmbeddingModel model = experiment.embeddings().get(wanted.embedding()).model();
      try {
        if (model instanceof PrecomputedEmbeddings vectors) {
          return precomputed(vectors, scenarios.get(wanted.scenario()).name());
        }
        String key = key(wanted);
        long start = System.nanoTime();
        boolean present = store.get(key).isPresent();
        timing = timing.plus(new Timing(0, 0, 0, 0, since(start), 0, 0));
        if (present) {
          return Extraction.Result.stored(key, false);
        }
        Embedding embedding = embed(wanted, model);
        start = System.nanoTime();
        store.put(key, embedding);
        timing = timing.plus(new Timing(0, 0, 0, 0, since(start), 0, 0));
        return Extraction.Result.stored(key, true);
      } catch (StageException e) {
        return Extraction.Result.failed(e.stage, String.valueOf(e.getMessage()));
      } catch (IOException e) {
        return Extraction.Result.failed("store", String.valueOf(e.getMessage()));
      } catch (CancellationException e) {
        throw e;
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError e) {
        return Extraction.Result.failed("extract", e.toString());
      }
    }

    private Extraction.Result precomputed(PrecomputedEmbeddings vectors, String scenario)
        throws IOException, StageException {
      try {
        String key =
            Hashes.sha256(
                String.join(
                    "\n",
                    FORMAT,
                    "precomputed",
                    vectors.name(),
                    vectors.revision(),
                    extraction.trackId().length() + ":" + extraction.trackId(),
                    scenario.length() + ":" + scenario,
                    vectors.fingerprint(extraction.trackId(), scenario)));
        if (store.get(key).isPresent()) {
          return Extraction.Result.stored(key, false);
        }
        store.put(key, vectors.find(extraction.trackId(), scenario));
        return Extraction.Result.stored(key, true);
      } catch (IOException | IllegalArgumentException e) {
        throw new StageException("embed", e);
      }
    }

    private String key(Extraction.Wanted wanted) throws StageException {
      try {
        if (fingerprint == null) {
          fingerprint = extraction.audio().fingerprint();
        }
      } catch (IOException e) {
        throw new StageException("decode", e);
      }
      boolean isClean = scenarios.get(wanted.scenario()).isClean();
      return Hashes.sha256(
          String.join(
              "\n",
              FORMAT,
              fingerprint,
              scenarioIdentities.get(wanted.scenario()),
              isClean
                  ? ""
                  : Long.toString(deformationSeed(extraction.trackId(), wanted.scenario())),
              modelIdentities.get(wanted.embedding())));
    }

    private Embedding embed(Extraction.Wanted wanted, EmbeddingModel model) throws StageException {
      Audio audio = audio(wanted.scenario(), model);
      long start = System.nanoTime();
      try {
        Embedder embedder = idle.get(wanted.embedding()).poll();
        if (embedder == null) {
          embedder = model.open();
        }
        boolean done = false;
        try {
          Embedding embedding = embedder.embed(audio);
          done = true;
          return embedding;
        } finally {
          if (done) {
            idle.get(wanted.embedding()).add(embedder);
          } else {
            embedder.close();
          }
        }
      } catch (IOException | RuntimeException e) {
        throw new StageException("embed", e);
      } finally {
        timing = timing.plus(new Timing(0, 0, 0, since(start), 0, 0, 0));
      }
    }

    private Audio audio(int scenario, EmbeddingModel model) throws StageException {
      if (scenario != deformedScenario) {
        resampled.clear();
        deformedScenario = scenario;
        deformed = null;
        deformed = deform(scenario);
      }
      Audio input = deformed;
      if (input == null) {
        throw Objects.requireNonNull(undecodable != null ? undecodable : broken);
      }
      int rate = model.sampleRate();
      if (rate == 0) {
        return input;
      }
      String name = model.resampler();
      Audio known = resampled.get(rate + name);
      if (known == null) {
        long start = System.nanoTime();
        Resampler resampler = resamplers.get(name);
        known =
            (resampler == null ? Resampler.named(name) : resampler).resample(input.toMono(), rate);
        resampled.put(rate + name, known);
        timing = timing.plus(new Timing(0, 0, since(start), 0, 0, 0, 0));
      }
      return known;
    }

    private Audio deform(int scenario) throws StageException {
      Audio audio = decode();
      long start = System.nanoTime();
      try {
        return Extractor.deform(
            audio, scenarios.get(scenario), deformationSeed(extraction.trackId(), scenario));
      } catch (IOException | RuntimeException e) {
        broken = new StageException("deform", e);
        throw broken;
      } finally {
        timing = timing.plus(new Timing(0, since(start), 0, 0, 0, 0, 0));
      }
    }

    private Audio decode() throws StageException {
      if (undecodable != null) {
        throw undecodable;
      }
      Audio known = clean;
      if (known != null) {
        return known;
      }
      long start = System.nanoTime();
      try {
        AudioSource source = extraction.audio();
        known = source.read();
        clean = known;
        return known;
      } catch (IOException | RuntimeException e) {
        undecodable = new StageException("decode", e);
        throw undecodable;
      } finally {
        timing = timing.plus(new Timing(since(start), 0, 0, 0, 0, 0, 0));
      }
    }
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
    return deform(
        extraction.audio().read(),
        scenarios.get(scenario),
        deformationSeed(extraction.trackId(), scenario));
  }

  private long deformationSeed(String trackId, int scenario) {
    return Seeds.derive(experiment.seed(), "deform", trackId, scenarioIdentities.get(scenario));
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
