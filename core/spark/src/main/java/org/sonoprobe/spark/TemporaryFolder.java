package org.sonoprobe.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that are removed with all that is in them when this process ends by itself. */
final class TemporaryFolder {
  private TemporaryFolder() {}

  /** Makes one. */
  static Path make() throws IOException {
    Path folder = Files.createTempDirectory("sonoprobe-spark");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
    return folder;
  }

  private static void remove(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path each : all) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      // the system's own cleaning finds it
    }
  }
}
