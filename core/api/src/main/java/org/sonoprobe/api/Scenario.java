package org.sonoprobe.api;

import java.util.List;
import java.util.Optional;

/**
 * A named chain of deformations, applied in order; none for the clean audio.
 *
 * @param name unique within an experiment; also names files and table columns
 * @param steps what is done, in order
 * @param level where it stands in a sweep; empty if it belongs to none
 * @param labels what becomes of labels that are pitches or tempi where steps move those
 */
public record Scenario(String name, List<Deformation> steps, Optional<Level> level, Labels labels) {
  /** The audio as it is; every experiment has this scenario first. */
  public static final Scenario CLEAN = new Scenario("clean", List.of());

  /** The treatment of labels under a scenario. */
  public enum Labels {
    /** They move with what is heard. */
    MOVED,
    /** They stay: the question is whether the model answers as if nothing had been done. */
    KEPT
  }

  /**
   * A place in a sweep: one parameter at one of several values.
   *
   * @param sweep the deformation and the parameter, such as {@code AddGaussianSNR snr_db}
   * @param value the parameter's value
   */
  public record Level(String sweep, double value) {
    public Level {
      if (sweep.isBlank() || !Double.isFinite(value)) {
        throw new IllegalArgumentException("a level needs the name of its sweep and a value");
      }
    }
  }

  public Scenario {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a scenario needs a name");
    }
    steps = List.copyOf(steps);
  }

  /** A scenario that is no part of a sweep and moves labels. */
  public Scenario(String name, List<Deformation> steps) {
    this(name, steps, Optional.empty(), Labels.MOVED);
  }

  /** The same at a level of a sweep. */
  public Scenario at(Level place) {
    return new Scenario(name, steps, Optional.of(place), labels);
  }

  /** The same with other labels. */
  public Scenario withLabels(Labels becoming) {
    return new Scenario(name, steps, level, becoming);
  }

  /** Whether nothing is done to the audio. */
  public boolean isClean() {
    return steps.isEmpty();
  }
}
