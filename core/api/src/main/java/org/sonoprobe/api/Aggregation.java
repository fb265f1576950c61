package org.sonoprobe.api;

import java.util.Arrays;

/** How the frames of an embedding become the vectors that a downstream model sees. */
public enum Aggregation {
  /** The mean over frames. */
  MEAN(1),
  /** The population standard deviation over frames. */
  STD(1),
  /** The largest value over frames. */
  MAX(1),
  /** The median over frames (mean of the middle two for an even number). */
  MEDIAN(1),
  /** Mean and standard deviation, one after the other. */
  MEAN_STD(2),
  /** Each frame is an example of its own; the predictions are averaged per track. */
  PREDICTION(1);

  private final int factor;

  Aggregation(int factor) {
    this.factor = factor;
  }

  /** The length of the vectors made from vectors of length {@code dimension}. */
  public int dimension(int dimension) {
    return factor * dimension;
  }

  /**
   * The vectors of one track: one, or for {@link #PREDICTION} as many as there are frames.
   *
   * @param frames {@code [frame][dimension]}, at least one frame
   */
  public float[][] apply(float[][] frames) {
    return switch (this) {
      case MEAN -> new float[][] {mean(frames)};
      case STD -> new float[][] {deviation(frames)};
      case MAX -> new float[][] {max(frames)};
      case MEDIAN -> new float[][] {median(frames)};
      case MEAN_STD -> new float[][] {concatenate(mean(frames), deviation(frames))};
      case PREDICTION -> frames;
    };
  }

  private static float[] mean(float[][] frames) {
    float[] result = new float[frames[0].length];
    for (int d = 0; d < result.length; d++) {
      double sum = 0;
      for (float[] frame : frames) {
        sum += frame[d];
      }
      result[d] = (float) (sum / frames.length);
    }
    return result;
  }

  private static float[] deviation(float[][] frames) {
    float[] result = new float[frames[0].length];
    for (int d = 0; d < result.length; d++) {
      double sum = 0;
      for (float[] frame : frames) {
        sum += frame[d];
      }
      double mean = sum / frames.length;
      double squares = 0;
      for (float[] frame : frames) {
        squares += (frame[d] - mean) * (frame[d] - mean);
      }
      result[d] = (float) Math.sqrt(squares / frames.length);
    }
    return result;
  }

  private static float[] max(float[][] frames) {
    float[] result = frames[0].clone();
    for (float[] frame : frames) {
      for (int d = 0; d < result.length; d++) {
        result[d] = Math.max(result[d], frame[d]);
      }
    }
    return result;
  }

  private static float[] median(float[][] frames) {
    float[] result = new float[frames[0].length];
    float[] column = new float[frames.length];
    for (int d = 0; d < result.length; d++) {
      for (int i = 0; i < column.length; i++) {
        column[i] = frames[i][d];
      }
      Arrays.sort(column);
      int middle = column.length / 2;
      result[d] =
          column.length % 2 == 1
              ? column[middle]
              : (float) (((double) column[middle - 1] + column[middle]) / 2);
    }
    return result;
  }

  private static float[] concatenate(float[] first, float[] second) {
    float[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }
}
