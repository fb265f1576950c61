package org.sonoprobe.run.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.experiment.LayerPooling;

/**
 * An embedding model as an experiment uses it.
 *
 * @param model the recipe
 * @param open the model shared by all uses of it; null for precomputed vectors
 * @param layers positions of the layers wanted; empty for all of a model of which nobody knows the
 *     layers yet
 * @param pooling what becomes of several layers
 * @param identity what makes its embeddings what they are
 */
record UsedModel(
    EmbeddingModel model,
    @Nullable OpenModel open,
    List<Integer> layers,
    LayerPooling pooling,
    String identity) {

  /** The layers wanted of an embedding that has all. */
  Embedding wanted(Embedding all) {
    return layers.isEmpty() ? all : all.layers(layers);
  }
}
