package org.sonoprobe.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The difference of two numbers that were computed from the same draws.
 *
 * @param difference the first minus the second
 * @param interval where it lies with 95 % confidence, of the normal distribution with that error,
 *     so that it holds 0 where {@code p} is above 5 %
 * @param error its standard error, the deviation of the draws
 * @param p how likely a difference as large is where there is none: of the normal distribution with
 *     that error, two-sided
 */
public record Paired(double difference, Interval interval, double error, double p) {
  private static final double REACH =
      new NormalDistribution(null, 0, 1)
          .inverseCumulativeProbability((1 + Interval.CONFIDENCE) / 2);

  /** A difference without a test, because nothing is paired. */
  public static Paired untested(double difference) {
    return new Paired(difference, Interval.UNKNOWN, Double.NaN, Double.NaN);
  }

  /**
   * Of the difference itself and draws of both; draws where either is undefined are left out.
   *
   * @return without a test if there are more draws of one than of the other, or too few
   */
  public static Paired of(double difference, double[] first, double[] second) {
    if (first.length != second.length) {
      return untested(difference);
    }
    double[] differences = new double[first.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = first[i] - second[i];
    }
    double[] defined = Arrays.stream(differences).filter(Double::isFinite).toArray();
    if (defined.length * 2 < first.length || defined.length < 2 || Double.isNaN(difference)) {
      return untested(difference);
    }
    double mean = Arrays.stream(defined).average().orElse(0);
    double squares = Arrays.stream(defined).map(each -> (each - mean) * (each - mean)).sum();
    double error = Math.sqrt(squares / (defined.length - 1));
    // below what single precision, in which draws are kept, can tell
    double size = 0;
    for (int i = 0; i < first.length; i++) {
      if (Double.isFinite(differences[i])) {
        size = Math.max(size, Math.max(Math.abs(first[i]), Math.abs(second[i])));
      }
    }
    double nothing = 2 * Math.ulp(1.0f) * size;
    double p =
        error <= nothing
            ? Math.abs(difference) <= nothing ? 1 : 0
            : 2
                * new NormalDistribution(null, 0, 1)
                    .cumulativeProbability(-Math.abs(difference) / error);
    return new Paired(
        difference, new Interval(difference - REACH * error, difference + REACH * error), error, p);
  }
}
