package org.sonoprobe.run;

/** Hears what happens during a run; called from one thread at a time. */
public interface RunListener {

  /** A stage begins. */
  default void started(String experiment, Stage stage, int units) {}

  /**
   * One unit of a stage is done.
   *
   * @param what it was: a track, or a trial
   * @param fresh false if it was found done
   */
  default void advanced(Stage stage, String what, boolean fresh) {}

  /** Something was left out. */
  default void skipped(Skipped skipped) {}

  /** Something that a reader of the scores should know. */
  default void noted(String experiment, String note) {}

  /** A stage is over. */
  default void finished(Stage stage) {}

  /** The stages that have many units of work. */
  enum Stage {
    /** Unit: a track. */
    EXTRACT,
    /** Unit: a trial, that is one split, embedding model and downstream model. */
    TRAIN
  }
}
