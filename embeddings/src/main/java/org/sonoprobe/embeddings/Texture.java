package org.sonoprobe.embeddings;

import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.api.Embedding;

/**
 * Summaries of short-time features over longer windows, as people hear textures (G. Tzanetakis, P.
 * Cook, "Musical genre classification of audio signals", 2002).
 */
final class Texture {

  /** A function of the frames of one window. */
  interface Summary {
    /** The numbers for the frames of a window, at least one. */
    float[] of(float[][] frames);
  }

  private final int length;
  private final int hop;
  private final int total;
  private final double frameSeconds;
  private final Summary summary;
  private final float[][] latest;
  private final List<float[]> rows = new ArrayList<>();
  private int heard;

  /**
   * One row per texture window. Windows overlap by half; a rest shorter than a window at the end is
   * covered by one that ends there. Frames are heard one after the other and not kept longer than
   * their window.
   *
   * @param total frames that will be heard, at least one
   * @param windowFrames frames in a window; all frames if there are fewer
   * @param frameSeconds time from frame to frame
   */
  Texture(int total, int windowFrames, double frameSeconds, Summary summary) {
    this.total = total;
    this.length = Math.max(1, Math.min(windowFrames, total));
    this.hop = Math.max(1, windowFrames / 2);
    this.frameSeconds = frameSeconds;
    this.summary = summary;
    this.latest = new float[length][];
  }

  /** Hears the next frame, which is kept for a while and not to be changed. */
  void hear(float[] frame) {
    latest[heard % length] = frame;
    heard++;
    int start = heard - length;
    if (start >= 0 && (start % hop == 0 || heard == total)) {
      float[][] window = new float[length][];
      for (int i = 0; i < length; i++) {
        window[i] = latest[(start + i) % length];
      }
      rows.add(summary.of(window));
    }
  }

  /** The rows of all windows. */
  Embedding embedding() {
    return Embedding.ofFrames(rows.toArray(float[][]::new), hop * frameSeconds);
  }

  /**
   * The mean and the standard deviation of each feature and the standard deviation of its
   * differences from frame to frame.
   */
  static float[] moments(float[][] features) {
    int length = features.length;
    int count = features[0].length;
    float[] row = new float[3 * count];
    for (int f = 0; f < count; f++) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += features[i][f];
      }
      double mean = sum / length;
      double squares = 0;
      double differences = 0;
      for (int i = 0; i < length; i++) {
        squares += (features[i][f] - mean) * (features[i][f] - mean);
        if (i > 0) {
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
