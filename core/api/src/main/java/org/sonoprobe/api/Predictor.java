package org.sonoprobe.api;

import java.io.IOException;
import java.nio.file.Path;

/** A trained downstream model; immutable and safe to share between threads. */
public interface Predictor {

  /**
   * The scores of tracks, whose truth it does not see.
   *
   * @return {@code [track][label]}, finite: one row per track, whatever the number of its rows; a
   *     model that scores rows averages them with {@link Vectors#meanPerTrack}
   */
  double[][] predict(Vectors tracks);

  /**
   * Writes the trained model to a file that {@link DownstreamModel#restore} reads.
   *
   * @param file to be created or replaced
   */
  void save(Path file) throws IOException;
}
