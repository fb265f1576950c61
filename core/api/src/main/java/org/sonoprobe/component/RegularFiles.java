package org.sonoprobe.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells files from what only looks like one. */
public final class RegularFiles {
  private RegularFiles() {}

  /**
   * That a path names a regular file: reading a pipe or a device may never end.
   *
   * @throws IOException if there is nothing, or something else
   */
  public static void require(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          Files.exists(file)
              ? file.toAbsolutePath() + " is no regular file"
              : "there is no file " + file.toAbsolutePath());
    }
  }
}
