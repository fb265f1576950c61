package org.sonoprobe.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;

/** What the folders of published datasets have in common. */
final class Homes {
  private Homes() {}

  /**
   * That a dataset's folder is named and there.
   *
   * @throws IOException saying how to get it
   */
  static Path require(Path dir, String dataset) throws IOException {
    if (dir.toString().isEmpty()) {
      throw new IOException(
          "dataset '"
              + dataset
              + "' needs a 'dir': its folder, which may be empty before a download");
    }
    if (!Files.isDirectory(dir)) {
      throw new IOException("there is no folder " + dir.toAbsolutePath() + "; " + get(dataset));
    }
    return dir;
  }

  /**
   * That a file is there.
   *
   * @throws IOException saying how to get it
   */
  static Path file(Path file, String dataset) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no file " + file.toAbsolutePath() + "; " + get(dataset));
    }
    return file;
  }

  private static String get(String dataset) {
    return "'sonoprobe download " + dataset + "' fetches what can be had";
  }

  /** The name of a file without its folder and ending. */
  static String stem(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /** A corpus, whose faults name the file they come from. */
  static Corpus corpus(
      Object source,
      Task task,
      java.util.List<Track> tracks,
      java.util.List<Split> splits,
      java.util.List<String> notes)
      throws IOException {
    try {
      return Corpus.of(task, tracks, splits, notes);
    } catch (IllegalArgumentException e) {
      throw new IOException(source + ": " + e.getMessage(), e);
    }
  }
}
