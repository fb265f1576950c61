package org.sonoprobe.api;

import java.io.IOException;
import java.util.Set;

/**
 * A collection of recordings with annotations (extension point).
 *
 * <p>Loading reads annotations only, never audio.
 */
public interface Dataset extends Component {

  /**
   * The canonical names of the tasks it has labels for; empty means that any task name is accepted.
   */
  default Set<String> tasks() {
    return Set.of();
  }

  /**
   * The tracks with their targets for a task, and the official splits if there are any.
   *
   * @throws IOException if annotations are missing or malformed, naming the file, the line and how
   *     to get it right
   */
  Corpus load(Task task) throws IOException;
}
