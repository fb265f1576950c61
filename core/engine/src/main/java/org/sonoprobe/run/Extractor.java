package org.sonoprobe.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.audio.Resampler;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.component.Identity;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.LayerPooling;
import org.sonoprobe.results.Stage;
import org.sonoprobe.store.EmbeddingStore;

/**
 * Carries out the extractions of an experiment: decode once, deform once per scenario, resample
 * once per input, embed once per model, store.
 *
 * <p>Thread-safe; keeps each model in memory once, with as many open embedders as there are threads
 * at work.
 */
final class Extractor implements AutoCloseable {

  /** Changes when the meaning of a stored embedding changes. */
  private static final String FORMAT = "sonoprobe-embedding-4";

  /**
   * An embedding model as an experiment uses it.
   *
   * @param model the recipe
   * @param open the model shared by all uses of it; null for precomputed vectors
   * @param layers positions of the layers wanted; empty for all of a model of which nobody knows
   *     the layers yet
   * @param pooling what becomes of several layers
   * @param identity what makes its embeddings what they are
   */
  record Use(
      EmbeddingModel model,
      @Nullable OpenModel open,
      List<Integer> layers,
      LayerPooling pooling,
      String identity) {}

  private final EmbeddingStore store;
  private final Keeping keeping;
  private final Scenarios scenarios;
  private final Map<String, Use> uses = new LinkedHashMap<>();
  private final Map<EmbeddingModel, OpenModel> models = new LinkedHashMap<>();
  private final Map<String, Resampler> resamplers = new LinkedHashMap<>();

  /**
   * An extractor.
   *
   * @throws IOException if a file that a component names (weights, impulse responses) cannot be
   *     read
   */
  Extractor(Experiment experiment, EmbeddingStore store, Assets assets, Keeping keeping)
      throws IOException {
    this.keeping = keeping;
    this.store = store;
    Identity identity = new Identity();
    this.scenarios = new Scenarios(experiment, identity);
    for (Experiment.EmbeddingChoice choice : experiment.embeddings()) {
      EmbeddingModel model = choice.model();
      if (model.unavailable().isEmpty() && assets.problem(model).isEmpty()) {
        uses.put(choice.label(), use(choice, identity, assets));
      }
    }
  }

  private Use use(Experiment.EmbeddingChoice choice, Identity identity, Assets assets)
      throws IOException {
    EmbeddingModel model = choice.model();
    if (model instanceof PrecomputedEmbeddings) {
      List<Integer> layers = LayerChoice.positions(choice.layers(), List.of());
      return new Use(
          model, null, layers, choice.pooling(), model.name() + "@" + model.revision() + layers);
    }
    EmbeddingModel whole = model.whole();
    OpenModel open = models.get(whole);
    if (open == null) {
      open = new OpenModel(choice.label(), whole, assets);
      models.put(whole, open);
    }
    List<String> own = model.layers();
    List<String> names =
        LayerChoice.positions(choice.layers(), own).stream().map(own::get).toList();
    List<Integer> layers = names.stream().map(open.layers()::indexOf).toList();
    if (layers.contains(-1)) {
      throw new IllegalStateException(
          "embedding model '%s' has layers %s, but the whole of it has %s"
              .formatted(choice.label(), own, open.layers()));
    }
    open.want(layers);
    Input input = model.input();
    resamplers.computeIfAbsent(input.resampler(), Resampler::named);
    return new Use(
        model,
        open,
        layers,
        choice.pooling(),
        identity.of(whole) + assets.identity(whole) + "@" + input + " layers " + names);
  }

  /** What identifies each embedding model: its recipe with the hashes of its files. */
  Map<String, String> identities() {
    Map<String, String> identities = new LinkedHashMap<>();
    uses.forEach((label, use) -> identities.put(label, use.identity()));
    return identities;
  }

  /**
   * Carries out one extraction; what fails because of the track is in the outcome.
   *
   * @throws RunException if the store, a model or the process fails, which is no fault of the track
   */
  Extraction.Outcome extract(Extraction extraction) {
    try {
      return new TrackWork(this, extraction).outcome();
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      throw Faults.ofTheProcess(
          "track '"
              + extraction.trackId()
              + "' of dataset '"
              + extraction.dataset()
              + "' ("
              + extraction.audio().location()
              + ")",
          extraction.trackId(),
          Stage.EMBED,
          e);
    }
  }

  /** The keys of all embeddings of an extraction whose source can be read. */
  List<String> keys(Extraction extraction) throws IOException {
    List<String> keys = new ArrayList<>();
    String fingerprint = "";
    for (Extraction.Wanted wanted : extraction.wanted()) {
      Use use = use(wanted.embedding());
      if (use.model() instanceof PrecomputedEmbeddings vectors) {
        PrecomputedEmbeddings.Address address =
            new PrecomputedEmbeddings.Address(
                extraction.dataset(), extraction.trackId(), wanted.scenario());
        keys.add(key(use, address, vectors.fingerprint(address)));
      } else {
        fingerprint = fingerprint.isEmpty() ? extraction.audio().fingerprint() : fingerprint;
        keys.add(key(extraction, wanted, fingerprint));
      }
    }
    return keys;
  }

  @Override
  public void close() {
    models.values().forEach(OpenModel::close);
  }

  /** The embedding model of that name in the experiment. */
  Use use(String embedding) {
    Use use = uses.get(embedding);
    if (use == null) {
      throw new IllegalArgumentException(
          "no embedding model '" + embedding + "' can be used, only " + uses.keySet());
    }
    return use;
  }

  EmbeddingStore store() {
    return store;
  }

  Keeping keeping() {
    return keeping;
  }

  /** The key of an embedding made of such audio. */
  String key(Extraction extraction, Extraction.Wanted wanted, String fingerprint) {
    List<String> scenario = scenarios.identity(wanted.scenario(), extraction.trackId());
    return hash(fingerprint, scenario.get(0), scenario.get(1), use(wanted.embedding()).identity());
  }

  /** The key of precomputed vectors. */
  static String key(Use use, PrecomputedEmbeddings.Address address, String fingerprint) {
    List<String> parts = new ArrayList<>(List.of("precomputed", use.identity()));
    for (String part : List.of(address.dataset(), address.trackId(), address.scenario())) {
      parts.add(part.length() + ":" + part);
    }
    parts.add(fingerprint);
    return hash(parts.toArray(String[]::new));
  }

  /** The key of what is noted about such audio. */
  static String notesKey(String fingerprint) {
    return hash("notes", fingerprint);
  }

  private static String hash(String... parts) {
    return Hashes.sha256(FORMAT + "\n" + String.join("\n", parts));
  }

  /** Audio as a model wants it. */
  Audio prepared(Audio audio, Input input) {
    Audio mixed = input.channels() == Input.Channels.MONO ? audio.toMono() : audio;
    if (input.sampleRate() == 0) {
      return mixed;
    }
    Resampler resampler = resamplers.get(input.resampler());
    return (resampler == null ? Resampler.named(input.resampler()) : resampler)
        .resample(mixed, input.sampleRate());
  }

  /** The audio under a scenario of the experiment. */
  Audio deformed(Audio audio, String trackId, String scenario) throws IOException {
    return scenarios.deformed(audio, trackId, scenario);
  }

  Scenarios scenarios() {
    return scenarios;
  }
}
