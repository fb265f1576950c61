package org.sonoprobe.downstream;

import java.util.Arrays;
import org.bytedeco.openblas.global.openblas;

/**
 * Products of row-major matrices in plain arrays, each computed on the calling thread, so that
 * several threads can train side by side and the number of threads changes no bit.
 */
final class Blas {
  private static final int ROW_MAJOR = openblas.CblasRowMajor;
  private static final int PLAIN = openblas.CblasNoTrans;
  private static final int TRANSPOSED = openblas.CblasTrans;

  private Blas() {}

  /**
   * One thread a product, whatever another library in this process (ND4J, when it is loaded) has
   * set since: with another number products have other bits.
   */
  private static void onOneThread() {
    if (openblas.blas_get_num_threads() != 1) {
      openblas.blas_set_num_threads(1);
    }
  }

  /** {@code c (m x n) += a (m x k) b (k x n)}. */
  static void addProduct(int m, int n, int k, float[] a, float[] b, float[] c) {
    onOneThread();
    openblas.cblas_sgemm(ROW_MAJOR, PLAIN, PLAIN, m, n, k, 1f, a, k, b, n, 1f, c, n);
  }

  /** {@code sums (n) =} the sum of the rows of a (m x n). */
  static void sumRows(int m, int n, float[] a, float[] sums) {
    float[] ones = new float[m];
    Arrays.fill(ones, 1f);
    onOneThread();
    openblas.cblas_sgemv(ROW_MAJOR, TRANSPOSED, m, n, 1f, a, n, ones, 1, 0f, sums, 1);
  }

  /** {@code c (m x n) = a' b} with a (k x m) and b (k x n). */
  static void multiplyFirstTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
    onOneThread();
    openblas.cblas_sgemm(ROW_MAJOR, TRANSPOSED, PLAIN, m, n, k, 1f, a, m, b, n, 0f, c, n);
  }

  /** {@code c (m x n) = a b'} with a (m x k) and b (n x k). */
  static void multiplySecondTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
    onOneThread();
    openblas.cblas_sgemm(ROW_MAJOR, PLAIN, TRANSPOSED, m, n, k, 1f, a, k, b, k, 0f, c, n);
  }

  /** {@code c (m x n) += a (m x k) b (k x n)}. */
  static void addProduct(int m, int n, int k, double[] a, double[] b, double[] c) {
    onOneThread();
    openblas.cblas_dgemm(ROW_MAJOR, PLAIN, PLAIN, m, n, k, 1d, a, k, b, n, 1d, c, n);
  }

  /** The first {@code m x n} entries of {@code c = a' b} with a (k x m) and b (k x n). */
  static void multiplyFirstTransposed(int m, int n, int k, double[] a, double[] b, double[] c) {
    onOneThread();
    openblas.cblas_dgemm(ROW_MAJOR, TRANSPOSED, PLAIN, m, n, k, 1d, a, m, b, n, 0d, c, n);
  }

  /** {@code c (m x n) = a b'} with a (m x k) and b (n x k). */
  static void multiplySecondTransposed(int m, int n, int k, double[] a, double[] b, double[] c) {
    onOneThread();
    openblas.cblas_dgemm(ROW_MAJOR, PLAIN, TRANSPOSED, m, n, k, 1d, a, k, b, k, 0d, c, n);
  }

  /** {@code c (n x n) += a' a} with a (m x n), in the upper triangle of c alone. */
  static void addGram(int m, int n, double[] a, double[] c) {
    onOneThread();
    openblas.cblas_dsyrk(ROW_MAJOR, openblas.CblasUpper, TRANSPOSED, n, m, 1d, a, n, 1d, c, n);
  }

  /**
   * The largest eigenvalues of a symmetric matrix, ascending.
   *
   * @param a (n x n), its upper triangle; destroyed
   * @param vectors (wanted x n), gets the eigenvector of each value in a row
   * @throws ArithmeticException if the iteration does not converge, as with entries that are not
   *     finite
   */
  static double[] largestEigen(int n, double[] a, int wanted, double[] vectors) {
    onOneThread();
    double[] values = new double[n];
    int[] found = new int[1];
    // Rows here are columns there, so that nothing is transposed: the upper triangle is its lower.
    int info =
        openblas.LAPACKE_dsyevr(
            openblas.LAPACK_COL_MAJOR,
            (byte) 'V',
            (byte) 'I',
            (byte) 'L',
            n,
            a,
            n,
            0,
            0,
            n - wanted + 1,
            n,
            0,
            found,
            values,
            vectors,
            n,
            new int[2 * wanted]);
    if (info != 0 || found[0] != wanted) {
      throw new ArithmeticException(
          "the eigenvalues of a " + n + " x " + n + " matrix were not found: dsyevr says " + info);
    }
    return Arrays.copyOf(values, wanted);
  }
}
