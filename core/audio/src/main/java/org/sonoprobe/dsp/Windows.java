package org.sonoprobe.dsp;

/** Analysis windows. */
public final class Windows {
  private Windows() {}

  /**
   * The Hann window {@code 0.5 - 0.5 cos(2 pi n / N)}.
   *
   * @param length number of samples
   * @param symmetric with N = length - 1, as for filter design; otherwise periodic, N = length, as
   *     for spectra
   */
  public static double[] hann(int length, boolean symmetric) {
    double[] window = new double[length];
    double period = symmetric ? Math.max(1, length - 1) : length;
    for (int n = 0; n < length; n++) {
      window[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / period);
    }
    return window;
  }
}
