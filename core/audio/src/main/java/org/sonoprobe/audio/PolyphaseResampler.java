package org.sonoprobe.audio;

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
 * contiguous memory for many outputs at once and the compiler can use vector instructions.
 */
final class PolyphaseResampler implements Resampler {
  private static final int BLOCK = 256;

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
   * Coefficients for a ratio up/down in lowest terms: {@code phases[r][t]} weighs input {@code
   * first[r] + t}.
   */
  private record Kernel(int up, int down, float[][] phases, int[] first) {}

  @Override
  public float[] resample(float[] samples, int from, int to) {
    if (from <= 0 || to <= 0) {
      throw new IllegalArgumentException(
          "sample rates must be positive, but are " + from + " and " + to);
    }
    if (from == to || samples.length == 0) {
      return samples.clone();
    }
    Kernel kernel = kernels.computeIfAbsent(((long) from << 32) | to, key -> kernel(from, to));
    float[] result = new float[Resampler.resampledLength(samples.length, from, to)];
    int perPhase = (result.length + kernel.up - 1) / kernel.up;
    for (int start = 0; start < perPhase; start += BLOCK) {
      block(samples, result, kernel, start, Math.min(BLOCK, perPhase - start));
    }
    return result;
  }

  /**
   * Computes outputs {@code r + up * j} for all phases r and {@code start <= j < start + count}.
   */
  private static void block(float[] samples, float[] result, Kernel kernel, int start, int count) {
    int up = kernel.up;
    int taps = kernel.phases[0].length;
    int lowest = kernel.first[0];
    int span = kernel.first[up - 1] - lowest + taps;
    float[][] columns =
        deal(samples, lowest + (long) kernel.down * start, kernel.down, span, count);
    float[] sums = new float[count];
    for (int r = 0; r < up; r++) {
      float[] h = kernel.phases[r];
      int at = kernel.first[r] - lowest;
      Arrays.fill(sums, 0f);
      int t = 0;
      for (; t + 4 <= taps; t += 4, at += 4) {
        addFour(sums, h, t, columns, at);
      }
      for (; t < taps; t++, at++) {
        addOne(sums, h[t], columns[at]);
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

  /** Column c holds the samples {@code origin + c + down * j}; zero outside the signal. */
  private static float[][] deal(float[] samples, long origin, int down, int span, int count) {
    float[][] columns = new float[span][count];
    for (int j = 0; j < count; j++) {
      long row = origin + (long) down * j;
      int begin = (int) Math.max(0, Math.min(span, -row));
      int end = (int) Math.max(begin, Math.min(span, samples.length - row));
      for (int c = begin; c < end; c++) {
        columns[c][j] = samples[(int) (row + c)];
      }
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
    int[] first = new int[up];
    for (int r = 0; r < up; r++) {
      long position = (long) r * down;
      int base = (int) (position / up);
      double fraction = (double) (position % up) / up;
      first[r] = base - reach;
      for (int t = 0; t < taps; t++) {
        phases[r][t] = (float) weight(fraction + reach - t, scale, half);
      }
    }
    return new Kernel(up, down, phases, first);
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
