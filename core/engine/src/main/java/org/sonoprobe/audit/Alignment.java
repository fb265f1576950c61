package org.sonoprobe.audit;

import org.sonoprobe.dsp.Fft;

/**
 * How alike two recordings are at their best alignment: the largest normalised cross-correlation
 * over all lags at which enough of the shorter one lies within the longer. 1 for a copy, whatever
 * its gain.
 */
final class Alignment {

  /** So much of the shorter recording must overlap. */
  private static final double OVERLAP = 0.7;

  /** Of long recordings so many samples from the middle are looked for in the other. */
  private static final int LONGEST = 10 * Sound.RATE;

  private Alignment() {}

  static double of(float[] a, float[] b) {
    float[] longer = a.length >= b.length ? a : b;
    float[] shorter = a.length >= b.length ? b : a;
    if (shorter.length > LONGEST) {
      int start = (shorter.length - LONGEST) / 2;
      shorter = java.util.Arrays.copyOfRange(shorter, start, start + LONGEST);
    }
    int size = Integer.highestOneBit(longer.length + shorter.length) << 1;
    double[] x = new double[size];
    double[] y = new double[size];
    for (int i = 0; i < longer.length; i++) {
      x[i] = longer[i];
    }
    for (int i = 0; i < shorter.length; i++) {
      y[i] = shorter[i];
    }
    Fft fft = new Fft(size);
    fft.forward(x);
    fft.forward(y);
    x[0] *= y[0];
    x[1] *= y[1];
    for (int k = 1; k < size / 2; k++) {
      double re = x[2 * k] * y[2 * k] + x[2 * k + 1] * y[2 * k + 1];
      double im = x[2 * k + 1] * y[2 * k] - x[2 * k] * y[2 * k + 1];
      x[2 * k] = re;
      x[2 * k + 1] = im;
    }
    // twice the rate, as recordings may be off by a part of a sample
    double[] fine = new double[2 * size];
    System.arraycopy(x, 0, fine, 0, size);
    fine[1] = 0;
    fine[size] = x[1] / 2;
    new Fft(2 * size).inverse(fine);
    double[] energyOfLonger = energies(longer);
    double[] energyOfShorter = energies(shorter);
    int least = (int) Math.ceil(OVERLAP * shorter.length);
    double best = 0;
    for (int lag = least - shorter.length; lag <= longer.length - least; lag++) {
      int from = Math.max(0, lag);
      int to = Math.min(longer.length, lag + shorter.length);
      double product =
          (energyOfLonger[to] - energyOfLonger[from])
              * (energyOfShorter[to - lag] - energyOfShorter[from - lag]);
      if (product <= 1e-20) {
        continue;
      }
      for (int half = 2 * lag - 1; half <= 2 * lag; half++) {
        double middle = at(fine, half);
        if (middle >= at(fine, half - 1) && middle >= at(fine, half + 1)) {
          // the inverse of twice the size divides by twice as much
          double height = 2 * peak(at(fine, half - 1), middle, at(fine, half + 1));
          best = Math.max(best, height / Math.sqrt(product));
        }
      }
    }
    return Math.min(1, best);
  }

  private static double at(double[] circular, int lag) {
    return circular[lag < 0 ? circular.length + lag : lag % circular.length];
  }

  /** The height of the parabola through three values, as recordings may be off by half a sample. */
  private static double peak(double before, double middle, double after) {
    double curve = before - 2 * middle + after;
    return curve >= 0 ? middle : middle - (after - before) * (after - before) / (8 * curve);
  }

  private static double[] energies(float[] samples) {
    double[] sums = new double[samples.length + 1];
    for (int i = 0; i < samples.length; i++) {
      sums[i + 1] = sums[i] + (double) samples[i] * samples[i];
    }
    return sums;
  }
}
