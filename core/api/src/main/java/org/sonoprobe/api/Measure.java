package org.sonoprobe.api;

import java.util.List;
import java.util.Optional;

/**
 * A measurement on embeddings themselves, without a trained probe (extension point): how far a
 * deformation moves them, how labels lie among them. Deterministic.
 */
public interface Measure extends Component {

  /** Why it cannot be used for such a task, and what to do; empty if it can. */
  default Optional<String> problem(Task task) {
    return Optional.empty();
  }

  /**
   * Its numbers; each under a name of its own within a scenario or sweep.
   *
   * @param heard the vectors of the tracks that are tested, clean and deformed
   */
  List<Measured> of(Heard heard);
}
