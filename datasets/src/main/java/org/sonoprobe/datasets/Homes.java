package org.sonoprobe.datasets;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;

/** The common part of the folders of published datasets. */
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
      throw new IOException(
          ("there is no folder %s; 'sonoprobe download %s --dir %s' fetches what can be " + "had")
              .formatted(dir.toAbsolutePath(), dataset, dir));
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

  /**
   * The lines of a text file in UTF-8, without a byte order mark.
   *
   * @throws IOException naming the file, if it is no such text
   */
  static List<String> lines(Path file) throws IOException {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
      if (!lines.isEmpty() && lines.get(0).startsWith("\uFEFF")) {
        lines.set(0, lines.get(0).substring(1));
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not a text file in UTF-8", e);
    }
  }

  /** A split, whose faults name the file they come from. */
  static Split split(Object source, String name, List<List<String>> parts) throws IOException {
    try {
      return new Split(name, parts.get(0), parts.get(1), parts.get(2));
    } catch (IllegalArgumentException e) {
      throw new IOException(source + ": " + e.getMessage(), e);
    }
  }

  /** A corpus, whose faults name the file they come from. */
  static Corpus corpus(
      Object source, Task task, List<Track> tracks, List<Split> splits, List<String> notes)
      throws IOException {
    try {
      return Corpus.of(task, tracks, splits, notes);
    } catch (IllegalArgumentException e) {
      throw new IOException(source + ": " + e.getMessage(), e);
    }
  }
}
