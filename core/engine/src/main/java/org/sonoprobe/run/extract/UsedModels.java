package org.sonoprobe.run.extract;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.audio.Resampler;
import org.sonoprobe.component.Identity;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.run.plan.LayerChoice;
import org.sonoprobe.run.work.Closing;

/**
 * The embedding models of an extractor that can be used, each in memory once, with as many open
 * embedders as there are threads at work. Thread-safe.
 */
final class UsedModels implements AutoCloseable {
  private final Map<String, UsedModel> byLabel = new LinkedHashMap<>();
  private final Map<EmbeddingModel, OpenModel> open = new LinkedHashMap<>();
  private final Map<String, Resampler> resamplers = new LinkedHashMap<>();

  /**
   * The models, loaded when first used.
   *
   * @throws IOException if a file that a model names cannot be read
   */
  UsedModels(List<Experiment.EmbeddingChoice> choices, Identity identity, Assets assets)
      throws IOException {
    for (Experiment.EmbeddingChoice choice : choices) {
      EmbeddingModel model = choice.model();
      if (model.unavailable().isEmpty() && assets.problem(model).isEmpty()) {
        byLabel.put(choice.label(), use(choice, identity, assets));
      }
    }
  }

  private UsedModel use(Experiment.EmbeddingChoice choice, Identity identity, Assets assets)
      throws IOException {
    EmbeddingModel model = choice.model();
    if (model instanceof PrecomputedEmbeddings) {
      List<Integer> layers = LayerChoice.positions(choice.layers(), List.of());
      return new UsedModel(
          model, null, layers, choice.pooling(), model.name() + "@" + model.revision() + layers);
    }
    EmbeddingModel whole = model.whole();
    OpenModel shared = open.get(whole);
    if (shared == null) {
      shared = new OpenModel(choice.label(), whole, assets);
      open.put(whole, shared);
    }
    List<String> own = model.layers();
    List<String> names =
        LayerChoice.positions(choice.layers(), own).stream().map(own::get).toList();
    List<Integer> layers = names.stream().map(shared.layers()::indexOf).toList();
    if (layers.contains(-1)) {
      throw new IllegalStateException(
          "embedding model '%s' has layers %s, but the whole of it has %s"
              .formatted(choice.label(), own, shared.layers()));
    }
    shared.want(layers);
    Input input = model.input();
    resamplers.computeIfAbsent(input.resampler(), Resampler::named);
    return new UsedModel(
        model,
        shared,
        layers,
        choice.pooling(),
        identity.of(whole) + assets.identity(whole) + "@" + input + " layers " + names);
  }

  /** The embedding model of that name in the experiment. */
  UsedModel named(String embedding) {
    UsedModel use = byLabel.get(embedding);
    if (use == null) {
      throw new IllegalArgumentException(
          "no embedding model '" + embedding + "' can be used, only " + byLabel.keySet());
    }
    return use;
  }

  /** What identifies each embedding model: its recipe with the hashes of its files. */
  Map<String, String> identities() {
    Map<String, String> identities = new LinkedHashMap<>();
    byLabel.forEach((label, use) -> identities.put(label, use.identity()));
    return identities;
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

  @Override
  public void close() {
    Closing.all(open.values());
  }
}
