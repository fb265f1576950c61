package org.sonoprobe.deform;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The random draws that all deformations share: whether to act at all, and parameters drawn from a
 * range.
 */
final class Draw {
  private Draw() {}

  /**
   * Whether to act, with probability {@code p}; always draws, so that later draws do not depend on
   * it.
   */
  static boolean acts(double p, RandomGenerator random) {
    return random.nextDouble() < p;
  }

  /** Whether what is drawn makes a difference. */
  static boolean matters(double min, double max, double p) {
    return p > 0 && (p < 1 || min < max);
  }

  /** A number between two bounds. */
  static double between(double min, double max, RandomGenerator random) {
    return min + (max - min) * random.nextDouble();
  }

  /** A whole number between two bounds, both included. */
  static int whole(int min, int max, RandomGenerator random) {
    return min + (int) (random.nextDouble() * ((long) max - min + 1));
  }

  /** A frequency between two bounds, uniform on the mel scale {@code 2595 log10(1 + f / 700)}. */
  static double frequency(double min, double max, RandomGenerator random) {
    double share = random.nextDouble();
    if (min == max) {
      return min;
    }
    double low = StrictMath.log10(1 + min / 700);
    double high = StrictMath.log10(1 + max / 700);
    return 700 * (StrictMath.pow(10, low + (high - low) * share) - 1);
  }

  /** A place among so many, by a share of them from 0 to below 1. */
  static int place(double share, int count) {
    return (int) (share * Math.max(1, count));
  }

  static void checkRange(String what, double min, double max) {
    if (!(min <= max)) {
      throw new IllegalArgumentException(
          "min_" + what + " must not exceed max_" + what + ", but they are " + min + " and " + max);
    }
  }

  /** Checks a range within bounds, both included. */
  static void checkRange(String what, double min, double max, double lowest, double highest) {
    checkRange(what, min, max);
    if (!(min >= lowest && max <= highest)) {
      throw new IllegalArgumentException(
          "%s must lie within %s and %s, but is from %s to %s"
              .formatted(what, number(lowest), number(highest), number(min), number(max)));
    }
  }

  /** Checks a range of positive numbers. */
  static void checkPositive(String what, double min, double max) {
    checkRange(what, min, max);
    if (!(min > 0)) {
      throw new IllegalArgumentException(
          "min_" + what + " must be positive, but is " + number(min));
    }
  }

  static void checkProbability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p must be a probability between 0 and 1, but is " + p);
    }
  }

  /** Such as {@code SNR 15 dB} or {@code SNR 5 to 40 dB}. */
  static String label(String what, double min, double max, String unit) {
    return what
        + " "
        + number(min)
        + (min == max ? "" : " to " + number(max))
        + (unit.isEmpty() ? "" : " " + unit);
  }

  /** A number for people: no more digits than it has, four at most behind the point. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.valueOf((long) value);
    }
    return String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
  }
}
