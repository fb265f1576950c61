package org.sonoprobe.statistics;

import java.io.Serial;
import java.io.Serializable;
import java.util.Arrays;

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

  /** What is left out at either end. */
  private static final double TAIL = 0.025;

  /** Nothing can be said. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

  /** Whether there is one. */
  public boolean isKnown() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }

  /**
   * The middle 95 % of draws, cut outwards at draws; unknown if more are undefined than are left
   * out at one end.
   */
  public static Interval middle(double... draws) {
    return middle(TAIL, draws);
  }

  /**
   * The middle 95 % of draws that are defined.
   *
   * @param undefined the share of draws that may be; with more the interval is unknown
   */
  public static Interval middle(double undefined, double... draws) {
    double[] known = Arrays.stream(draws).filter(Double::isFinite).sorted().toArray();
    if (known.length == 0 || draws.length - known.length > undefined * draws.length) {
      return UNKNOWN;
    }
    return new Interval(
        known[(int) Math.floor(TAIL * (known.length - 1))],
        known[(int) Math.ceil((1 - TAIL) * (known.length - 1))]);
  }

  /** Whether a value lies in it, its ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
