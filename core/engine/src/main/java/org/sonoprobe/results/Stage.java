package org.sonoprobe.results;

import java.util.Locale;

/** The step on the way from file to score at which something failed. */
public enum Stage {
  /** A dataset or a model is read. */
  LOAD,
  /** The audio of a track is read. */
  DECODE,
  /** A scenario is applied. */
  DEFORM,
  /** An embedding is made, resampling included. */
  EMBED,
  /** The store or the run's folder is read or written. */
  STORE,
  /** A downstream model is trained on aggregated vectors. */
  TRAIN,
  /** A trained model is tested under a scenario. */
  EVALUATE;

  /** As files and messages have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
