package org.sonoprobe.deform;

import java.util.Arrays;
import org.sonoprobe.dsp.AnalysisWindows;
import org.sonoprobe.dsp.Fft;

/**
 * The absorption of high frequencies by air: damping in 1/1000 per metre of pressure in octave
 * bands, for two temperatures and three ranges of humidity (M. Vorlaender, Auralization, 2008,
 * after ISO 9613-1; the two highest bands are continued).
 */
final class AirDamping {
  private static final double[] BANDS = {125, 250, 500, 1000, 2000, 4000, 8000, 16000, 32000};
  private static final double[][] TABLE = {
    {0.1, 0.2, 0.5, 1.1, 2.7, 9.4, 29.0, 91.5, 289.0},
    {0.1, 0.2, 0.5, 0.8, 1.8, 5.9, 21.1, 76.6, 280.2},
    {0.1, 0.2, 0.5, 0.7, 1.4, 4.4, 15.8, 58.0, 214.9},
    {0.1, 0.3, 0.6, 1.0, 1.9, 5.8, 20.3, 72.3, 259.9},
    {0.1, 0.3, 0.6, 1.0, 1.7, 4.1, 13.5, 44.4, 148.7},
    {0.1, 0.3, 0.6, 1.1, 1.7, 3.5, 10.6, 31.2, 93.8}
  };
  private static final double NARROWEST = 88.39;

  private AirDamping() {}

  /** A distance for each frame of the transform. */
  @FunctionalInterface
  interface Distance {
    /** In metres, at a time in seconds. */
    double at(double seconds);
  }

  /**
   * Samples as heard through air.
   *
   * @param temperature 10 or 20 degrees Celsius
   * @param humidity in percent, 30 to 90
   */
  static float[] damped(
      float[] samples, int rate, int temperature, double humidity, Distance distance) {
    double[] row =
        TABLE[(temperature >= 20 ? 3 : 0) + (humidity <= 50 ? 0 : humidity <= 70 ? 1 : 2)];
    int wanted = Math.max(4, (int) (rate / 2.0 / NARROWEST));
    int size = Integer.highestOneBit(wanted - 1) * 2;
    int hop = size / 4;
    double[] window = AnalysisWindows.hann(size, false);
    double[] coefficients = new double[size / 2 + 1];
    for (int k = 0; k < coefficients.length; k++) {
      coefficients[k] = interpolated(row, (double) k * rate / size);
    }
    Fft fft = new Fft(size);
    float[] result = new float[samples.length];
    float[] weight = new float[samples.length];
    double[] frame = new double[size];
    for (int centre = 0; centre <= samples.length; centre += hop) {
      int start = centre - size / 2;
      Arrays.fill(frame, 0);
      int from = Math.max(0, -start);
      int to = Math.min(size, samples.length - start);
      for (int i = from; i < to; i++) {
        frame[i] = window[i] * samples[start + i];
      }
      fft.forward(frame);
      double metres = distance.at((double) centre / rate);
      frame[0] *= StrictMath.exp(-metres * coefficients[0]);
      frame[1] *= StrictMath.exp(-metres * coefficients[size / 2]);
      for (int k = 1; k < size / 2; k++) {
        double factor = StrictMath.exp(-metres * coefficients[k]);
        frame[2 * k] *= factor;
        frame[2 * k + 1] *= factor;
      }
      fft.inverse(frame);
      for (int i = from; i < to; i++) {
        result[start + i] += (float) (window[i] * frame[i]);
        weight[start + i] += (float) (window[i] * window[i]);
      }
    }
    for (int i = 0; i < result.length; i++) {
      result[i] /= Math.max(weight[i], 1e-6f);
    }
    return result;
  }

  private static double interpolated(double[] row, double hertz) {
    if (hertz <= BANDS[0]) {
      return row[0] / 1000;
    }
    int band = 0;
    while (band + 2 < BANDS.length && hertz > BANDS[band + 1]) {
      band++;
    }
    double way = Math.min(1, (hertz - BANDS[band]) / (BANDS[band + 1] - BANDS[band]));
    return (row[band] + way * (row[band + 1] - row[band])) / 1000;
  }
}
