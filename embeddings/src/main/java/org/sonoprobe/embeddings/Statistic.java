package org.sonoprobe.embeddings;

import java.util.Arrays;

/** A number that sums up the values of a feature over the frames of a window. */
public enum Statistic {
  MEAN,
  /** The population standard deviation. */
  STD,
  MIN,
  MAX,
  MEDIAN,
  /** The lower quartile, between values on a straight line. */
  Q25,
  /** The upper quartile. */
  Q75,
  /** The mean of the differences from frame to frame; 0 for one frame. */
  DIFFERENCE_MEAN,
  /** The root mean square of these differences; 0 for one frame. */
  DIFFERENCE_RMS;

  /** Sums up values in time, at least one; not to be changed. */
  double of(double[] values) {
    return switch (this) {
      case MEAN -> Arrays.stream(values).sum() / values.length;
      case STD -> deviation(values);
      case MIN -> Arrays.stream(values).min().orElseThrow();
      case MAX -> Arrays.stream(values).max().orElseThrow();
      case MEDIAN -> quantile(values, 0.5);
      case Q25 -> quantile(values, 0.25);
      case Q75 -> quantile(values, 0.75);
      case DIFFERENCE_MEAN ->
          values.length < 2 ? 0 : (values[values.length - 1] - values[0]) / (values.length - 1);
      case DIFFERENCE_RMS -> differences(values);
    };
  }

  private static double deviation(double[] values) {
    double mean = MEAN.of(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }

  private static double differences(double[] values) {
    double squares = 0;
    for (int i = 1; i < values.length; i++) {
      squares += (values[i] - values[i - 1]) * (values[i] - values[i - 1]);
    }
    return Math.sqrt(squares / Math.max(1, values.length - 1));
  }

  private static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
