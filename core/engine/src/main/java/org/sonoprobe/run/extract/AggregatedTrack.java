package org.sonoprobe.run.extract;

import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.experiment.LayerPooling;

/**
 * The vectors of a track, not to be changed.
 *
 * @param values {@code [row][dimension]}
 * @param hopSeconds time between rows that are frames still; 0 otherwise
 */
record AggregatedTrack(float[][] values, double hopSeconds) {

  /** The vectors of one embedding: its layers made into one, then frames made into vectors. */
  static AggregatedTrack of(
      String trackId, Embedding embedding, Aggregation aggregation, LayerPooling pooling) {
    float[][] frames = new float[embedding.frameCount()][];
    for (int frame = 0; frame < frames.length; frame++) {
      frames[frame] =
          embedding.layerCount() == 1
              ? embedding.vector(0, frame)
              : pooling == LayerPooling.CONCAT
                  ? concatenated(embedding, frame)
                  : mean(embedding, frame);
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
    return new AggregatedTrack(values, aggregation.keepsFrames() ? embedding.hopSeconds() : 0);
  }

  /** Vectors that were aggregated before they were stored, as one layer. */
  static AggregatedTrack stored(Embedding condensed) {
    float[][] values = new float[condensed.frameCount()][];
    for (int row = 0; row < values.length; row++) {
      values[row] = condensed.vector(0, row);
    }
    return new AggregatedTrack(values, 0);
  }

  int dimension() {
    return values[0].length;
  }

  /** The mean of the rows. */
  float[] mean() {
    if (values.length == 1) {
      return values[0];
    }
    float[] mean = new float[dimension()];
    for (int d = 0; d < mean.length; d++) {
      double sum = 0;
      for (float[] row : values) {
        sum += row[d];
      }
      mean[d] = (float) (sum / values.length);
    }
    return mean;
  }

  private static float[] concatenated(Embedding embedding, int frame) {
    int dimension = embedding.dimension();
    float[] all = new float[embedding.layerCount() * dimension];
    for (int layer = 0; layer < embedding.layerCount(); layer++) {
      System.arraycopy(embedding.vector(layer, frame), 0, all, layer * dimension, dimension);
    }
    return all;
  }

  private static float[] mean(Embedding embedding, int frame) {
    double[] sum = new double[embedding.dimension()];
    for (int layer = 0; layer < embedding.layerCount(); layer++) {
      float[] vector = embedding.vector(layer, frame);
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vector[d];
      }
    }
    float[] mean = new float[sum.length];
    for (int d = 0; d < sum.length; d++) {
      mean[d] = (float) (sum[d] / embedding.layerCount());
    }
    return mean;
  }
}
