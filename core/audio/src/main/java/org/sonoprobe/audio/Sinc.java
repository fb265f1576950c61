package org.sonoprobe.audio;

/**
 * The low-pass filter of a resampler: a sinc under a window, {@code h(t) = r s sinc(r s t) w(s t /
 * zeros)} for t in input samples, roll-off r and {@code s = min(1, to/from)}.
 *
 * @param zeros zero crossings of a sinc of roll-off 1 on each side, at the lower rate
 * @param beta of the Kaiser window; negative for a Hann window, which ends at the sinc's own zeros
 * @param rolloff cut-off as a fraction of half the lower rate
 * @param reading how the filter is evaluated
 */
record Sinc(double zeros, double beta, double rolloff, Reading reading) {

  /**
   * The method of evaluating a filter.
   *
   * @param resolution entries per zero crossing of a table with straight lines between them; 0 for
   *     the formula itself
   * @param wholeSteps whether going from tap to tap is a whole number of entries, rounded down
   *     (resampy before 0.3)
   */
  record Reading(int resolution, boolean wholeSteps) {
    static final Reading EXACT = new Reading(0, false);
  }

  Sinc(double zeros, double beta, double rolloff) {
    this(zeros, beta, rolloff, Reading.EXACT);
  }

  /** The filter's reach on each side in input samples. */
  double half(double scale) {
    double narrower = reading.wholeSteps ? Math.floor(scale * reading.resolution) : 0;
    return beta < 0
        ? zeros / (scale * rolloff)
        : zeros / (narrower > 0 ? narrower / reading.resolution : scale);
  }

  /** The filter for a scale, with its table made. */
  Weights weights(double scale) {
    if (reading.resolution == 0) {
      double half = half(scale);
      return t -> rolloff * scale * shape(rolloff * scale * t, t / half);
    }
    int resolution = reading.resolution;
    double[] table = new double[(int) Math.ceil(zeros * resolution) + 2];
    for (int i = 0; i < table.length; i++) {
      double u = (double) i / resolution;
      table[i] = rolloff * shape(rolloff * u, u / zeros);
    }
    return t -> scale * at(table, reading.wholeSteps ? stepped(t, scale) : place(t, scale));
  }

  private double place(double t, double scale) {
    return Math.abs(t) * scale * reading.resolution;
  }

  /** The fraction of the first tap, and whole steps from there on; the two sides differ. */
  private double stepped(double t, double scale) {
    double distance = Math.abs(t);
    double taps = t >= 0 ? Math.floor(distance) : Math.ceil(distance) - 1;
    return (distance - taps) * scale * reading.resolution
        + taps * Math.floor(scale * reading.resolution);
  }

  private static double at(double[] table, double place) {
    int index = (int) place;
    if (index >= table.length - 1) {
      return 0;
    }
    double fraction = place - index;
    return table[index] + fraction * (table[index + 1] - table[index]);
  }

  private double shape(double x, double relative) {
    if (Math.abs(relative) >= 1) {
      return 0;
    }
    double sinc = x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    double window =
        beta < 0
            ? 0.5 + 0.5 * Math.cos(Math.PI * relative)
            : bessel0(beta * Math.sqrt(1 - relative * relative)) / bessel0(beta);
    return sinc * window;
  }

  /** The modified Bessel function of the first kind and order 0, by its power series. */
  private static double bessel0(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > 1e-18 * sum; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  /** The weight of a sample whose time is t input samples before the output's. */
  @FunctionalInterface
  interface Weights {
    double at(double t);
  }
}
