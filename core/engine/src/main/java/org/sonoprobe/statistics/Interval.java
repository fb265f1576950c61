package org.sonoprobe.statistics;

import java.io.Serial;
import java.io.Serializable;
import org.apache.commons.math3.distribution.TDistribution;
import org.sonoprobe.api.Metric;

/**
 * Between which values a number lies, with the confidence it was made for. NaN at both ends where
 * nothing can be said.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** The confidence of all intervals of the project. */
  public static final double CONFIDENCE = 0.95;

  /** Nothing can be said. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

  /** Whether there is one. */
  public boolean isKnown() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }

  /** Whether a value lies in it, its ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /**
   * How many standard errors it reaches to either side: the quantile of Student's t.
   *
   * @param freedom degrees of freedom; NaN for less than 1
   */
  public static double reach(double freedom) {
    return reach(freedom, CONFIDENCE);
  }

  static double reach(double freedom, double confidence) {
    return freedom >= 1
        ? new TDistribution(null, freedom).inverseCumulativeProbability((1 + confidence) / 2)
        : Double.NaN;
  }

  /** A number that may be any, with its standard error. */
  public static Interval around(double value, double error, double freedom) {
    double reach = error * reach(freedom);
    return known(value) && known(error) ? new Interval(value - reach, value + reach) : UNKNOWN;
  }

  /**
   * A score with its standard error, within what the score can be.
   *
   * <p>For scores between two numbers it is Wilson's (1927) for a share with the number of tracks
   * that gives this error (as for surveys: Dean and Pagano, 2015) and the quantile of Student's t;
   * for scores with one end that of the logarithm of the distance from it. It is unknown where the
   * error is 0, but at an end of a score between two numbers, which is taken for a share of all
   * tracks.
   *
   * @param error standard error; NaN if unknown
   * @param freedom degrees of freedom; NaN for less than 1
   * @param range between which values the score lies
   */
  public static Interval of(double value, double error, double freedom, Metric.Range range) {
    return of(value, error, freedom, range, CONFIDENCE);
  }

  static Interval of(
      double value, double error, double freedom, Metric.Range range, double confidence) {
    if (!known(value) || !known(error) || !(freedom >= 1)) {
      return UNKNOWN;
    }
    double low = range.lowest();
    double high = range.highest();
    boolean bounded = !Double.isInfinite(low) && !Double.isInfinite(high);
    double nothing = Statistics.ROUNDING * (bounded ? 1 : Math.abs(value));
    double reach = reach(freedom, confidence);
    if (bounded) {
      double width = high - low;
      double share = Math.max(0, Math.min(1, (value - low) / width));
      double spread = share * (1 - share);
      boolean atEnd = spread <= nothing;
      if (error <= nothing && !atEnd) {
        return UNKNOWN;
      }
      double own = error / width;
      double tracks = atEnd ? freedom + 1 : spread / (own * own);
      Interval wilson = Statistics.wilson(share, tracks, reach);
      return new Interval(
          Math.min(value, low + width * wilson.low()),
          Math.max(value, low + width * wilson.high()));
    }
    if (error <= nothing) {
      return UNKNOWN;
    }
    if (!Double.isInfinite(low)) {
      double factor = Math.exp(reach * error / (value - low));
      return value <= low
          ? UNKNOWN
          : new Interval(low + (value - low) / factor, low + (value - low) * factor);
    }
    if (!Double.isInfinite(high)) {
      double factor = Math.exp(reach * error / (high - value));
      return value >= high
          ? UNKNOWN
          : new Interval(high - (high - value) * factor, high - (high - value) / factor);
    }
    return around(value, error, freedom);
  }

  private static boolean known(double number) {
    return !Double.isNaN(number) && !Double.isInfinite(number);
  }
}
