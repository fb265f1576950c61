package org.sonoprobe.results;

import java.io.Serial;
import java.io.Serializable;

/**
 * The deformations of a scenario, and its place in a sweep.
 *
 * @param deformations what it does, with all parameters; empty for the clean audio
 * @param sweep the sweep that it is part of; empty if it is part of none
 * @param level its level in the sweep; NaN if it is part of none
 */
public record Condition(String deformations, String sweep, double level) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Clean audio. */
  public static final Condition CLEAN = new Condition("", "", Double.NaN);
}
