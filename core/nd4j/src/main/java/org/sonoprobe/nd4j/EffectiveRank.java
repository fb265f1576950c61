package org.sonoprobe.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The number of dimensions that a representation uses: {@code exp(-Σ p ln p)} of its singular
 * values divided by their sum, without centring (O. Roy and M. Vetterli, "The effective rank",
 * 2007). 1 if all vectors lie on a line, the dimension if all directions are used alike.
 */
public final class EffectiveRank {
  private EffectiveRank() {}

  /**
   * The effective rank.
   *
   * @param x {@code [item][dimension]}, not empty
   * @return between 1 and the smaller of items and dimensions; NaN for zeros alone
   */
  public static double of(INDArray x) {
    return entropy(x, 0);
  }

  /**
   * RankMe (Q. Garrido et al., 2023): the same with 1e-7 added to each share, as its authors do.
   *
   * @param x {@code [item][dimension]}, not empty
   */
  public static double rankMe(INDArray x) {
    return entropy(x, 1e-7);
  }

  private static double entropy(INDArray x, double epsilon) {
    if (x.rank() != 2 || x.isEmpty()) {
      throw new IllegalArgumentException(
          "an array [item, dimension] is needed, but its shape is "
              + java.util.Arrays.toString(x.shape()));
    }
    double[] values = singularValues(x);
    double total = 0;
    for (double value : values) {
      total += value;
    }
    double entropy = 0;
    for (double value : values) {
      double share = value / total + epsilon;
      if (share != 0) {
        entropy -= share * Math.log(share);
      }
    }
    return Math.exp(entropy);
  }

  private static double[] singularValues(INDArray x) {
    INDArray tall = x.rows() >= x.columns() ? x : x.transpose();
    INDArray copy = tall.castTo(DataType.DOUBLE).dup('f');
    INDArray values = Nd4j.create(DataType.DOUBLE, copy.columns());
    Nd4j.getBlasWrapper().lapack().gesvd(copy, values, null, null);
    return values.toDoubleVector();
  }
}
