package org.sonoprobe.dsp;

/** Analysis windows. */
public final class AnalysisWindows {
  private AnalysisWindows() {}

  /** The shape of a window. */
  public enum Type {
    /** {@code 0.5 - 0.5 cos}. */
    HANN(0.5, 0.5, 0),
    /** {@code 0.54 - 0.46 cos}. */
    HAMMING(0.54, 0.46, 0),
    /** {@code 0.42 - 0.5 cos + 0.08 cos 2}. */
    BLACKMAN(0.42, 0.5, 0.08),
    /** One throughout. */
    RECTANGULAR(1, 0, 0);

    private final double level;
    private final double first;
    private final double second;

    Type(double level, double first, double second) {
      this.level = level;
      this.first = first;
      this.second = second;
    }
  }

  /**
   * The Hann window {@code 0.5 - 0.5 cos(2 pi n / N)}.
   *
   * @param length number of samples
   * @param symmetric with N = length - 1, as for filter design; otherwise periodic, N = length, as
   *     for spectra
   */
  public static double[] hann(int length, boolean symmetric) {
    return of(Type.HANN, length, symmetric);
  }

  /** A window of that shape, its cosines in {@code 2 pi n / N}; see {@link #hann} for N. */
  public static double[] of(Type type, int length, boolean symmetric) {
    double[] window = new double[length];
    double period = symmetric ? Math.max(1, length - 1) : length;
    for (int n = 0; n < length; n++) {
      double angle = 2 * Math.PI * n / period;
      window[n] = type.level - type.first * Math.cos(angle);
      if (type.second != 0) {
        window[n] += type.second * Math.cos(2 * angle);
      }
    }
    return window;
  }
}
