package org.sonoprobe.testsupport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The location of the optional reference data: system property or environment variable, {@code
 * ../shared} by default. Only tests marked {@link ReferenceData} may look.
 */
public final class SharedFiles {
  private SharedFiles() {}

  /**
   * A file or folder of the reference data; the test is skipped, with a message, where it is
   * absent.
   *
   * @throws IllegalStateException in the part of the build in which the reference data is out of
   *     sight
   */
  public static Path path(String relative) {
    if (Boolean.getBoolean("sonoprobe.shared.hidden")) {
      throw new IllegalStateException(
          "a test that looks at the reference data (%s) is to be marked @ReferenceData"
              .formatted(relative));
    }
    String environment = System.getenv("SONOPROBE_SHARED");
    String root =
        System.getProperty("sonoprobe.shared", environment == null ? "../shared" : environment);
    Path path = Path.of(root).resolve(relative);
    assumeTrue(
        Files.exists(path),
        () -> "skipped: there is no reference data " + path.toAbsolutePath().normalize());
    return path;
  }
}
