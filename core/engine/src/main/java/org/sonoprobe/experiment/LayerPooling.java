package org.sonoprobe.experiment;

/** The rule by which several layers of an embedding become one. */
public enum LayerPooling {
  /** Their mean, frame by frame. */
  MEAN,
  /** One after the other, frame by frame. */
  CONCAT
}
