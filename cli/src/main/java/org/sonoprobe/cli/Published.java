package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sonoprobe.report.Cell;
import org.sonoprobe.report.ExternalScores;

/** Scores that others published. */
final class Published {
  private Published() {}

  /** Reads a file, after whose name its scores are called, and says what of it is passed over. */
  static List<Cell> read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.csv$", "");
    ExternalScores scores = ExternalScores.read(file, name);
    if (!scores.passedOver().isEmpty()) {
      System.err.println(
          "%s: passed over %s, which are no scores"
              .formatted(file, String.join(", ", scores.passedOver())));
    }
    return scores.cells();
  }
}
