package org.sonoprobe.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;

/** A reader of the labels of one dataset of mirdata; an index holds none. */
interface MirdataReader {

  /** The target, group and part of a track. */
  record Labelled(Target target, Optional<String> group, String part) {

    /** A track of one class in no group and no part. */
    static Labelled as(String label) {
      return new Labelled(new Target.Label(label), Optional.empty(), "");
    }

    Labelled in(String name) {
      return new Labelled(target, Optional.of(name), part);
    }

    Labelled of(String name) {
      return new Labelled(target, group, name);
    }
  }

  /** A track of the index. */
  record Item(String id, Map<String, MirdataIndex.Entry> files, Path home) {

    /** The path of a file below the dataset's folder; empty if the track has no such file. */
    String path(String key) {
      MirdataIndex.Entry entry = files.get(key);
      return entry == null ? "" : entry.path();
    }

    /** The first line of a text file of the track; empty if it has no such file. */
    Optional<String> line(String key) throws IOException {
      if (path(key).isEmpty()) {
        return Optional.empty();
      }
      Path file = MirdataIndex.path(home, path(key));
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            "there is no file " + file.toAbsolutePath() + ", which has the label of '" + id + "'");
      }
      List<String> lines = Homes.lines(file);
      return Optional.of(lines.isEmpty() ? "" : lines.get(0));
    }
  }

  /** Reads the labels of one task. */
  interface Labels {
    /** What there is to know of a track; null if it has no label for this task. */
    @Nullable Labelled of(Item item) throws IOException;
  }

  /** The canonical names of the tasks there are labels for. */
  Set<String> tasks();

  /** The key of the audio. */
  default String audio() {
    return "audio";
  }

  /** All labels the task may have; empty for those that occur. */
  default List<String> labels(Task task) {
    return List.of();
  }

  /** What a reader of the scores should know. */
  default List<String> notes(Task task) {
    return List.of();
  }

  /** Why a track may have no label, with an example; empty unless overridden. */
  default String sought(Item example) throws IOException {
    return "";
  }

  /** The official splits that no part of a track tells; none unless overridden. */
  default List<Split> splits(Path home, List<Track> tracks) throws IOException {
    return List.of();
  }

  /** Makes ready to read the labels of a task. */
  Labels open(Path home, Task task) throws IOException;
}
