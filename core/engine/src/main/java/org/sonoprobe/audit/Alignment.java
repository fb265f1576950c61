package org.sonoprobe.audit;

import org.sonoprobe.dsp.Fft;

/**
 * The similarity of two recordings at their best alignment: the largest normalised
 * cross-correlation, whatever its sign, over all lags at which enough of the shorter one lies
 * within the longer. 1 for a copy, whatever its gain and polarity.
 */
final class Alignment {

  /** So much of the shorter recording must overlap. */
  private static final double OVERLAP = 0.7;

  /** Of long recordings so many samples, where they are loudest, are looked for in the other. */
  private static final int LONGEST = 10 * Sound.RATE;

  /** From so much on a second stretch of a long recording is looked for too. */
  private static final double CLOSE = 0.8;

  /** Recordings of fewer samples are not compared: by chance they may be alike. */
  private static final int SHORTEST = Sound.RATE / 10;

  /** The longer recording is gone through in blocks of so many samples. */
  private static final int BLOCK = 1 << 18;

  private final float[] pattern;
  private final double[] energyOfPattern;
  private final int least;
  private double best;

  private Alignment(float[] pattern) {
    this.pattern = pattern;
    this.energyOfPattern = energies(pattern);
    this.least = (int) Math.ceil(OVERLAP * pattern.length);
  }

  static double of(float[] a, float[] b) {
    float[] longer = a.length >= b.length ? a : b;
    float[] shorter = a.length >= b.length ? b : a;
    if (shorter.length < SHORTEST) {
      return 0;
    }
    int start = loudest(shorter, 0, shorter.length);
    double alike = found(stretch(shorter, start), longer);
    if (shorter.length < 3 * LONGEST || alike < CLOSE) {
      return alike;
    }
    // a loop that two pieces share does not make them one
    boolean before = start >= shorter.length - start - LONGEST;
    int other =
        before ? loudest(shorter, 0, start) : loudest(shorter, start + LONGEST, shorter.length);
    return Math.min(alike, found(stretch(shorter, other), longer));
  }

  private static float[] stretch(float[] samples, int start) {
    return java.util.Arrays.copyOfRange(samples, start, Math.min(samples.length, start + LONGEST));
  }

  private static double found(float[] pattern, float[] longer) {
    Alignment alignment = new Alignment(pattern);
    int step = BLOCK - pattern.length;
    for (int start = 0; start == 0 || start + pattern.length <= longer.length; start += step) {
      int end = Math.min(longer.length, start + BLOCK);
      alignment.compare(
          java.util.Arrays.copyOfRange(longer, start, end), start == 0, end == longer.length);
    }
    return Math.min(1, alignment.best);
  }

  /** Where the loudest stretch of the length of a pattern begins. */
  private static int loudest(float[] samples, int from, int to) {
    double[] sums = energies(samples);
    int best = from;
    int step = Sound.RATE / 2;
    for (int i = from; i + LONGEST <= to; i += step) {
      if (sums[i + LONGEST] - sums[i] > sums[best + LONGEST] - sums[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Looks for the pattern in a block, which it may overhang where the recording begins or ends. */
  private void compare(float[] block, boolean first, boolean last) {
    int size = Integer.highestOneBit(block.length + pattern.length) << 1;
    double[] x = new double[size];
    double[] y = new double[size];
    for (int i = 0; i < block.length; i++) {
      x[i] = block[i];
    }
    for (int i = 0; i < pattern.length; i++) {
      y[i] = pattern[i];
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
    double[] energyOfBlock = energies(block);
    int from = first ? least - pattern.length : 0;
    int to = last ? block.length - least : block.length - pattern.length;
    for (int lag = from; lag <= to; lag++) {
      int begin = Math.max(0, lag);
      int end = Math.min(block.length, lag + pattern.length);
      double product =
          (energyOfBlock[end] - energyOfBlock[begin])
              * (energyOfPattern[end - lag] - energyOfPattern[begin - lag]);
      if (product <= 1e-20) {
        continue;
      }
      for (int half = 2 * lag - 1; half <= 2 * lag; half++) {
        double middle = at(fine, half);
        double sign = Math.signum(middle);
        double before = sign * at(fine, half - 1);
        double after = sign * at(fine, half + 1);
        if (sign * middle >= before && sign * middle >= after) {
          // the inverse of twice the size divides by twice as much
          best = Math.max(best, 2 * peak(before, sign * middle, after) / Math.sqrt(product));
        }
      }
    }
  }

  private static double at(double[] circular, int lag) {
    return circular[lag < 0 ? circular.length + lag : lag % circular.length];
  }

  /** The height of the parabola through three values. */
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
