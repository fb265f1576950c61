package org.sonoprobe.embeddings.networks;

import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.util.List;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.dsp.Patcher;

/** A network in memory, once for all threads. */
final class LoadedNetwork implements LoadedModel {

  private final NetworkRecipe recipe;
  private final List<String> layers;
  private final Patcher patcher;
  private final ZooModel<NDList, NDList> model;

  private LoadedNetwork(NetworkRecipe recipe, List<String> layers, ZooModel<NDList, NDList> model) {
    this.recipe = recipe;
    this.layers = layers;
    this.model = model;
    this.patcher = recipe.cutting().patcher(recipe.hearing().frontEnd());
  }

  /** Reads a network and lets it hear a patch of silence. */
  static LoadedNetwork load(NetworkRecipe recipe, Engines engine, List<String> layers)
      throws IOException {
    LoadedNetwork network =
        new LoadedNetwork(recipe, layers, engine.load(recipe.path(), recipe.execution()));
    boolean sound = false;
    try (Embedder embedder = network.open()) {
      // a network that hears all at once is given a second, for its convolutions need some length
      int samples = recipe.patchSeconds() > 0 ? 0 : recipe.hearing().rate();
      embedder.embed(Audio.wrap(recipe.hearing().rate(), new float[samples]));
      sound = true;
    } finally {
      if (!sound) {
        network.close();
      }
    }
    return network;
  }

  @Override
  public Embedder open() {
    return new NetworkEmbedder(recipe, layers, patcher, model);
  }

  @Override
  public void close() {
    model.close();
  }
}
