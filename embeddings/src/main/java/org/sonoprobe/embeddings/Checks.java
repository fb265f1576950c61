package org.sonoprobe.embeddings;

/** Checks of parameters. */
final class Checks {
  private Checks() {}

  static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          name
              + " must be positive, but is "
              + (value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value)));
    }
  }
}
