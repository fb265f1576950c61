package org.sonoprobe.run;

/** The stage at which a session ends. */
enum Extent {
  EXTRACT,
  VECTORS,
  TRAIN,
  EVALUATE,
  ALL;

  /** Whether predictions are made and scored. */
  boolean evaluates() {
    return this == EVALUATE || this == ALL;
  }
}
