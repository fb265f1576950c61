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

  /**
   * The same where the ratio is not quite rational, so that each block has coefficients of its own.
   */
  private static final int DRIFTING_BLOCK = 64;

  /** The rule by which a ratio becomes coefficients. */
  enum Ratio {
    /** As it is. */
    EXACT,
    /** As it is, and the coefficients of all phases together add up to one per phase. */
    UNIT_GAIN,
    /** Rounded to single precision, so that the fractions drift. */
    SINGLE
  }

  private final Sinc filter;
  private final Ratio ratio;
  private final Map<Long, Kernel> kernels = new ConcurrentHashMap<>();
  private final Map<Long, Sinc.Weights> weights = new ConcurrentHashMap<>();

  PolyphaseResampler(Sinc filter) {
    this(filter, Ratio.EXACT);
  }

  PolyphaseResampler(Sinc filter, Ratio ratio) {
    this.filter = filter;
    this.ratio = ratio;
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
    Kernel kernel = kernels.computeIfAbsent(key(from, to), key -> kernel(from, to));
    double stretch = ratio == Ratio.SINGLE ? (double) to / from / (float) ((double) to / from) : 1;
    float[] result = new float[Resampler.resampledLength(signal.length(), from, to)];
    int perPhase = (result.length + kernel.up - 1) / kernel.up;
    int block =
        Math.max(
            1, Math.min(stretch == 1 ? BLOCK : DRIFTING_BLOCK, COLUMN_SAMPLES / kernel.span()));
    for (int start = 0; start < perPhase; start += block) {
      int count = Math.min(block, perPhase - start);
      if (stretch == 1) {
        block(signal, result, kernel, start, count);
      } else {
        drifting(signal, result, from, to, stretch, start, count);
      }
    }
    if (filter.reading().wholeSteps()) {
      mirrorWhereTimeIsShort(signal, result, kernel, from, to);
    }
    return result;
  }

  private static long key(int from, int to) {
    return ((long) from << 32) | to;
  }

  private void block(Signal signal, float[] result, Kernel kernel, int start, int count)
      throws IOException {
    float[] window = window(signal, kernel, start, count);
    block(
        window,
        kernel,
        count,
        (r, sums) -> {
          for (int j = 0, n = r + kernel.up * start;
              j < count && n < result.length;
              j++, n += kernel.up) {
            result[n] = sums[j];
          }
        });
  }

  private static float[] window(Signal signal, Kernel kernel, int start, int count)
      throws IOException {
    float[] window = new float[kernel.span() + kernel.down * (count - 1)];
    signal.read(kernel.first[0] + (long) kernel.down * start, window);
    return window;
  }

  /**
   * A block of outputs whose fractions move: between the coefficients at its start and those at its
   * end the outputs lie on a straight line, which errs by less than 2e-7.
   */
  private void drifting(
      Signal signal, float[] result, int from, int to, double stretch, int start, int count)
      throws IOException {
    Kernel whole = kernels.computeIfAbsent(key(from, to), key -> kernel(from, to));
    int up = whole.up;
    Kernel at = drifted(whole, from, to, stretch, start, start);
    Kernel after = drifted(whole, from, to, stretch, start, start + count);
    float[] window = window(signal, at, start, count);
    block(
        window,
        at,
        count,
        (r, sums) -> {
          for (int j = 0, n = r + up * start; j < count && n < result.length; j++, n += up) {
            result[n] = sums[j];
          }
        });
    block(
        window,
        after,
        count,
        (r, sums) -> {
          for (int j = 0, n = r + up * start; j < count && n < result.length; j++, n += up) {
            result[n] += (sums[j] - result[n]) * j / count;
          }
        });
  }

  /** Coefficients as they are for the outputs {@code r + up * drift}, laid out for a block. */
  private Kernel drifted(Kernel whole, int from, int to, double stretch, int start, int drift) {
    double scale = Math.min(1, (double) to / from);
    Sinc.Weights filtered = weights.computeIfAbsent(key(from, to), key -> filter.weights(scale));
    int taps = whole.phases[0].length + 2;
    int reach = taps / 2;
    Kernel kernel = new Kernel(whole.up, whole.down, new float[whole.up][taps], new int[whole.up]);
    for (int r = 0; r < whole.up; r++) {
      double exact = (double) r * whole.down / whole.up;
      double moved =
          ((double) r + (double) whole.up * drift) * whole.down / whole.up * (stretch - 1);
      double atStart =
          exact + ((double) r + (double) whole.up * start) * whole.down / whole.up * (stretch - 1);
      kernel.first[r] = (int) Math.floor(atStart) - reach;
      for (int t = 0; t < taps; t++) {
        kernel.phases[r][t] = (float) filtered.at(exact + moved - kernel.first[r] - t);
      }
    }
    return kernel;
  }

  /**
   * Where an output falls on an input sample, resampy's clock, which adds up in double precision,
   * may stand just before it; its filter, which differs from side to side, is then the other way
   * round.
   */
  private static void mirrorWhereTimeIsShort(
      Signal signal, float[] result, Kernel kernel, int from, int to) throws IOException {
    double step = 1 / ((double) to / from);
    int down = from / BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValueExact();
    int up = Math.toIntExact((long) down * to / from);
    float[] h = kernel.phases[0];
    float[] window = new float[h.length];
    double clock = 0;
    for (int n = 0; n < result.length; n++, clock += step) {
      long exact = (long) n / up * down;
      if (n % up == 0 && clock < exact) {
        signal.read(exact + kernel.first[0], window);
        double sum = 0;
        for (int t = 0; t < h.length; t++) {
          sum += h[h.length - 1 - t] * window[t];
        }
        result[n] = (float) sum;
      }
    }
  }

  /** Hears what a phase's outputs are. */
  private interface Outputs {
    void accept(int phase, float[] sums);
  }

  /**
   * Computes outputs {@code r + up * j} for all phases r and {@code 0 <= j < count}.
   *
   * @param window all samples that these outputs look at
   */
  private static void block(float[] window, Kernel kernel, int count, Outputs outputs) {
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
      outputs.accept(r, sums);
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
    Sinc.Weights filtered = filter.weights(scale);
    int reach = (int) Math.ceil(filter.half(scale));
    int taps = 2 * reach + 1;
    float[][] phases = new float[up][taps];
    int repeat = Math.max(1, PHASES / up);
    double gain = ratio == Ratio.UNIT_GAIN ? up / sum(filtered, up, reach) : 1;
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
          phases[r][t] = (float) (gain * filtered.at(fraction + reach - t));
        }
      }
    }
    return kernel;
  }

  /** The filter at all its places on the common multiple of the rates. */
  private static double sum(Sinc.Weights filtered, int up, int reach) {
    double sum = 0;
    for (int i = -reach * up; i <= reach * up; i++) {
      sum += filtered.at((double) i / up);
    }
    return sum;
  }
}
