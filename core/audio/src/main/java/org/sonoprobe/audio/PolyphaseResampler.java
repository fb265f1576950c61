package org.sonoprobe.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Band-limited interpolation with a windowed sinc, evaluated exactly for the rational ratio of the
 * rates (J. O. Smith, "Digital Audio Resampling", CCRMA).
 *
 * <p>With {@code s = min(1, to/from)}, {@code h(t) = rs sinc(rs t) w(st/zeros)} for t in input
 * samples, roll-off r.
 *
 * <p>Outputs whose times have the same fraction share one set of coefficients. The input is dealt
 * into as many columns as the ratio's denominator, so that the sum for a coefficient set runs over
 * contiguous memory for many outputs at once and the compiler can use vector instructions. It does
 * so only for arrays that are read from the same index, hence a copy of a few hundred samples for
 * each tap; a ratio of small integers is written with larger ones, so that many phases share it.
 */
final class PolyphaseResampler implements Resampler {
  /** The least number of phases, so that the copy of a column is used many times. */
  private static final int PHASES = 64;

  /** Outputs of one phase at once, if the columns of all taps together hold no more than this. */
  private static final int BLOCK = 640;

  private static final int COLUMN_SAMPLES = 1 << 20;

  private final int zeros;
  private final double beta;
  private final double rolloff;
  private final Map<Long, Kernel> kernels = new ConcurrentHashMap<>();

  /**
   * A resampler.
   *
   * @param zeros zero crossings of the sinc on each side, at the lower rate
   * @param beta of the Kaiser window; negative for a Hann window
   * @param rolloff cut-off as a fraction of half the lower rate
   */
  PolyphaseResampler(int zeros, double beta, double rolloff) {
    this.zeros = zeros;
    this.beta = beta;
    this.rolloff = rolloff;
  }

  /**
   * Coefficients for a ratio up/down: {@code phases[r][t]} weighs input {@code first[r] + t} in
   * outputs r, r + up …
   */
  private record Kernel(int up, int down, float[][] phases, int[] first) {
    /** The number of inputs that one output of each phase looks at, all phases together. */
    int span() {
      return first[up - 1] - first[0] + phases[0].length;
    }
  }

  @Override
  public float[] resample(float[] samples, int from, int to) {
    if (from <= 0 || to <= 0) {
      throw new IllegalArgumentException(
          "sample rates must be positive, but are " + from + " and " + to);
    }
    if (from == to || samples.length == 0) {
      return samples.clone();
    }
    try {
      return resample(Signal.of(samples), from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #resample(float[], int, int)}, with the same bits. */
  float[] resample(Signal signal, int from, int to) throws IOException {
    Kernel kernel = kernels.computeIfAbsent(((long) from << 32) | to, key -> kernel(from, to));
    float[] result = new float[Resampler.resampledLength(signal.length(), from, to)];
    int perPhase = (result.length + kernel.up - 1) / kernel.up;
    int span = kernel.span();
    int block = Math.max(1, Math.min(BLOCK, COLUMN_SAMPLES / span));
    for (int start = 0; start < perPhase; start += block) {
      int count = Math.min(block, perPhase - start);
      float[] window = new float[span + kernel.down * (count - 1)];
      signal.read(kernel.first[0] + (long) kernel.down * start, window);
      block(window, result, kernel, start, count);
    }
    return result;
  }

  /**
   * Computes outputs {@code r + up * j} for all phases r and {@code start <= j < start + count}.
   *
   * @param window all samples that these outputs look at
   */
  private static void block(float[] window, float[] result, Kernel kernel, int start, int count) {
    int up = kernel.up;
    int taps = kernel.phases[0].length;
    float[][] columns = columns(window, kernel.down, kernel.span(), count);
    float[] sums = new float[count];
    for (int r = 0; r < up; r++) {
      float[] h = kernel.phases[r];
      int at = kernel.first[r] - kernel.first[0];
      Arrays.fill(sums, 0f);
      int t = 0;
      for (; t + 4 <= taps; t += 4) {
        addFour(sums, h, t, columns, at + t);
      }
      for (; t < taps; t++) {
        addOne(sums, h[t], columns[at + t]);
      }
      for (int j = 0, n = r + up * start; j < count && n < result.length; j++, n += up) {
        result[n] = sums[j];
      }
    }
  }

  /**
   * Adds four weighted columns. All arrays run from the same index, and there are no more than
   * five: only so does the compiler use vector instructions.
   */
  private static void addFour(float[] sums, float[] h, int t, float[][] columns, int at) {
    float h0 = h[t];
    float h1 = h[t + 1];
    float h2 = h[t + 2];
    float h3 = h[t + 3];
    float[] x0 = columns[at];
    float[] x1 = columns[at + 1];
    float[] x2 = columns[at + 2];
    float[] x3 = columns[at + 3];
    for (int j = 0; j < sums.length; j++) {
      sums[j] += (h0 * x0[j] + h1 * x1[j]) + (h2 * x2[j] + h3 * x3[j]);
    }
  }

  private static void addOne(float[] sums, float h, float[] x) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += h * x[j];
    }
  }

  /**
   * A column for each tap: column c holds the samples {@code c + down * j}. A column further to the
   * right than {@code down} is an earlier one from a later row on.
   */
  private static float[][] columns(float[] window, int down, int span, int count) {
    float[][] dealt = new float[Math.min(down, span)][count + (span - 1) / down];
    for (int c = 0; c < dealt.length; c++) {
      float[] column = dealt[c];
      for (int j = 0, at = c; j < column.length && at < window.length; j++, at += down) {
        column[j] = window[at];
      }
    }
    float[][] columns = new float[span][count];
    for (int at = 0; at < span; at++) {
      System.arraycopy(dealt[at % dealt.length], at / dealt.length, columns[at], 0, count);
    }
    return columns;
  }

  private Kernel kernel(int from, int to) {
    int divisor = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValueExact();
    int up = to / divisor;
    int down = from / divisor;
    double scale = Math.min(1, (double) up / down);
    double half = beta < 0 ? zeros / (scale * rolloff) : zeros / scale;
    int reach = (int) Math.ceil(half);
    int taps = 2 * reach + 1;
    float[][] phases = new float[up][taps];
    int repeat = Math.max(1, PHASES / up);
    Kernel kernel =
        new Kernel(up * repeat, down * repeat, new float[up * repeat][], new int[up * repeat]);
    for (int r = 0; r < kernel.up; r++) {
      long position = (long) r * down;
      int base = Math.toIntExact(position / up);
      kernel.first[r] = base - reach;
      kernel.phases[r] = phases[r % up];
      if (r < up) {
        double fraction = (double) (position % up) / up;
        for (int t = 0; t < taps; t++) {
          phases[r][t] = (float) weight(fraction + reach - t, scale, half);
        }
      }
    }
    return kernel;
  }

  private double weight(double t, double scale, double half) {
    double relative = t / half;
    if (Math.abs(relative) >= 1) {
      return 0;
    }
    double x = Math.PI * rolloff * scale * t;
    double sinc = x == 0 ? 1 : Math.sin(x) / x;
    double window =
        beta < 0
            ? 0.5 + 0.5 * Math.cos(Math.PI * relative)
            : bessel0(beta * Math.sqrt(1 - relative * relative)) / bessel0(beta);
    return rolloff * scale * sinc * window;
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
}
