package org.sonoprobe.downstream;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of row-major matrices in plain arrays, each computed on the calling thread, so that
 * several threads can train side by side and the number of threads changes no bit.
 */
final class Blas {
  private static final int ROW_MAJOR = openblas.CblasRowMajor;
  private static final int PLAIN = openblas.CblasNoTrans;
  private static final int TRANSPOSED = openblas.CblasTrans;

  /**
   * Held for reading by products, and for writing while ND4J, which changes OpenBLAS's settings, is
   * at work.
   */
  private static final ReentrantReadWriteLock SETTINGS = new ReentrantReadWriteLock();

  static {
    openblas.blas_set_num_threads(1);
  }

  private Blas() {}

  /**
   * Does something with ND4J while no product is under way. When ND4J is loaded it lets OpenBLAS
   * use all processors, and with another number of threads products have other bits.
   */
  static <T> T alone(Supplier<T> work) {
    SETTINGS.writeLock().lock();
    try {
      Nd4j.zeros(1);
      openblas.blas_set_num_threads(1);
      return work.get();
    } finally {
      openblas.blas_set_num_threads(1);
      SETTINGS.writeLock().unlock();
    }
  }

  /** {@code c (m x n) += a (m x k) b (k x n)}. */
  static void addProduct(int m, int n, int k, float[] a, float[] b, float[] c) {
    SETTINGS.readLock().lock();
    try {
      openblas.cblas_sgemm(ROW_MAJOR, PLAIN, PLAIN, m, n, k, 1f, a, k, b, n, 1f, c, n);
    } finally {
      SETTINGS.readLock().unlock();
    }
  }

  /** {@code sums (n) =} the sum of the rows of a (m x n). */
  static void sumRows(int m, int n, float[] a, float[] sums) {
    float[] ones = new float[m];
    java.util.Arrays.fill(ones, 1f);
    SETTINGS.readLock().lock();
    try {
      openblas.cblas_sgemv(ROW_MAJOR, TRANSPOSED, m, n, 1f, a, n, ones, 1, 0f, sums, 1);
    } finally {
      SETTINGS.readLock().unlock();
    }
  }

  /** {@code c (m x n) = a' b} with a (k x m) and b (k x n). */
  static void multiplyFirstTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
    SETTINGS.readLock().lock();
    try {
      openblas.cblas_sgemm(ROW_MAJOR, TRANSPOSED, PLAIN, m, n, k, 1f, a, m, b, n, 0f, c, n);
    } finally {
      SETTINGS.readLock().unlock();
    }
  }

  /** {@code c (m x n) = a b'} with a (m x k) and b (n x k). */
  static void multiplySecondTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
    SETTINGS.readLock().lock();
    try {
      openblas.cblas_sgemm(ROW_MAJOR, PLAIN, TRANSPOSED, m, n, k, 1f, a, k, b, k, 0f, c, n);
    } finally {
      SETTINGS.readLock().unlock();
    }
  }
}
