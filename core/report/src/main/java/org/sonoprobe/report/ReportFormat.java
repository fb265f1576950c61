package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A form in which a report is written, such as a page. Found with {@link java.util.ServiceLoader};
 * whoever adds one has it written by every run of the command line.
 */
public interface ReportFormat {

  /** Its name on the command line, unlike all others. */
  String name();

  /** Whether every report has it; else it is written when it is asked for by name. */
  default boolean isUsual() {
    return true;
  }

  /**
   * Writes files into a folder, which may not exist yet; those of an earlier report are replaced.
   *
   * @throws IOException if a file cannot be written, or predictions of the run cannot be read
   */
  void write(Report report, Path folder) throws IOException;
}
