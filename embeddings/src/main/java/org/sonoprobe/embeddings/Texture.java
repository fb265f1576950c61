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

  /** What becomes of one window. */
  interface Summary {
    /** The numbers for frames {@code start} to {@code start + length}; length is at least 1. */
    float[] of(float[][] frames, int start, int length);
  }

  /**
   * One row per texture window. Windows overlap by half; a rest shorter than a window at the end is
   * covered by one that ends there.
   *
   * @param frames {@code [frame][feature]}, at least one frame
   * @param windowFrames frames in a window; all frames if there are fewer
   * @param frameSeconds time from frame to frame
   */
  static Embedding windows(
      float[][] frames, int windowFrames, double frameSeconds, Summary summary) {
    int length = Math.max(1, Math.min(windowFrames, frames.length));
    int hop = Math.max(1, windowFrames / 2);
    List<float[]> rows = new ArrayList<>();
    for (int start = 0; start + length <= frames.length; start += hop) {
      rows.add(summary.of(frames, start, length));
    }
    int covered = (rows.size() - 1) * hop + length;
    if (covered < frames.length) {
      rows.add(summary.of(frames, frames.length - length, length));
    }
    return Embedding.ofFrames(rows.toArray(float[][]::new), hop * frameSeconds);
  }

  /**
   * The mean and the standard deviation of each feature and the standard deviation of its
   * differences from frame to frame.
   */
  static float[] moments(float[][] features, int start, int length) {
    int count = features[0].length;
    float[] row = new float[3 * count];
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
      row[2 * count + f] = (float) Math.sqrt(differences / Math.max(1, length - 1));
    }
    return row;
  }
}
