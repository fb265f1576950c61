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
  private static final int BLOCK = 2048;

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
    double[] gram = new double[dimension * dimension];
    double[] centred = new double[Math.min(BLOCK, count) * dimension];
    for (int start = 0; start < count; start += BLOCK) {
      int size = Math.min(BLOCK, count - start);
      for (int i = 0, from = start * dimension; i < size * dimension; i += dimension) {
        for (int d = 0; d < dimension; d++) {
          centred[i + d] = rows[from++] - mean[d];
        }
      }
      Blas.addGram(size, dimension, centred, gram);
    }
    double[] vectors = new double[wanted * dimension];
    double[] values = Blas.largestEigen(dimension, gram, wanted, vectors);
    double[] components = new double[wanted * dimension];
    double[] variances = new double[wanted];
    for (int c = 0; c < wanted; c++) {
      int ascending = wanted - 1 - c;
      double largest = 0;
      for (int d = 0; d < dimension; d++) {
        double entry = vectors[ascending * dimension + d];
        largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
      }
      double sign = largest < 0 ? -1 : 1;
      for (int d = 0; d < dimension; d++) {
        components[c * dimension + d] = sign * vectors[ascending * dimension + d];
      }
      variances[c] = Math.max(0, values[ascending]) / Math.max(1, count - 1);
    }
    return new Pca(mean, components, variances);
  }

  /** Rows projected on the components: centred in double, multiplied in single precision. */
  float[] apply(float[] rows, int count) {
    int dimension = mean.length;
    int wanted = variances.length;
    float[] weights = new float[components.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) components[i];
    }
    float[] centred = new float[Math.min(BLOCK, count) * dimension];
    float[] projected = new float[Math.min(BLOCK, count) * wanted];
    float[] result = new float[count * wanted];
    for (int start = 0; start < count; start += BLOCK) {
      int size = Math.min(BLOCK, count - start);
      for (int i = 0, from = start * dimension; i < size * dimension; i += dimension) {
        for (int d = 0; d < dimension; d++) {
          centred[i + d] = (float) (rows[from++] - mean[d]);
        }
      }
      Blas.multiplySecondTransposed(size, wanted, dimension, centred, weights, projected);
      System.arraycopy(projected, 0, result, start * wanted, size * wanted);
    }
    return result;
  }
}
