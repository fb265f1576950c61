package org.sonoprobe.embeddings;

import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.api.Embedding;

/**
 * Summaries of short-time features over longer windows, as people hear textures (G. Tzanetakis, P.
 * Cook, "Musical genre classification of audio signals", 2002).
 */
final class Texture {
  private Texture() {}

  /**
   * For each texture window the mean and the standard deviation of each feature and, if wanted, the
   * standard deviation of its differences from frame to frame. Windows overlap by half; a rest
   * shorter than a window at the end is covered by one that ends there.
   *
   * @param features {@code [frame][feature]}, at least one frame
   * @param windowFrames frames in a window; all frames if there are fewer
   * @param frameSeconds time from frame to frame
   */
  static Embedding summarise(
      float[][] features, int windowFrames, double frameSeconds, boolean deltas) {
    int length = Math.max(1, Math.min(windowFrames, features.length));
    int hop = Math.max(1, windowFrames / 2);
    List<float[]> rows = new ArrayList<>();
    for (int start = 0; start + length <= features.length; start += hop) {
      rows.add(summary(features, start, length, deltas));
    }
    int covered = (rows.size() - 1) * hop + length;
    if (covered < features.length) {
      rows.add(summary(features, features.length - length, length, deltas));
    }
    return Embedding.ofFrames(rows.toArray(float[][]::new), hop * frameSeconds);
  }

  private static float[] summary(float[][] features, int start, int length, boolean deltas) {
    int count = features[0].length;
    float[] row = new float[count * (deltas ? 3 : 2)];
    for (int f = 0; f < count; f++) {
      double sum = 0;
      for (int i = start; i < start + length; i++) {
        sum += features[i][f];
      }
      double mean = sum / length;
      double squares = 0;
      double differences = 0;
      for (int i = start; i < start + length; i++) {
        squares += (features[i][f] - mean) * (features[i][f] - mean);
        if (i > start) {
          double difference = features[i][f] - features[i - 1][f];
          differences += difference * difference;
        }
      }
      row[f] = (float) mean;
      row[count + f] = (float) Math.sqrt(squares / length);
      if (deltas) {
        row[2 * count + f] = (float) Math.sqrt(differences / Math.max(1, length - 1));
      }
    }
    return row;
  }
}
