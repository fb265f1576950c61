package org.sonoprobe.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
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

  /** What is to be said of it; empty unless overridden, as for tracks of one's own. */
  default Optional<About> about() {
    return Optional.empty();
  }

  /**
   * The files it consists of, as far as that can be told without audio, so that each can be
   * checked; none unless overridden: then the audio of the tracks is checked.
   *
   * @throws IOException as {@link #load} does
   */
  default List<DatasetFile> files() throws IOException {
    return List.of();
  }
}
