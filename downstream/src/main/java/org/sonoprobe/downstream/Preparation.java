package org.sonoprobe.downstream;

import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Examples;

/**
 * What is done to embeddings before the first layer; fitted on the training part alone.
 *
 * @param pca the reduction, or null for none
 * @param offset subtracted from each dimension after that; empty if embeddings are not standardised
 * @param scale by which each dimension is multiplied after that
 */
record Preparation(@Nullable Pca pca, double[] offset, double[] scale) {

  static Preparation fit(Classifier recipe, Examples train) {
    float[] rows = train.vectors();
    int dimension = train.dimension();
    Pca pca = null;
    if (recipe.embDimReduction().equals("PCA")) {
      int wanted = Integer.parseInt(recipe.embShape());
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
      return new Preparation(pca, new double[0], new double[0]);
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
    return new Preparation(pca, mean, scale);
  }

  /** The vectors of examples as the first layer sees them. */
  float[] apply(Examples examples) {
    int count = examples.rowCount();
    float[] rows = pca == null ? examples.vectors() : pca.apply(examples.vectors(), count);
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
