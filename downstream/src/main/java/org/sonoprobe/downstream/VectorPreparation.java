package org.sonoprobe.downstream;

import java.util.Optional;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Vectors;

/**
 * The transform of embeddings before a probe sees them, fitted on its training part alone:
 * reduction first, then standardisation.
 *
 * @param embDimReduction how embeddings are reduced to {@code emb_shape} dimensions; not at all
 *     unless set
 * @param embShape the dimensions that are kept; inferred unless set, and then none may be lost
 * @param standardize whether each dimension is brought to mean 0 and deviation 1 of the training
 *     part
 */
public record VectorPreparation(
    @Parameter(none = {"False", "none", ""}) Optional<Reduction> embDimReduction,
    @Parameter(none = "infer") Optional<Integer> embShape,
    boolean standardize) {

  /** The method by which dimensions are reduced. */
  public enum Reduction {
    /** Principal components. */
    PCA
  }

  public VectorPreparation {
    if (embShape.isPresent() && embShape.get() < 1) {
      throw new IllegalArgumentException(
          "emb_shape must be infer or a positive whole number, but is '" + embShape.get() + "'");
    }
    if (embDimReduction.isPresent() && embShape.isEmpty()) {
      throw new IllegalArgumentException(
          "emb_dim_reduction PCA needs emb_shape: the number of dimensions to keep");
    }
    if (embDimReduction.isEmpty() && embShape.isPresent()) {
      throw new IllegalArgumentException(
          "emb_shape "
              + embShape.get()
              + " needs emb_dim_reduction PCA; without it the shape is inferred");
    }
  }

  /** Embeddings as they are. */
  public VectorPreparation() {
    this(Optional.empty(), Optional.empty(), false);
  }

  /** The same with standardised dimensions. */
  public VectorPreparation standardized() {
    return new VectorPreparation(embDimReduction, embShape, true);
  }

  /** The same on so many principal components. */
  public VectorPreparation withPca(int dimensions) {
    return new VectorPreparation(Optional.of(Reduction.PCA), Optional.of(dimensions), standardize);
  }

  /**
   * This preparation fitted.
   *
   * @param train the vectors of the training part
   * @throws IllegalArgumentException if it asks for more components than they have
   */
  public FittedPreparation fit(Vectors train) {
    return FittedPreparation.fit(this, train);
  }
}
