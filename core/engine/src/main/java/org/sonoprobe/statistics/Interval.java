package org.sonoprobe.statistics;

import java.io.Serial;
import java.io.Serializable;

/**
 * Between which values a number lies, with the confidence it was made for. NaN at both ends where
 * nothing can be said.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Nothing can be said. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

  /** Whether there is one. */
  public boolean isKnown() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }

  /**
   * Whether a score with this interval is no better than chance: the interval holds the chance
   * level or lies on its wrong side or, where nothing is known of it, the score itself does.
   *
   * @param chance NaN where there is no such thing, which no score is at
   */
  public boolean isAtChance(double value, double chance, boolean greaterIsBetter) {
    double rounding = 1e-12;
    double end = isKnown() ? (greaterIsBetter ? low : high) : value;
    return greaterIsBetter ? end <= chance + rounding : end >= chance - rounding;
  }

  /** Whether a value lies in it, its ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
