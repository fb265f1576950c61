package org.sonoprobe.run.work;

import java.io.Serial;
import java.io.Serializable;
import java.util.Map;
import org.sonoprobe.results.Skipped;

/**
 * Hears what happens during a run; called by one thread at a time, though not always the same. What
 * it throws ends the run.
 */
public interface RunListener {

  /** The phases that have many units of work. */
  enum Phase {
    /** Unit: a track. */
    EXTRACT,
    /** Unit: a trial, that is one split, embedding model and downstream model. */
    TRAIN,
    /** Unit: a trial under a scenario. Goes on beside training. */
    EVALUATE
  }

  /**
   * A unit of work.
   *
   * @param name {@code dataset / track}, or {@code dataset / split / embedding model / downstream
   *     model}, for an evaluation with the scenario behind it
   */
  record Unit(String experiment, Phase phase, String name) implements Serializable {
    @Serial private static final long serialVersionUID = 1;
  }

  /**
   * The number of units of a phase that are done.
   *
   * @param done units that are done
   * @param units of which there are so many
   */
  record Progress(String experiment, Phase phase, int done, int units) {

    /** One unit more is done. */
    public Progress advanced() {
      return new Progress(experiment, phase, done + 1, units);
    }
  }

  /** A phase begins. */
  default void started(String experiment, Phase phase, int units) {}

  /**
   * A unit is done.
   *
   * @param fresh false if it was found done
   */
  default void advanced(Unit unit, boolean fresh) {}

  /**
   * An epoch of a training is over.
   *
   * @param unit the trial
   * @param epoch counted from 1
   * @param values such as {@code loss} and {@code val_loss}
   */
  default void epoch(Unit unit, int epoch, Map<String, Double> values) {}

  /** A unit has failed; under the strict policy that ends the run. */
  default void failed(Unit unit, String reason) {}

  /** Something was left out, under the lenient policy. */
  default void skipped(Skipped skipped) {}

  /** Something that a reader of the scores should know. */
  default void noted(String experiment, String note) {}

  /** A phase is over. */
  default void finished(String experiment, Phase phase) {}
}
