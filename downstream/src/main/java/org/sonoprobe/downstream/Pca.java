package org.sonoprobe.downstream;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Principal component analysis, exact: eigenvectors of the covariance matrix in double precision
 * (K. Pearson, 1901; tested against scikit-learn's {@code PCA}).
 *
 * @param mean of each dimension
 * @param components {@code [component][dimension]} row by row, by decreasing variance, each with
 *     its largest entry positive
 * @param variances along each component, with divisor n - 1
 */
record Pca(double[] mean, double[] components, double[] variances) {

  /** Fits {@code wanted} components to rows. */
  static Pca fit(float[] rows, int count, int dimension, int wanted) {
    return Blas.alone(() -> compute(rows, count, dimension, wanted));
  }

  private static Pca compute(float[] rows, int count, int dimension, int wanted) {
    double[] mean = new double[dimension];
    for (int r = 0; r < count; r++) {
      for (int d = 0; d < dimension; d++) {
        mean[d] += rows[r * dimension + d];
      }
    }
    for (int d = 0; d < dimension; d++) {
      mean[d] /= count;
    }
    INDArray centred = Nd4j.create(DataType.DOUBLE, count, dimension);
    double[] row = new double[dimension];
    for (int r = 0; r < count; r++) {
      for (int d = 0; d < dimension; d++) {
        row[d] = rows[r * dimension + d] - mean[d];
      }
      centred.putRow(r, Nd4j.createFromArray(row));
    }
    INDArray covariance = Nd4j.gemm(centred, centred, true, false).divi(Math.max(1, count - 1));
    INDArray vectors = covariance.dup();
    double[] values = Eigen.symmetricGeneralizedEigenvalues(vectors, true).toDoubleVector();
    Integer[] order = new Integer[dimension];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
    double[] components = new double[wanted * dimension];
    double[] variances = new double[wanted];
    for (int c = 0; c < wanted; c++) {
      double[] vector = vectors.getColumn(order[c]).toDoubleVector();
      double largest = 0;
      for (double entry : vector) {
        largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
      }
      for (int d = 0; d < dimension; d++) {
        components[c * dimension + d] = largest < 0 ? -vector[d] : vector[d];
      }
      variances[c] = Math.max(0, values[order[c]]);
    }
    return new Pca(mean, components, variances);
  }

  /** Rows projected on the components. */
  float[] apply(float[] rows, int count) {
    int dimension = mean.length;
    int wanted = variances.length;
    float[] result = new float[count * wanted];
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < wanted; c++) {
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
          sum += (rows[r * dimension + d] - mean[d]) * components[c * dimension + d];
        }
        result[r * wanted + c] = (float) sum;
      }
    }
    return result;
  }
}
