package org.sonoprobe.audio;

import java.math.BigInteger;
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
    int down = kernel.down;
    int taps = kernel.phases[0].length;
    int lowest = kernel.first[0];
    int rows = (kernel.first[up - 1] + taps - 1 - lowest) / down + 1;
    float[][] columns = deal(samples, (long) lowest + (long) down * start, down, count + rows);
    float[] sums = new float[BLOCK];
    for (int r = 0; r < up; r++) {
      float[] h = kernel.phases[r];
      int offset = kernel.first[r] - lowest;
      java.util.Arrays.fill(sums, 0, count, 0f);
      int t = 0;
      for (; t + 8 <= taps; t += 8) {
        int at = offset + t;
        addEight(
            sums,
            count,
            h[t],
            columns[at % down],
            at / down,
            h[t + 1],
            columns[(at + 1) % down],
            (at + 1) / down,
            h[t + 2],
            columns[(at + 2) % down],
            (at + 2) / down,
            h[t + 3],
            columns[(at + 3) % down],
            (at + 3) / down,
            h[t + 4],
            columns[(at + 4) % down],
            (at + 4) / down,
            h[t + 5],
            columns[(at + 5) % down],
            (at + 5) / down,
            h[t + 6],
            columns[(at + 6) % down],
            (at + 6) / down,
            h[t + 7],
            columns[(at + 7) % down],
            (at + 7) / down);
      }
      for (; t < taps; t++) {
        int at = offset + t;
        addOne(sums, count, h[t], columns[at % down], at / down);
      }
      for (int j = 0, n = r + up * start; j < count && n < result.length; j++, n += up) {
        result[n] = sums[j];
      }
    }
  }

  private static void addEight(
      float[] sums,
      int count,
      float h0,
      float[] x0,
      int o0,
      float h1,
      float[] x1,
      int o1,
      float h2,
      float[] x2,
      int o2,
      float h3,
      float[] x3,
      int o3,
      float h4,
      float[] x4,
      int o4,
      float h5,
      float[] x5,
      int o5,
      float h6,
      float[] x6,
      int o6,
      float h7,
      float[] x7,
      int o7) {
    for (int j = 0; j < count; j++) {
      sums[j] +=
          ((h0 * x0[j + o0] + h1 * x1[j + o1]) + (h2 * x2[j + o2] + h3 * x3[j + o3]))
              + ((h4 * x4[j + o4] + h5 * x5[j + o5]) + (h6 * x6[j + o6] + h7 * x7[j + o7]));
    }
  }

  private static void addOne(float[] sums, int count, float h, float[] x, int offset) {
    for (int j = 0; j < count; j++) {
      sums[j] += h * x[j + offset];
    }
  }

  /** Column c holds the samples {@code origin + c + down * j}; zero outside the signal. */
  private static float[][] deal(float[] samples, long origin, int down, int length) {
    float[][] columns = new float[down][length];
    for (int j = 0; j < length; j++) {
      long row = origin + (long) down * j;
      int begin = (int) Math.max(0, Math.min(down, -row));
      int end = (int) Math.max(begin, Math.min(down, samples.length - row));
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
