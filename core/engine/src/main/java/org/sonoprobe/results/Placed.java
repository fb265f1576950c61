package org.sonoprobe.results;

import org.sonoprobe.component.Internal;

/** A number with its place, and the parts of the place. */
@Internal
public interface Placed {
  /** Where it stands. */
  Place place();

  /** The experiment's name. */
  default String experiment() {
    return place().experiment();
  }

  /** The task's name. */
  default String task() {
    return place().task();
  }

  /** The dataset's name in the experiment. */
  default String dataset() {
    return place().dataset();
  }

  /** The split's name; empty for a mean over splits. */
  default String split() {
    return place().split();
  }

  /** The embedding model's name in the experiment. */
  default String embedding() {
    return place().model().embedding();
  }

  /** What tells the embedding model from others of its grid; empty if it stands alone. */
  default String variant() {
    return place().model().variant();
  }

  /** How frames became vectors, in words. */
  default String aggregation() {
    return place().model().aggregation();
  }

  /** The downstream model's name in the experiment. */
  default String downstream() {
    return place().model().downstream();
  }

  /** Which training it is about, from 1 on; 0 for a mean over trainings. */
  default int repeat() {
    return place().training().repeat();
  }

  /** {@code clean} or the name of a scenario. */
  default String scenario() {
    return place().scenario();
  }

  /** The metric's label. */
  default String metric() {
    return place().metric();
  }
}
