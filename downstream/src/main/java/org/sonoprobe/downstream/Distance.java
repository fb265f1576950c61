package org.sonoprobe.downstream;

/** How far apart two embeddings are. */
public enum Distance {
  /** The length of their difference. */
  EUCLIDEAN,
  /** One minus the cosine of the angle between them. */
  COSINE
}
