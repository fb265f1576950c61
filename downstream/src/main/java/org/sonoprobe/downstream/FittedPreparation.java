package org.sonoprobe.downstream;

import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Vectors;

/**
 * A {@link Preparation} fitted on the training part alone.
 *
 * @param pca the reduction, or null for none
 * @param offset subtracted from each dimension after that; empty if embeddings are not standardised
 * @param scale by which each dimension is multiplied after that
 */
record FittedPreparation(@Nullable Pca pca, double[] offset, double[] scale) {

  static FittedPreparation fit(Preparation recipe, Vectors train) {
    float[] rows = train.values();
    int dimension = train.dimension();
    Pca pca = null;
    if (recipe.embDimReduction().isPresent()) {
      int wanted = recipe.embShape().orElseThrow();
      int possible = Math.min(dimension, train.rowCount());
      if (wanted > possible) {
        throw new IllegalArgumentException(
            "emb_shape asks for "
                + wanted
                + " principal components, but "
                + train.rowCount()
                + " training examples of "
                + dimension
                + " dimensions have only "
                + possible);
      }
      pca = Pca.fit(rows, train.rowCount(), dimension, wanted);
      rows = pca.apply(rows, train.rowCount());
      dimension = wanted;
    }
    if (!recipe.standardize()) {
      return new FittedPreparation(pca, new double[0], new double[0]);
    }
    double[] mean = new double[dimension];
    double[] scale = new double[dimension];
    int count = train.rowCount();
    for (int d = 0; d < dimension; d++) {
      double sum = 0;
      for (int r = 0; r < count; r++) {
        sum += rows[r * dimension + d];
      }
      mean[d] = sum / count;
      double squares = 0;
      for (int r = 0; r < count; r++) {
        squares += (rows[r * dimension + d] - mean[d]) * (rows[r * dimension + d] - mean[d]);
      }
      double deviation = Math.sqrt(squares / count);
      scale[d] = deviation > 1e-12 ? 1 / deviation : 1;
    }
    return new FittedPreparation(pca, mean, scale);
  }

  /** The rows as the first layer sees them. */
  float[] apply(Vectors vectors) {
    int count = vectors.rowCount();
    float[] rows = pca == null ? vectors.values() : pca.apply(vectors.values(), count);
    if (offset.length == 0) {
      return rows;
    }
    float[] result = new float[rows.length];
    for (int r = 0; r < count; r++) {
      for (int d = 0; d < offset.length; d++) {
        int i = r * offset.length + d;
        result[i] = (float) ((rows[i] - offset[d]) * scale[d]);
      }
    }
    return result;
  }

  /** The dimension after it, for embeddings of a dimension. */
  int dimension(int embedding) {
    return pca == null ? embedding : pca.variances().length;
  }
}
