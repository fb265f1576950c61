package org.sonoprobe.downstream;

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

  /** Rows that are centred and multiplied at a time, so that memory does not grow with them. */
  private static final int BLOCK = 1024;

  /** Fits {@code wanted} components to rows. */
  static Pca fit(float[] rows, int count, int dimension, int wanted) {
    double[] mean = new double[dimension];
    for (int r = 0; r < count; r++) {
      for (int d = 0; d < dimension; d++) {
        mean[d] += rows[r * dimension + d];
      }
    }
    for (int d = 0; d < dimension; d++) {
      mean[d] /= count;
    }
    double[] vectors = new double[dimension * dimension];
    for (int start = 0; start < count; start += BLOCK) {
      int size = Math.min(BLOCK, count - start);
      Blas.addGram(size, dimension, centred(rows, start, size, mean), vectors);
    }
    double[] values = Blas.symmetricEigen(dimension, vectors);
    double[] components = new double[wanted * dimension];
    double[] variances = new double[wanted];
    for (int c = 0; c < wanted; c++) {
      int column = dimension - 1 - c;
      double largest = 0;
      for (int d = 0; d < dimension; d++) {
        double entry = vectors[d * dimension + column];
        components[c * dimension + d] = entry;
        largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
      }
      if (largest < 0) {
        for (int d = 0; d < dimension; d++) {
          components[c * dimension + d] *= -1;
        }
      }
      variances[c] = Math.max(0, values[column]) / Math.max(1, count - 1);
    }
    return new Pca(mean, components, variances);
  }

  private static double[] centred(float[] rows, int start, int size, double[] mean) {
    int dimension = mean.length;
    double[] centred = new double[size * dimension];
    for (int i = 0, from = start * dimension; i < centred.length; i += dimension) {
      for (int d = 0; d < dimension; d++) {
        centred[i + d] = rows[from++] - mean[d];
      }
    }
    return centred;
  }

  /** Rows projected on the components. */
  float[] apply(float[] rows, int count) {
    int wanted = variances.length;
    float[] result = new float[count * wanted];
    for (int start = 0; start < count; start += BLOCK) {
      int size = Math.min(BLOCK, count - start);
      double[] projected = new double[size * wanted];
      Blas.multiplySecondTransposed(
          size, wanted, mean.length, centred(rows, start, size, mean), components, projected);
      for (int i = 0; i < projected.length; i++) {
        result[start * wanted + i] = (float) projected[i];
      }
    }
    return result;
  }
}
