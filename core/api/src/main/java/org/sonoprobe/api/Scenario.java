package org.sonoprobe.api;

import java.util.List;

/**
 * A named chain of deformations, applied in order; none for the clean audio.
 *
 * @param name unique within an experiment; also names files and table columns
 */
public record Scenario(String name, List<Deformation> steps) {
  /** The audio as it is; every experiment has this scenario first. */
  public static final Scenario CLEAN = new Scenario("clean", List.of());

  public Scenario {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a scenario needs a name");
    }
    steps = List.copyOf(steps);
  }

  /** Whether nothing is done to the audio. */
  public boolean isClean() {
    return steps.isEmpty();
  }
}
