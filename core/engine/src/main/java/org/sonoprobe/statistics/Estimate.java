package org.sonoprobe.statistics;

import java.io.Serial;
import java.io.Serializable;

/**
 * A number with what is known of how far it can be relied on.
 *
 * @param value the number; NaN where undefined
 * @param interval where it lies with 95 % confidence; unknown where nothing can be said
 * @param chance what an answer would score that knows nothing of the audio; NaN where there is none
 */
public record Estimate(double value, Interval interval, double chance) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** No number. */
  public static final Estimate UNKNOWN = of(Double.NaN);

  /** A number alone. */
  public static Estimate of(double value) {
    return new Estimate(value, Interval.UNKNOWN, Double.NaN);
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
