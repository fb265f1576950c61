package org.sonoprobe.downstream;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Vectors;

/**
 * A {@link VectorPreparation} fitted on the training part alone.
 *
 * @param pca the reduction, or null for none
 * @param offset subtracted from each dimension after that; empty if embeddings are not standardised
 * @param scale by which each dimension is multiplied after that
 */
public record FittedPreparation(@Nullable Pca pca, double[] offset, double[] scale) {

  /**
   * Fits a recipe.
   *
   * @throws IllegalArgumentException if more components are asked for than the examples have
   */
  static FittedPreparation fit(VectorPreparation recipe, Vectors train) {
    float[] rows = train.values();
    int dimension = train.dimension();
    Pca pca = null;
    if (recipe.embDimReduction().isPresent()) {
      int wanted = recipe.embShape().orElseThrow();
      int possible = Math.min(dimension, train.rowCount());
      if (wanted > possible) {
        throw new IllegalArgumentException(
            ("emb_shape asks for %s principal components, but %s training examples of %s "
                    + "dimensions have only %s")
                .formatted(wanted, train.rowCount(), dimension, possible));
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
  public float[] apply(Vectors vectors) {
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

  /** Says it in texts that {@link #readFrom} understands. */
  public void writeTo(Map<String, String> texts) {
    if (pca != null) {
      texts.put("pca_mean.txt", text(pca.mean()));
      texts.put("pca_components.txt", text(pca.components()));
      texts.put("pca_variances.txt", text(pca.variances()));
    }
    texts.put("offset.txt", text(offset));
    texts.put("scale.txt", text(scale));
  }

  /** What {@link #writeTo} said. */
  public static FittedPreparation readFrom(Map<String, String> texts) {
    Pca pca =
        texts.containsKey("pca_mean.txt")
            ? new Pca(
                parse(texts.get("pca_mean.txt")),
                parse(texts.get("pca_components.txt")),
                parse(texts.get("pca_variances.txt")))
            : null;
    return new FittedPreparation(
        pca, parse(texts.get("offset.txt")), parse(texts.get("scale.txt")));
  }

  /** Doubles as text that reads back to the same bits. */
  private static String text(double[] values) {
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(value).append('\n');
    }
    return text.toString();
  }

  private static double[] parse(@Nullable String text) {
    return text == null ? new double[0] : text.lines().mapToDouble(Double::parseDouble).toArray();
  }

  /** The dimension after it, for embeddings of a dimension. */
  public int dimension(int embedding) {
    return pca == null ? embedding : pca.variances().length;
  }
}
