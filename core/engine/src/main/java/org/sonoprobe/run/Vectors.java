package org.sonoprobe.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.store.EmbeddingStore;

/**
 * The vectors of a dataset under one embedding model, read from the store and aggregated once
 * however many splits select from them; let go when the last split is done. Thread-safe.
 */
final class Vectors {
  private final EmbeddingStore store;
  private final List<Integer> layers;
  private final Aggregation aggregation;
  private final Map<String, float[][]> rows = new ConcurrentHashMap<>();
  private int groupsLeft;

  /**
   * Vectors yet to be read.
   *
   * @param layers whose mean is taken; all if empty
   * @param groups that will say when they are done
   */
  Vectors(EmbeddingStore store, List<Integer> layers, Aggregation aggregation, int groups) {
    this.store = store;
    this.layers = layers;
    this.aggregation = aggregation;
    this.groupsLeft = groups;
  }

  /** The vectors of a track, not to be changed. */
  float[][] of(String trackId, String key) throws IOException {
    float[][] known = rows.get(key);
    if (known == null) {
      Embedding embedding =
          store
              .get(key)
              .orElseThrow(
                  () ->
                      new IOException(
                          "the embedding of track '"
                              + trackId
                              + "' has vanished from the store; run again"));
      known = aggregate(embedding, layers, aggregation);
      rows.put(key, known);
    }
    return known;
  }

  synchronized void groupDone() {
    groupsLeft--;
    if (groupsLeft == 0) {
      rows.clear();
    }
  }

  /** The vectors of one embedding: the mean of the layers wanted, then frames made into vectors. */
  static float[][] aggregate(Embedding embedding, List<Integer> layers, Aggregation aggregation) {
    List<Integer> wanted =
        layers.isEmpty() ? IntStream.range(0, embedding.layerCount()).boxed().toList() : layers;
    for (int layer : wanted) {
      if (layer < 0 || layer >= embedding.layerCount()) {
        throw new IllegalArgumentException(
            "layer "
                + layer
                + " is wanted, but the embedding has layers 0 to "
                + (embedding.layerCount() - 1));
      }
    }
    float[][] frames = new float[embedding.frameCount()][];
    for (int frame = 0; frame < frames.length; frame++) {
      if (wanted.size() == 1) {
        frames[frame] = embedding.vector(wanted.get(0), frame);
        continue;
      }
      double[] sum = new double[embedding.dimension()];
      for (int layer : wanted) {
        float[] vector = embedding.vector(layer, frame);
        for (int d = 0; d < sum.length; d++) {
          sum[d] += vector[d];
        }
      }
      frames[frame] = new float[sum.length];
      for (int d = 0; d < sum.length; d++) {
        frames[frame][d] = (float) (sum[d] / wanted.size());
      }
    }
    return aggregation.apply(frames);
  }
}
