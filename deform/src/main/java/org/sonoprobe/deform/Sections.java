package org.sonoprobe.deform;

import java.util.ArrayList;
import java.util.List;

/**
 * A filter as a cascade of sections of second order, {@code b0 b1 b2 a1 a2} each with {@code a0 =
 * 1}, which starts as if its first sample had been there forever.
 */
final class Sections {

  /** The frequencies that a Butterworth filter lets through. */
  enum Band {
    LOW,
    HIGH,
    PASS,
    STOP
  }

  private record Root(double re, double im) {

    Root times(double factor) {
      return new Root(re * factor, im * factor);
    }

    Root over(Root other) {
      double norm = other.re * other.re + other.im * other.im;
      return new Root(
          (re * other.re + im * other.im) / norm, (im * other.re - re * other.im) / norm);
    }

    Root root() {
      double size = Math.sqrt(StrictMath.hypot(re, im));
      double angle = StrictMath.atan2(im, re) / 2;
      return new Root(size * StrictMath.cos(angle), size * StrictMath.sin(angle));
    }
  }

  private final double[][] rows;

  private Sections(List<double[]> rows) {
    this.rows = rows.toArray(double[][]::new);
  }

  /** Filters one after the other. */
  static Sections cascade(List<Sections> filters) {
    List<double[]> all = new ArrayList<>();
    for (Sections filter : filters) {
      all.addAll(List.of(filter.rows));
    }
    return new Sections(all);
  }

  /**
   * A digital Butterworth filter by the bilinear transform.
   *
   * @param order of the prototype; a band has twice as many poles
   * @param low edge as a share of half the sample rate, within 0 and 1; the only one of LOW and
   *     HIGH
   * @param high the upper edge of a band
   */
  static Sections butterworth(Band band, int order, double low, double high) {
    double first = 4 * StrictMath.tan(Math.PI * low / 2);
    double second = 4 * StrictMath.tan(Math.PI * high / 2);
    double width = second - first;
    double centre = Math.sqrt(first * second);
    List<Root> poles = new ArrayList<>();
    for (int k = 0; k < order; k++) {
      double angle = Math.PI * (2 * k + order + 1) / (2 * order);
      Root pole =
          2 * k + 1 == order
              ? new Root(-1, 0)
              : new Root(StrictMath.cos(angle), StrictMath.sin(angle));
      switch (band) {
        case LOW -> poles.add(pole.times(first));
        case HIGH -> poles.add(new Root(first, 0).over(pole));
        case PASS -> poles.addAll(split(pole.times(width / 2), centre));
        case STOP -> poles.addAll(split(new Root(width / 2, 0).over(pole), centre));
      }
    }
    List<Root> digital =
        poles.stream()
            .map(pole -> new Root(4 + pole.re, pole.im).over(new Root(4 - pole.re, -pole.im)))
            .toList();
    // gain 1 where the filter is to leave all through
    double middle = 2 * Math.atan(centre / 4);
    double reference =
        switch (band) {
          case LOW, STOP -> 0;
          case HIGH -> Math.PI;
          case PASS -> middle;
        };
    double[] zeros =
        switch (band) {
          case LOW -> new double[] {1, 2, 1};
          case HIGH -> new double[] {1, -2, 1};
          case PASS -> new double[] {1, 0, -1};
          case STOP -> new double[] {1, -2 * StrictMath.cos(middle), 1};
        };
    List<double[]> rows = new ArrayList<>();
    for (double[] denominator : pairs(digital)) {
      boolean single = denominator.length == 1;
      double[] row =
          single
              ? new double[] {1, band == Band.LOW ? 1 : -1, 0, denominator[0], 0}
              : new double[] {zeros[0], zeros[1], zeros[2], denominator[0], denominator[1]};
      double gain = magnitude(row, reference);
      for (int i = 0; i < 3; i++) {
        row[i] /= gain;
      }
      rows.add(row);
    }
    return new Sections(rows);
  }

  private static List<Root> split(Root pole, double centre) {
    double re = pole.re * pole.re - pole.im * pole.im - centre * centre;
    Root root = new Root(re, 2 * pole.re * pole.im).root();
    return List.of(
        new Root(pole.re + root.re, pole.im + root.im),
        new Root(pole.re - root.re, pole.im - root.im));
  }

  /** Denominators {@code a1 a2}, a single real pole first, those nearest to the circle last. */
  private static List<double[]> pairs(List<Root> poles) {
    List<double[]> result = new ArrayList<>();
    List<Double> real = new ArrayList<>();
    for (Root pole : poles) {
      if (Math.abs(pole.im) < 1e-12) {
        real.add(pole.re);
      } else if (pole.im > 0) {
        result.add(new double[] {-2 * pole.re, pole.re * pole.re + pole.im * pole.im});
      }
    }
    real.sort(null);
    int from = real.size() % 2;
    for (int i = from; i + 1 < real.size(); i += 2) {
      result.add(new double[] {-(real.get(i) + real.get(i + 1)), real.get(i) * real.get(i + 1)});
    }
    result.sort(java.util.Comparator.comparingDouble(pair -> pair[1]));
    if (from == 1) {
      result.add(0, new double[] {-real.get(0)});
    }
    return result;
  }

  /** Coefficients as they come, {@code b0 b1 b2 a0 a1 a2}. */
  static Sections of(double... row) {
    double a0 = row[3];
    return new Sections(
        List.<double[]>of(
            new double[] {row[0] / a0, row[1] / a0, row[2] / a0, row[4] / a0, row[5] / a0}));
  }

  /**
   * A low shelf by R. Bristow-Johnson's cookbook.
   *
   * @param angle centre in radians per sample
   */
  static Sections lowShelf(double angle, double gainDb, double q) {
    double a = StrictMath.pow(10, gainDb / 40);
    double cos = StrictMath.cos(angle);
    double side = 2 * Math.sqrt(a) * StrictMath.sin(angle) / (2 * q);
    return of(
        a * ((a + 1) - (a - 1) * cos + side),
        2 * a * ((a - 1) - (a + 1) * cos),
        a * ((a + 1) - (a - 1) * cos - side),
        (a + 1) + (a - 1) * cos + side,
        -2 * ((a - 1) + (a + 1) * cos),
        (a + 1) + (a - 1) * cos - side);
  }

  /** A high shelf by the cookbook. */
  static Sections highShelf(double angle, double gainDb, double q) {
    double a = StrictMath.pow(10, gainDb / 40);
    double cos = StrictMath.cos(angle);
    double side = 2 * Math.sqrt(a) * StrictMath.sin(angle) / (2 * q);
    return of(
        a * ((a + 1) + (a - 1) * cos + side),
        -2 * a * ((a - 1) + (a + 1) * cos),
        a * ((a + 1) + (a - 1) * cos - side),
        (a + 1) - (a - 1) * cos + side,
        2 * ((a - 1) - (a + 1) * cos),
        (a + 1) - (a - 1) * cos - side);
  }

  /** A peak by the cookbook. */
  static Sections peak(double angle, double gainDb, double q) {
    double a = StrictMath.pow(10, gainDb / 40);
    double cos = StrictMath.cos(angle);
    double alpha = StrictMath.sin(angle) / (2 * q);
    return of(1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a);
  }

  private static double magnitude(double[] row, double angle) {
    double c1 = StrictMath.cos(angle);
    double s1 = StrictMath.sin(angle);
    double c2 = StrictMath.cos(2 * angle);
    double s2 = StrictMath.sin(2 * angle);
    double upper = StrictMath.hypot(row[0] + row[1] * c1 + row[2] * c2, row[1] * s1 + row[2] * s2);
    double lower = StrictMath.hypot(1 + row[3] * c1 + row[4] * c2, row[3] * s1 + row[4] * s2);
    return upper / lower;
  }

  /** Its gain at an angle in radians per sample. */
  double magnitude(double angle) {
    double gain = 1;
    for (double[] row : rows) {
      gain *= magnitude(row, angle);
    }
    return gain;
  }

  /** The samples filtered forwards. */
  float[] filter(float[] samples) {
    double[] values = new double[samples.length];
    for (int i = 0; i < samples.length; i++) {
      values[i] = samples[i];
    }
    run(values, samples.length == 0 ? 0 : samples[0]);
    float[] result = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  /** From silence on, in double precision. */
  void runFromSilence(double[] values) {
    run(values, 0);
  }

  private void run(double[] values, double before) {
    double level = before;
    for (double[] row : rows) {
      double b0 = row[0];
      double b1 = row[1];
      double b2 = row[2];
      double a1 = row[3];
      double a2 = row[4];
      double gain = (b0 + b1 + b2) / (1 + a1 + a2);
      double z1 = level * (b2 - a2 * gain);
      double z0 = level * (b1 - a1 * gain) + z1;
      level *= gain;
      for (int i = 0; i < values.length; i++) {
        double x = values[i];
        double y = b0 * x + z0;
        z0 = b1 * x - a1 * y + z1;
        z1 = b2 * x - a2 * y;
        values[i] = y;
      }
    }
  }

  /**
   * The samples filtered forwards and backwards, so that nothing is delayed; the ends are continued
   * by odd reflection as SciPy's {@code sosfiltfilt} does.
   */
  float[] filterBothWays(float[] samples) {
    int count = samples.length;
    int taps = 2 * rows.length + 1;
    int plain = 0;
    for (double[] row : rows) {
      plain += row[2] == 0 && row[4] == 0 ? 1 : 0;
    }
    int pad = Math.min(3 * (taps - plain), count - 1);
    double[] values = new double[count + 2 * pad];
    for (int i = 0; i < count; i++) {
      values[pad + i] = samples[i];
    }
    for (int i = 1; i <= pad; i++) {
      values[pad - i] = 2.0 * samples[0] - samples[i];
      values[pad + count - 1 + i] = 2.0 * samples[count - 1] - samples[count - 1 - i];
    }
    run(values, values[0]);
    reverse(values);
    run(values, values[0]);
    reverse(values);
    float[] result = new float[count];
    for (int i = 0; i < count; i++) {
      result[i] = (float) values[pad + i];
    }
    return result;
  }

  private static void reverse(double[] values) {
    for (int i = 0, j = values.length - 1; i < j; i++, j--) {
      double swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }

  /** A frequency in radians per sample, brought below half the rate. */
  static double angle(double hertz, int rate) {
    int nyquist = Math.max(1, rate / 2);
    return 2 * Math.PI * Math.min(hertz, 0.9999 * nyquist) / rate;
  }
}
