package org.sonoprobe.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * A difference of scores of the same tracks, with the test whether there is one.
 *
 * @param difference how large it is
 * @param error its standard error; NaN without a test
 * @param freedom degrees of freedom of the error; NaN without a test
 * @param interval where it lies with 95 % confidence, by Student's t, so that it holds 0 where
 *     {@code p} is above 5 %
 * @param p how likely a difference as large is where there is none: of Student's t, two-sided, or
 *     where all units differ alike of exchanging the models within each unit
 */
public record Paired(double difference, double error, double freedom, Interval interval, double p) {

  /** Errors are of single precision; those below this share of the difference are none. */
  private static final double ROUNDING = 1e-7;

  /** That models are alike in each of fewer units may be an accident. */
  private static final int FEW_UNITS = 5;

  /** A difference without a test, because nothing is paired. */
  public static Paired untested(double difference) {
    return new Paired(difference, Double.NaN, Double.NaN, Interval.UNKNOWN, Double.NaN);
  }

  /**
   * A difference with its error.
   *
   * @param error standard error; NaN if unknown
   * @param freedom degrees of freedom, at least 1
   * @param units that were resampled
   */
  public static Paired of(double difference, double error, double freedom, int units) {
    if (Double.isNaN(difference) || Double.isNaN(error) || !(freedom >= 1)) {
      return untested(difference);
    }
    if (error <= ROUNDING * Math.abs(difference)) {
      // all units agree, which says nothing of how far others may differ: exchanging the models
      // within units gives a difference as large in two of all ways
      return Math.abs(difference) <= Statistics.ROUNDING
          ? new Paired(
              difference,
              0,
              freedom,
              units < FEW_UNITS ? Interval.UNKNOWN : new Interval(difference, difference),
              1)
          : new Paired(difference, 0, freedom, Interval.UNKNOWN, Math.scalb(1.0, 1 - units));
    }
    double p =
        2 * new TDistribution(null, freedom).cumulativeProbability(-Math.abs(difference) / error);
    return new Paired(difference, error, freedom, Interval.around(difference, error, freedom), p);
  }
}
