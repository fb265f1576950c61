package org.sonoprobe.api;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The aggregations that are always there. */
public final class Aggregations {

  /** The mean over frames. */
  public static final Aggregation MEAN = new Mean();

  /** The population standard deviation over frames. */
  public static final Aggregation STD = new Std();

  /** The largest value over frames. */
  public static final Aggregation MAX = new Max();

  /** The median over frames (mean of the middle two for an even number). */
  public static final Aggregation MEDIAN = new Median();

  /** Mean and standard deviation, one after the other. */
  public static final Aggregation MEAN_STD = new MeanStd();

  /** Each frame is a row of its own; what is predicted for the rows is averaged per track. */
  public static final Aggregation PREDICTION = new Prediction();

  private Aggregations() {}

  /** The mean over frames. */
  public record Mean() implements Aggregation {

    @Override
    public String name() {
      return "mean";
    }

    @Override
    public Set<String> aliases() {
      return Set.of("embedding_mean");
    }

    @Override
    public float[][] apply(float[][] frames) {
      return new float[][] {mean(frames)};
    }
  }

  /** The population standard deviation over frames. */
  public record Std() implements Aggregation {

    @Override
    public String name() {
      return "std";
    }

    @Override
    public Set<String> aliases() {
      return Set.of("embedding_std");
    }

    @Override
    public float[][] apply(float[][] frames) {
      return new float[][] {deviation(frames)};
    }
  }

  /** The largest value over frames. */
  public record Max() implements Aggregation {

    @Override
    public String name() {
      return "max";
    }

    @Override
    public Set<String> aliases() {
      return Set.of("embedding_max");
    }

    @Override
    public float[][] apply(float[][] frames) {
      return new float[][] {max(frames)};
    }
  }

  /** The median over frames (mean of the middle two for an even number). */
  public record Median() implements Aggregation {

    @Override
    public String name() {
      return "median";
    }

    @Override
    public Set<String> aliases() {
      return Set.of("embedding_median");
    }

    @Override
    public float[][] apply(float[][] frames) {
      return new float[][] {median(frames)};
    }
  }

  /** Mean and standard deviation, one after the other. */
  public record MeanStd() implements Aggregation {

    @Override
    public String name() {
      return "mean_std";
    }

    @Override
    public Set<String> aliases() {
      return Set.of("embedding_mean_std");
    }

    @Override
    public float[][] apply(float[][] frames) {
      return new float[][] {concatenate(mean(frames), deviation(frames))};
    }
  }

  /** Each frame is a row of its own. */
  public record Prediction() implements Aggregation {

    @Override
    public String name() {
      return "prediction";
    }

    @Override
    public Set<String> aliases() {
      return Set.of("embedding_prediction");
    }

    @Override
    public float[][] apply(float[][] frames) {
      return frames;
    }

    @Override
    public boolean keepsFrames() {
      return true;
    }
  }

  /** The smallest value over frames. */
  public record Min() implements Aggregation {

    @Override
    public String name() {
      return "min";
    }

    @Override
    public float[][] apply(float[][] frames) {
      return new float[][] {quantile(frames, 0)};
    }
  }

  /**
   * Quantiles over frames, one after the other, between values on a straight line (NumPy's {@code
   * linear}).
   *
   * @param at which, each from 0 to 1; 0.25, 0.5 and 0.75 unless set
   */
  public record Quantiles(List<Double> at) implements Aggregation {

    public Quantiles {
      at = List.copyOf(at);
      if (at.isEmpty() || at.stream().anyMatch(each -> !(each >= 0 && each <= 1))) {
        throw new IllegalArgumentException("at must list numbers from 0 to 1, but is " + at);
      }
    }

    /** The quartiles. */
    public Quantiles() {
      this(List.of(0.25, 0.5, 0.75));
    }

    @Override
    public String name() {
      return "quantiles";
    }

    @Override
    public float[][] apply(float[][] frames) {
      float[] row = new float[0];
      for (double each : at) {
        row = concatenate(row, quantile(frames, each));
      }
      return new float[][] {row};
    }
  }

  /** The first frame. */
  public record First() implements Aggregation {

    @Override
    public String name() {
      return "first";
    }

    @Override
    public float[][] apply(float[][] frames) {
      return new float[][] {frames[0]};
    }
  }

  /** The last frame. */
  public record Last() implements Aggregation {

    @Override
    public String name() {
      return "last";
    }

    @Override
    public float[][] apply(float[][] frames) {
      return new float[][] {frames[frames.length - 1]};
    }
  }

  /**
   * A fixed number of frames, one after the other: the track is divided into as many stretches of
   * equal length, and each is the mean of its frames. A track of fewer frames gives some of them
   * twice.
   *
   * @param count how many; 4 unless set
   */
  public record Segments(int count) implements Aggregation {

    public Segments {
      if (count <= 0) {
        throw new IllegalArgumentException("count must be positive, but is " + count);
      }
    }

    /** Quarters. */
    public Segments() {
      this(4);
    }

    @Override
    public String name() {
      return "segments";
    }

    @Override
    public float[][] apply(float[][] frames) {
      int dimension = frames[0].length;
      float[] row = new float[Math.multiplyExact(count, dimension)];
      for (int i = 0; i < count; i++) {
        int from = (int) ((long) i * frames.length / count);
        int until = Math.max(from + 1, (int) ((i + 1L) * frames.length / count));
        float[] own = mean(Arrays.copyOfRange(frames, from, until));
        System.arraycopy(own, 0, row, i * dimension, dimension);
      }
      return new float[][] {row};
    }
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

  private static float[] quantile(float[][] frames, double part) {
    float[] result = new float[frames[0].length];
    float[] column = new float[frames.length];
    double place = part * (column.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, column.length - 1);
    for (int d = 0; d < result.length; d++) {
      for (int i = 0; i < column.length; i++) {
        column[i] = frames[i][d];
      }
      Arrays.sort(column);
      result[d] =
          (float) (column[below] + (place - below) * ((double) column[above] - column[below]));
    }
    return result;
  }

  private static float[] concatenate(float[] first, float[] second) {
    float[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }
}
