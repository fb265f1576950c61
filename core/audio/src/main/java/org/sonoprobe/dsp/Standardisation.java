package org.sonoprobe.dsp;

/**
 * The scaling of the values of each patch: {@code (x - mean) / deviation}.
 *
 * @param kind how the deviation is computed
 * @param guard what keeps silence from being divided by zero, see {@link Kind}
 */
public record Standardisation(Kind kind, double guard) {

  /** The formula of the deviation. */
  public enum Kind {
    /** Values stay as they are. */
    NONE,
    /** {@code max(guard, deviation)} of n values divided by n. */
    POPULATION,
    /** {@code max(guard, deviation)} of n values divided by n - 1. */
    SAMPLE,
    /** {@code sqrt(variance + guard)}, divided by n (Wav2Vec2's feature extractor). */
    VARIANCE_PLUS
  }

  /** Values stay as they are. */
  public static final Standardisation NONE = new Standardisation(Kind.NONE, 0);

  public Standardisation {
    if (!(guard >= 0) || kind != Kind.NONE && guard == 0) {
      throw new IllegalArgumentException(
          "guard must be positive, so that silence is not divided by zero, but is " + guard);
    }
  }

  void apply(float[] values, int from, int count) {
    if (kind == Kind.NONE || count == 0) {
      return;
    }
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = from; i < from + count; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    double divisor =
        switch (kind) {
          case POPULATION -> Math.max(guard, Math.sqrt(squares / count));
          case SAMPLE -> Math.max(guard, Math.sqrt(squares / Math.max(1, count - 1)));
          default -> Math.sqrt(squares / count + guard);
        };
    for (int i = from; i < from + count; i++) {
      values[i] = (float) ((values[i] - mean) / divisor);
    }
  }
}
