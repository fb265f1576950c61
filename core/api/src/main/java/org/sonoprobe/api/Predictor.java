package org.sonoprobe.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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

  /**
   * Writes the trained model as an ONNX graph: one input {@code embeddings} of single precision
   * with a row for each vector, one output {@code scores} with a row of scores for each; what
   * {@link #predict} gives for tracks of one row. Writes nothing unless overridden.
   *
   * @param file to be created or replaced
   * @param labels what the scores are about, for the file's metadata
   * @return whether it can be written so
   */
  default boolean exportOnnx(Path file, List<String> labels) throws IOException {
    return false;
  }
}
