package org.sonoprobe.deform;

import org.sonoprobe.dsp.Fft;

/** Linear convolution with one response, block by block, so that long audio needs little memory. */
final class Convolution {
  private static final int SMALLEST = 4096;

  private final int length;
  private final int size;
  private final double[] response;
  private final Fft fft;

  private Convolution(float[] response) {
    length = response.length;
    size = Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, length - 1)) * 4);
    fft = new Fft(size);
    this.response = new double[size];
    for (int i = 0; i < length; i++) {
      this.response[i] = response[i];
    }
    fft.forward(this.response);
  }

  /**
   * A convolution ready.
   *
   * @param response at least one sample
   */
  static Convolution of(float[] response) {
    return new Convolution(response);
  }

  /** All of the result, {@code samples + response - 1} long. */
  float[] with(float[] samples) {
    int full = samples.length + length - 1;
    double[] sum = new double[size];
    float[] result = new float[full];
    double[] carried = new double[length - 1];
    int step = size - length + 1;
    for (int start = 0; start < samples.length; start += step) {
      int count = Math.min(step, samples.length - start);
      java.util.Arrays.fill(sum, 0);
      for (int i = 0; i < count; i++) {
        sum[i] = samples[start + i];
      }
      fft.forward(sum);
      multiply(sum, response);
      fft.inverse(sum);
      for (int i = 0; i < carried.length; i++) {
        sum[i] += carried[i];
      }
      int ready = Math.min(step, full - start);
      for (int i = 0; i < ready; i++) {
        result[start + i] = (float) sum[i];
      }
      for (int i = 0; i < carried.length; i++) {
        carried[i] = step + i < size ? sum[step + i] : 0;
      }
      for (int i = step; start + count >= samples.length && start + i < full && i < size; i++) {
        result[start + i] = (float) sum[i];
      }
    }
    return result;
  }

  /** Multiplies spectra as {@link Fft} lays them out. */
  static void multiply(double[] x, double[] y) {
    x[0] *= y[0];
    x[1] *= y[1];
    for (int k = 2; k < x.length; k += 2) {
      double re = x[k] * y[k] - x[k + 1] * y[k + 1];
      x[k + 1] = x[k] * y[k + 1] + x[k + 1] * y[k];
      x[k] = re;
    }
  }
}
