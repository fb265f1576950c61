package org.sonoprobe.dsp;

/** Type II discrete cosine transform with orthonormal rows, for short vectors. Immutable. */
public final class Dct {
  private final double[][] basis;

  /**
   * A transform.
   *
   * @param outputs coefficients wanted, the lowest ones
   * @param inputs length of the input
   */
  public Dct(int outputs, int inputs) {
    if (outputs < 1 || outputs > inputs) {
      throw new IllegalArgumentException(
          "a DCT of " + inputs + " values gives 1 to " + inputs + " coefficients, not " + outputs);
    }
    basis = new double[outputs][inputs];
    for (int k = 0; k < outputs; k++) {
      double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / inputs);
      for (int n = 0; n < inputs; n++) {
        basis[k][n] = scale * Math.cos(Math.PI * k * (2 * n + 1) / (2.0 * inputs));
      }
    }
  }

  /** The coefficients of {@code input}. */
  public double[] apply(double[] input) {
    double[] result = new double[basis.length];
    for (int k = 0; k < result.length; k++) {
      double sum = 0;
      for (int n = 0; n < input.length; n++) {
        sum += basis[k][n] * input[n];
      }
      result[k] = sum;
    }
    return result;
  }
}
