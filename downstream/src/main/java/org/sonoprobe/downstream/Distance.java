package org.sonoprobe.downstream;

/** The measure of how far apart two embeddings are. */
public enum Distance {
  /** The length of their difference. */
  EUCLIDEAN,
  /** One minus the cosine of the angle between them. */
  COSINE
}
