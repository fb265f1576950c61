package org.sonoprobe.testsupport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the optional reference data lies: system property or environment variable, {@code
 * ../shared} by default.
 */
public final class SharedFiles {
  private SharedFiles() {}

  /**
   * A file or folder of the reference data; the test is skipped, with a message, where it is
   * absent.
   */
  public static Path path(String relative) {
    Path path = place(relative);
    assumeTrue(
        Files.exists(path),
        () -> "skipped: there is no reference data " + path.toAbsolutePath().normalize());
    return path;
  }

  /** Whether such a file or folder is there. */
  public static boolean exists(String relative) {
    return Files.exists(place(relative));
  }

  private static Path place(String relative) {
    String environment = System.getenv("SONOPROBE_SHARED");
    String root =
        System.getProperty("sonoprobe.shared", environment == null ? "../shared" : environment);
    return Path.of(root).resolve(relative);
  }
}
