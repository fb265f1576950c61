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
 * contiguous memory for many outputs at once and the compiler can use vector instructions. It does
 * so only for arrays that are read from the same index, hence the copies of a few hundred samples.
 */
final class PolyphaseResampler implements Resampler {
  /** Up to so many phases, a column is copied each time that it is used: it stays in the cache. */
  private static final int FEW_PHASES = 3;

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
    int block = kernel.up > FEW_PHASES ? 512 : 1024;
    for (int start = 0; start < perPhase; start += block) {
      block(samples, result, kernel, start, Math.min(block, perPhase - start));
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
    float[][] dealt = deal(samples, lowest + (long) kernel.down * start, kernel.down, span, count);
    float[][] columns = up > FEW_PHASES ? shift(dealt, span, count) : new float[0][];
    float[][] four = new float[4][count];
    float[] sums = new float[count];
    for (int r = 0; r < up; r++) {
      float[] h = kernel.phases[r];
      int at = kernel.first[r] - lowest;
      Arrays.fill(sums, 0f);
      int t = 0;
      for (; t + 4 <= taps; t += 4, at += 4) {
        if (columns.length > 0) {
          System.arraycopy(columns, at, four, 0, 4);
        } else {
          for (int k = 0; k < 4; k++) {
            copy(dealt, at + k, four[k]);
          }
        }
        addFour(sums, h, t, four);
      }
      for (; t < taps; t++, at++) {
        float[] one = columns.length > 0 ? columns[at] : four[0];
        if (columns.length == 0) {
          copy(dealt, at, one);
        }
        addOne(sums, h[t], one);
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
  private static void addFour(float[] sums, float[] h, int t, float[][] columns) {
    float h0 = h[t];
    float h1 = h[t + 1];
    float h2 = h[t + 2];
    float h3 = h[t + 3];
    float[] x0 = columns[0];
    float[] x1 = columns[1];
    float[] x2 = columns[2];
    float[] x3 = columns[3];
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
   * The input dealt to {@code down} columns: column c holds the samples {@code origin + c + down *
   * j}; zero outside the signal. The column for a tap further to the right is one of these from a
   * later row on, see {@link #copy}.
   */
  private static float[][] deal(float[] samples, long origin, int down, int span, int count) {
    float[][] columns = new float[Math.min(down, span)][count + (span - 1) / down];
    for (int c = 0; c < columns.length; c++) {
      float[] column = columns[c];
      long at = origin + c;
      int begin = at >= 0 ? 0 : (int) Math.min(column.length, (-at + down - 1) / down);
      long rows = Math.max(0, (samples.length - at + down - 1) / down);
      int end = (int) Math.max(begin, Math.min(column.length, rows));
      int from = Math.toIntExact(at + (long) begin * down);
      for (int j = begin; j < end; j++, from += down) {
        column[j] = samples[from];
      }
    }
    return columns;
  }

  /** The column of the tap {@code at}: as many samples as {@code to} is long. */
  private static void copy(float[][] dealt, int at, float[] to) {
    System.arraycopy(dealt[at % dealt.length], at / dealt.length, to, 0, to.length);
  }

  /** The columns of all taps, which pays where many phases use them. */
  private static float[][] shift(float[][] dealt, int span, int count) {
    float[][] columns = new float[span][count];
    for (int at = 0; at < span; at++) {
      copy(dealt, at, columns[at]);
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
