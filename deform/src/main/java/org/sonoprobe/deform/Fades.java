package org.sonoprobe.deform;

/** Fades at seams. */
final class Fades {
  private static final double SHORTEST = 0.00025;

  private Fades() {}

  /** Checks a length in seconds. */
  static void check(double seconds) {
    if (!(seconds == 0 || seconds >= SHORTEST && seconds < 1e3)) {
      throw new IllegalArgumentException(
          "fade_duration must be 0 or at least " + SHORTEST + " s, but is " + seconds);
    }
  }
}
