package org.sonoprobe.statistics;

import java.io.Serial;
import java.io.Serializable;
import org.sonoprobe.api.Metric;
import org.sonoprobe.files.Title;

/**
 * A number with what is known of how far it can be relied on.
 *
 * @param value the number; NaN where undefined
 * @param interval where it lies with 95 % confidence; unknown where nothing can be said
 * @param error its standard error over test tracks; NaN where unknown
 * @param freedom the degrees of freedom of that; NaN where unknown
 * @param chance what an answer would score that knows nothing of the audio; NaN where there is none
 */
public record Estimate(
    double value,
    Interval interval,
    @Title("standard_error") double error,
    @Title("degrees_of_freedom") double freedom,
    double chance)
    implements Serializable {
  @Serial private static final long serialVersionUID = 2;

  /** No number. */
  public static final Estimate UNKNOWN = of(Double.NaN);

  /** A number alone. */
  public static Estimate of(double value) {
    return of(value, Double.NaN);
  }

  /** A number of which no more is known than the chance level. */
  public static Estimate of(double value, double chance) {
    return new Estimate(value, Interval.UNKNOWN, Double.NaN, Double.NaN, chance);
  }

  /** A number with its standard error and the interval that follows. */
  public static Estimate of(
      double value, double error, double freedom, Metric.Range range, double chance) {
    Interval interval = Interval.of(value, error, freedom, range);
    // an error of 0 where nothing can vary is no certainty
    return interval.isKnown()
        ? new Estimate(value, interval, error, freedom, chance)
        : of(value, chance);
  }

  /**
   * Whether it is no better than chance: the interval holds the chance level or lies on its wrong
   * side or, where nothing is known of it, the number itself does. No number is at a chance level
   * that there is not.
   */
  public boolean isAtChance(boolean greaterIsBetter) {
    double rounding = 1e-12;
    double end = interval.isKnown() ? (greaterIsBetter ? interval.low() : interval.high()) : value;
    return greaterIsBetter ? end <= chance + rounding : end >= chance - rounding;
  }
}
