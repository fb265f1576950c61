package org.sonoprobe.embeddings;

import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.dsp.AnalysisWindows;
import org.sonoprobe.dsp.Fft;

/**
 * A constant-Q spectrum of seven octaves of twelve bins from C1 (32.7 Hz) on, folded into pitch
 * classes. Computed in the frequency domain with kernels of which only the large values are kept
 * (J. C. Brown, M. S. Puckette, "An efficient algorithm for the calculation of a constant Q
 * transform", 1992).
 */
final class ConstantQ {
  private static final double C1 = 440 * Math.pow(2, (24 - 69) / 12.0);
  private static final double Q = 1 / (Math.pow(2, 1 / 12.0) - 1);
  private static final double KEPT = 0.0054;

  /** One that nobody asks. */
  static final ConstantQ NONE = new ConstantQ();

  private final int hop;
  private final int size;
  private final List<Kernel> kernels = new ArrayList<>();
  private final Fft fft;

  /** The spectrum of a windowed tone, from its first bin on. */
  private record Kernel(int pitchClass, int first, double[] re, double[] im) {}

  private ConstantQ() {
    hop = 1;
    size = 2;
    fft = new Fft(2);
  }

  ConstantQ(int rate, int hop) {
    this.hop = hop;
    int longest = (int) Math.ceil(Q * rate / C1);
    this.size = Integer.highestOneBit(Math.max(2, longest - 1)) * 2;
    this.fft = new Fft(size);
    for (int bin = 0; bin < 84; bin++) {
      double hertz = C1 * Math.pow(2, bin / 12.0);
      if (hertz * Math.pow(2, 1 / 24.0) < rate / 2.0) {
        kernels.add(kernel(bin % 12, hertz, rate));
      }
    }
  }

  private Kernel kernel(int pitchClass, double hertz, int rate) {
    int length = (int) Math.ceil(Q * rate / hertz);
    double[] window = AnalysisWindows.hann(length, false);
    double[] cosines = new double[size];
    double[] sines = new double[size];
    int start = (size - length) / 2;
    for (int n = 0; n < length; n++) {
      double angle = 2 * Math.PI * hertz / rate * (start + n - size / 2);
      cosines[start + n] = window[n] / length * Math.cos(angle);
      sines[start + n] = window[n] / length * Math.sin(angle);
    }
    fft.forward(cosines);
    fft.forward(sines);
    // the transform of cos + i sin at positive frequencies
    int half = size / 2;
    double[] re = new double[half];
    double[] im = new double[half];
    double largest = 0;
    for (int k = 1; k < half; k++) {
      re[k] = cosines[2 * k] - sines[2 * k + 1];
      im[k] = cosines[2 * k + 1] + sines[2 * k];
      largest = Math.max(largest, Math.hypot(re[k], im[k]));
    }
    int first = half;
    int last = 0;
    for (int k = 1; k < half; k++) {
      if (Math.hypot(re[k], im[k]) >= KEPT * largest) {
        first = Math.min(first, k);
        last = k;
      }
    }
    return new Kernel(
        pitchClass,
        first,
        java.util.Arrays.copyOfRange(re, first, last + 1),
        java.util.Arrays.copyOfRange(im, first, last + 1));
  }

  /** Twelve pitch classes from C on for each frame, each divided by its largest. */
  double[][] chroma(float[] samples, int frames) {
    double[][] chroma = new double[frames][];
    double[] buffer = new double[size];
    for (int t = 0; t < frames; t++) {
      long start = (long) t * hop - size / 2;
      for (int n = 0; n < size; n++) {
        long at = start + n;
        buffer[n] = at >= 0 && at < samples.length ? samples[(int) at] : 0;
      }
      fft.forward(buffer);
      double[] row = new double[12];
      for (Kernel kernel : kernels) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < kernel.re.length; i++) {
          double a = buffer[2 * (kernel.first + i)];
          double b = buffer[2 * (kernel.first + i) + 1];
          re += a * kernel.re[i] + b * kernel.im[i];
          im += b * kernel.re[i] - a * kernel.im[i];
        }
        row[kernel.pitchClass] += Math.hypot(re, im);
      }
      chroma[t] = FrameFeatures.byLargest(row);
    }
    return chroma;
  }
}
