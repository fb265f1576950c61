package org.sonoprobe.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The likeness of two representations of the same items: linear centred kernel alignment (S.
 * Kornblith et al., "Similarity of Neural Network Representations Revisited", 2019). 1 for
 * representations that are equal up to rotation and scale.
 *
 * <p>Computed from products of features, so that memory grows with the dimensions, not with the
 * square of the number of items.
 */
public final class Similarity {
  private Similarity() {}

  /**
   * Linear CKA with the unbiased estimate of HSIC (L. Song et al., "Feature Selection via
   * Dependence Maximization", 2012), about 0 for unrelated representations whatever their
   * dimension; slightly negative values are possible.
   *
   * @param x {@code [item][dimension]}, at least 4 items
   * @param y {@code [item][dimension]}, the same items in the same order
   * @return NaN where a representation does not vary
   */
  public static double linearCka(INDArray x, INDArray y) {
    INDArray a = checked(x, y, 4, x);
    INDArray b = checked(x, y, 4, y);
    return hsic(a, b) / Math.sqrt(hsic(a, a) * hsic(b, b));
  }

  /**
   * Linear CKA as first published: {@code |Y'X|² / (|X'X| |Y'Y|)} of centred features, with
   * Frobenius norms. Near 1 for any two representations with more dimensions than items; prefer
   * {@link #linearCka}.
   *
   * @param x {@code [item][dimension]}, at least 2 items
   * @param y {@code [item][dimension]}, the same items in the same order
   * @return within [0, 1]; NaN where a representation does not vary
   */
  public static double biasedLinearCka(INDArray x, INDArray y) {
    INDArray a = centred(checked(x, y, 2, x));
    INDArray b = centred(checked(x, y, 2, y));
    double norm = Math.sqrt(squaredProduct(a, a)) * Math.sqrt(squaredProduct(b, b));
    return squaredProduct(a, b) / norm;
  }

  /**
   * HSIC₁ of the linear kernels K = XX' and L = YY' without their diagonals, up to the factor n (n
   * - 3) that cancels: tr(KL) + 1'K1 1'L1 / ((n - 1)(n - 2)) - 2 / (n - 2) 1'KL1.
   */
  private static double hsic(INDArray x, INDArray y) {
    double n = x.rows();
    INDArray xNorms = x.mul(x).sum(1);
    INDArray yNorms = y.mul(y).sum(1);
    INDArray k = rowSums(x).sub(xNorms);
    INDArray l = rowSums(y).sub(yNorms);
    double trace = squaredProduct(x, y) - xNorms.mul(yNorms).sumNumber().doubleValue();
    double sums = k.sumNumber().doubleValue() * l.sumNumber().doubleValue();
    return trace + sums / ((n - 1) * (n - 2)) - 2 / (n - 2) * k.mul(l).sumNumber().doubleValue();
  }

  /** XX'1 as a vector. */
  private static INDArray rowSums(INDArray x) {
    INDArray total = x.sum(0);
    return x.mulRowVector(total).sum(1);
  }

  /** |X'Y|², the squared Frobenius norm. */
  private static double squaredProduct(INDArray x, INDArray y) {
    INDArray product = Nd4j.gemm(x, y, true, false);
    return product.mul(product).sumNumber().doubleValue();
  }

  private static INDArray centred(INDArray x) {
    return x.subRowVector(x.mean(0));
  }

  private static INDArray checked(INDArray x, INDArray y, int fewest, INDArray wanted) {
    if (x.rank() != 2 || y.rank() != 2 || x.rows() != y.rows() || x.rows() < fewest) {
      throw new IllegalArgumentException(
          ("two arrays [item, dimension] of the same items, at least %s, are needed, but "
                  + "their shapes are %s and %s")
              .formatted(
                  fewest,
                  java.util.Arrays.toString(x.shape()),
                  java.util.Arrays.toString(y.shape())));
    }
    return wanted.castTo(DataType.DOUBLE);
  }
}
