package org.sonoprobe.dsp;

/** IEEE 754 half precision: 11 bits, exponents -14 to 15. */
final class HalfPrecision {
  private static final double SMALLEST_NORMAL = 0x1p-14;

  private HalfPrecision() {}

  /** The nearest value in half precision, ties to even; infinite from 65520 on. */
  static float round(double value) {
    double magnitude = Math.abs(value);
    if (magnitude >= 65520) {
      return value > 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
    }
    double unit =
        magnitude < SMALLEST_NORMAL ? 0x1p-24 : Math.scalb(1.0, Math.getExponent(magnitude) - 10);
    return (float) (Math.rint(value / unit) * unit);
  }
}
