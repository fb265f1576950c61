package org.sonoprobe.experiment;

import org.sonoprobe.component.Internal;

/**
 * Something missing or wrong in an experiment that is being built.
 *
 * @param part what it is about
 * @param position of that in its list, from 0 on
 * @param reason in words
 */
@Internal
public record Misfit(Part part, int position, String reason) {

  /** The part of an experiment that a misfit is about. */
  public enum Part {
    WHOLE,
    DATASET,
    SCENARIO,
    METRIC,
    MEASURE,
    DOWNSTREAM
  }
}
