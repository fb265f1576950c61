package org.sonoprobe.dsp;

import org.jtransforms.fft.DoubleFFT_1D;
import org.visnow.jlargearrays.ConcurrencyUtils;

/**
 * The Fourier transform of real signals, computed on the calling thread.
 *
 * <p>Left to itself JTransforms spreads transforms of 8192 points and more over threads of its own,
 * and when the calling thread is interrupted it returns a half-made spectrum without an error.
 */
public final class Fft {
  static {
    ConcurrencyUtils.setNumberOfThreads(1);
  }

  private final DoubleFFT_1D transform;

  /**
   * A transform.
   *
   * @param size points, even
   */
  public Fft(int size) {
    if (size < 2 || size % 2 != 0) {
      throw new IllegalArgumentException("a transform needs an even number of points, not " + size);
    }
    transform = new DoubleFFT_1D(size);
  }

  /**
   * Transforms in place. The result holds bin 0 at 0, bin n/2 at 1, and real and imaginary part of
   * bin k at 2k and 2k + 1.
   */
  public void forward(double[] values) {
    transform.realForward(values);
  }

  /** Undoes {@link #forward}, in place. */
  public void inverse(double[] values) {
    transform.realInverse(values, true);
  }
}
