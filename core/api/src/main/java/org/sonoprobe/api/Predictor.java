package org.sonoprobe.api;

import java.io.IOException;
import java.nio.file.Path;

/** A trained downstream model; immutable and safe to share between threads. */
public interface Predictor {

  /** The scores of each row of {@code examples}, {@code [row][label]}. */
  double[][] predict(Examples examples);

  /**
   * Writes the trained model to a file that {@link DownstreamModel#restore} reads.
   *
   * @param file to be created or replaced
   */
  void save(Path file) throws IOException;
}
