package org.sonoprobe.run;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.experiment.LayerPooling;
import org.sonoprobe.results.Stage;
import org.sonoprobe.store.EmbeddingStore;

/**
 * The vectors of a dataset under one embedding model, read from the store and aggregated once
 * however many splits select from them. Thread-safe.
 */
final class TrackVectors {
  private final EmbeddingStore store;
  private final Aggregation aggregation;
  private final Keeping keeping;
  private final LayerPooling pooling;
  private final Map<String, Rows> rows = new ConcurrentHashMap<>();

  /**
   * Vectors yet to be read.
   *
   * @param pooling what becomes of several layers
   * @param keeping under what vectors are stored of which the frames are not
   */
  TrackVectors(
      EmbeddingStore store, Aggregation aggregation, Keeping keeping, LayerPooling pooling) {
    this.store = store;
    this.pooling = pooling;
    this.keeping = keeping;
    this.aggregation = aggregation;
  }

  /**
   * The vectors of a track, not to be changed.
   *
   * @param values {@code [row][dimension]}
   * @param hopSeconds time between rows that are frames still; 0 otherwise
   */
  record Rows(float[][] values, double hopSeconds) {}

  LayerPooling pooling() {
    return pooling;
  }

  /** How frames become vectors. */
  Aggregation aggregation() {
    return aggregation;
  }

  /** The vectors of a track. */
  Rows of(String trackId, String key, Stage stage) throws IOException, TrialFailure {
    Rows known = rows.get(key);
    if (known == null) {
      Optional<Embedding> frames = store.get(key);
      Optional<Embedding> condensed =
          frames.isPresent() ? Optional.empty() : store.get(keeping.key(key, aggregation, pooling));
      Embedding embedding =
          frames
              .or(() -> condensed)
              .orElseThrow(
                  () ->
                      new IOException(
                          "the embedding of track '"
                              + trackId
                              + "' has vanished from the store; run again"));
      known =
          frames.isEmpty()
              ? vectors(embedding)
              : TrialFailure.ask(
                  stage,
                  "aggregation '" + aggregation.name() + "'",
                  () -> aggregate(trackId, embedding, aggregation, pooling));
      rows.put(key, known);
    }
    return known;
  }

  private static float[] concatenated(Embedding embedding, int frame) {
    int dimension = embedding.dimension();
    float[] all = new float[embedding.layerCount() * dimension];
    for (int layer = 0; layer < embedding.layerCount(); layer++) {
      System.arraycopy(embedding.vector(layer, frame), 0, all, layer * dimension, dimension);
    }
    return all;
  }

  /** Vectors that were aggregated before they were stored. */
  private static Rows vectors(Embedding condensed) {
    float[][] values = new float[condensed.frameCount()][];
    for (int row = 0; row < values.length; row++) {
      values[row] = condensed.vector(0, row);
    }
    return new Rows(values, 0);
  }

  /** The vectors of one embedding: its layers made into one, then frames made into vectors. */
  static Rows aggregate(
      String trackId, Embedding embedding, Aggregation aggregation, LayerPooling pooling) {
    int layers = embedding.layerCount();
    float[][] frames = new float[embedding.frameCount()][];
    for (int frame = 0; frame < frames.length; frame++) {
      if (layers == 1) {
        frames[frame] = embedding.vector(0, frame);
        continue;
      }
      if (pooling == LayerPooling.CONCAT) {
        frames[frame] = concatenated(embedding, frame);
        continue;
      }
      double[] sum = new double[embedding.dimension()];
      for (int layer = 0; layer < layers; layer++) {
        float[] vector = embedding.vector(layer, frame);
        for (int d = 0; d < sum.length; d++) {
          sum[d] += vector[d];
        }
      }
      frames[frame] = new float[sum.length];
      for (int d = 0; d < sum.length; d++) {
        frames[frame][d] = (float) (sum[d] / layers);
      }
    }
    float[][] values = aggregation.apply(frames);
    if (values.length == 0) {
      throw new IllegalArgumentException(
          "gave no vector for the " + frames.length + " frames of track '" + trackId + "'");
    }
    for (float[] row : values) {
      for (float value : row) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "gave a value that is not finite (" + value + ") for track '" + trackId + "'");
        }
      }
    }
    return new Rows(values, aggregation.keepsFrames() ? embedding.hopSeconds() : 0);
  }
}
