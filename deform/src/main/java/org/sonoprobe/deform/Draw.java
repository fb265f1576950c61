package org.sonoprobe.deform;

import java.util.random.RandomGenerator;

/** What all deformations share: whether to act at all, and parameters drawn from a range. */
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

  static void checkRange(String what, double min, double max) {
    if (!(min <= max)) {
      throw new IllegalArgumentException(
          "min_" + what + " must not exceed max_" + what + ", but they are " + min + " and " + max);
    }
  }

  static void checkProbability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p must be a probability between 0 and 1, but is " + p);
    }
  }
}
