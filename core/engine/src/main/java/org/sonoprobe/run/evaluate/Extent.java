package org.sonoprobe.run.evaluate;

import org.sonoprobe.component.Internal;

/** The stage at which a session ends. */
@Internal
public enum Extent {
  EXTRACT,
  VECTORS,
  TRAIN,
  EVALUATE,
  ALL;

  /** Whether predictions are made and scored. */
  public boolean evaluates() {
    return this == EVALUATE || this == ALL;
  }
}
