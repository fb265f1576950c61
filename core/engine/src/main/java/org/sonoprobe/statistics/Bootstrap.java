package org.sonoprobe.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.sonoprobe.api.Metric;
import org.sonoprobe.component.Internal;

/**
 * Intervals by resampling, bias-corrected and accelerated (BCa: Efron, 1987), with the percentiles
 * moved outwards for small numbers of units as Student's t is beside the normal (Hesterberg, 2015).
 *
 * <p>The acceleration is that of leaving out one unit after the other, or one of 200 blocks of
 * units where there are more. Draws in which the score is undefined are left out; if more than half
 * are, there is no interval. Where all draws give one and the same value, as for a score that is
 * perfect, they say nothing; for scores between 0 and 1 the interval is then Wilson's (1927) for a
 * share of units, for others there is none.
 */
@Internal
public final class Bootstrap {
  private static final int BLOCKS = 200;
  private static final int FEWEST_UNITS = 2;

  /** Draws of one and the same score differ by no more than this share of it: sums are rounded. */
  private static final double ROUNDING = 1e-12;

  private final double value;
  private final double[] draws;
  private final double[] leftOut;
  private final int units;

  private Bootstrap(double value, double[] draws, double[] leftOut, int units) {
    this.value = value;
    this.draws = draws;
    this.leftOut = leftOut;
    this.units = units;
  }

  /** Scores all draws. */
  public static Bootstrap of(Metric.Weighted score, Resampling resampling) {
    return of(List.of(score), resampling).get(0);
  }

  /** Scores all draws of the same tracks by several metrics, in their order. */
  public static List<Bootstrap> of(List<Metric.Weighted> scores, Resampling resampling) {
    double[] ones = new double[resampling.tracks()];
    Arrays.fill(ones, 1);
    int count = scores.size();
    double[][] values = new double[count][resampling.draws()];
    double[][] left = new double[count][Math.min(BLOCKS, resampling.units())];
    resampling.forEach(
        (number, weights) -> {
          for (int s = 0; s < count; s++) {
            values[s][number] = scores.get(s).of(weights);
          }
        });
    resampling.leaveOut(
        BLOCKS,
        (block, weights) -> {
          for (int s = 0; s < count; s++) {
            left[s][block] = scores.get(s).of(weights);
          }
        });
    List<Bootstrap> all = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      all.add(new Bootstrap(scores.get(s).of(ones), values[s], left[s], resampling.units()));
    }
    return all;
  }

  /** The score of each draw in single precision; NaN where undefined. */
  public float[] floats() {
    float[] floats = new float[draws.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) draws[i];
    }
    return floats;
  }

  /**
   * The interval of the score.
   *
   * @param confidence such as .95
   * @param range between which values the score lies
   */
  public Interval interval(double confidence, Metric.Range range) {
    return units < FEWEST_UNITS || !Double.isFinite(value)
        ? Interval.UNKNOWN
        : interval(value, draws, leftOut, units, confidence, range);
  }

  /**
   * The interval of a number of which draws are given.
   *
   * @param value the number itself
   * @param draws in any order; NaN where undefined
   * @param leftOut the number without each unit or block of units
   * @param units how many were resampled
   */
  static Interval interval(
      double value,
      double[] draws,
      double[] leftOut,
      int units,
      double confidence,
      Metric.Range range) {
    double[] sorted = Arrays.stream(draws).filter(Double::isFinite).sorted().toArray();
    if (sorted.length * 2 < draws.length || sorted.length == 0) {
      return Interval.UNKNOWN;
    }
    double nearly = Math.abs(value) * ROUNDING;
    if (sorted[sorted.length - 1] - sorted[0] <= nearly) {
      return range.equals(Metric.Range.UNIT)
          ? Statistics.wilson(value * units, units, confidence)
          : Interval.UNKNOWN;
    }
    int below = 0;
    int equal = 0;
    for (double each : sorted) {
      if (Math.abs(each - value) <= nearly) {
        equal++;
      } else if (each < value) {
        below++;
      }
    }
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    double share = (below + equal / 2.0) / sorted.length;
    double edge = 0.5 / sorted.length;
    double bias = normal.inverseCumulativeProbability(Math.max(edge, Math.min(1 - edge, share)));
    double acceleration = acceleration(leftOut);
    double t =
        new TDistribution(null, units - 1.0).inverseCumulativeProbability((1 + confidence) / 2);
    double reach = t * Math.sqrt(units / (units - 1.0));
    return new Interval(
        percentile(sorted, normal.cumulativeProbability(moved(bias, acceleration, -reach))),
        percentile(sorted, normal.cumulativeProbability(moved(bias, acceleration, reach))));
  }

  private static double moved(double bias, double acceleration, double reach) {
    double sum = bias + reach;
    double left = 1 - acceleration * sum;
    return left <= 0 ? Math.copySign(Double.MAX_VALUE, sum) : bias + sum / left;
  }

  private static double acceleration(double[] leftOut) {
    double[] defined = Arrays.stream(leftOut).filter(Double::isFinite).toArray();
    double mean = Arrays.stream(defined).average().orElse(0);
    double squares = 0;
    double cubes = 0;
    for (double each : defined) {
      double distance = mean - each;
      squares += distance * distance;
      cubes += distance * distance * distance;
    }
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }

  /** Linear between the two nearest, as numpy's percentile. */
  static double percentile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int lower = (int) Math.floor(place);
    int upper = Math.min(sorted.length - 1, lower + 1);
    return sorted[lower] + (place - lower) * (sorted[upper] - sorted[lower]);
  }
}
