package org.sonoprobe.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sonoprobe.store.internal.PlainFiles;

/**
 * The folder of one run.
 *
 * <pre>
 * &lt;runs&gt;/&lt;run id&gt;/
 *   experiment.yml          resolved, with every parameter
 *   run.json                versions, seeds, machine, timing
 *   log.jsonl               what happened when
 *   results.json scores.csv skipped.csv
 *   trials/&lt;experiment&gt;/&lt;dataset&gt;/&lt;split&gt;/&lt;embedding&gt;/&lt;downstream&gt;/
 *     model.npz curve.csv trial.json
 *     &lt;scenario&gt;.predictions.csv &lt;scenario&gt;.scores.json
 * </pre>
 */
public final class RunDirectory {

  /** The version of the layout and of the files in it, written to {@code run.json}. */
  public static final int FORMAT = 1;

  private static final ObjectMapper LINE = new ObjectMapper();

  private final Path folder;

  private RunDirectory(Path folder) {
    this.folder = folder;
  }

  /** The run of that id, created if it is missing. */
  public static RunDirectory open(Path runs, String id) throws IOException {
    if (!id.equals(PlainFiles.fileName(id))) {
      throw new IllegalArgumentException(
          "a run id may hold letters, digits, '-', '_' and '.', but is '"
              + id
              + "'; for example '"
              + PlainFiles.fileName(id)
              + "'");
    }
    Path folder = runs.resolve(id);
    Files.createDirectories(folder);
    return new RunDirectory(folder);
  }

  /**
   * An id that no run has yet: the local time, with a number behind it where two runs begin in one
   * second.
   */
  public static String newId(Path runs) throws IOException {
    Files.createDirectories(runs);
    String time =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    for (int number = 1; ; number++) {
      String id = number == 1 ? time : time + "-" + number;
      try {
        Files.createDirectory(runs.resolve(id));
        return id;
      } catch (FileAlreadyExistsException e) {
        // another run began in the same second
      }
    }
  }

  /**
   * A run that exists: of that id, or the newest one if {@code id} is empty.
   *
   * @throws IOException naming the runs that exist
   */
  public static RunDirectory existing(Path runs, String id) throws IOException {
    List<String> known = ids(runs);
    if (id.isEmpty() ? known.isEmpty() : !known.contains(id)) {
      throw new IOException(
          (id.isEmpty() ? "there is no run" : "there is no run '" + id + "'")
              + " in "
              + runs.toAbsolutePath()
              + (known.isEmpty()
                  ? ", which holds none"
                  : "; there are: " + String.join(", ", known)));
    }
    return new RunDirectory(runs.resolve(id.isEmpty() ? known.get(known.size() - 1) : id));
  }

  /** The ids of the runs in a folder, oldest first. */
  public static List<String> ids(Path runs) throws IOException {
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("experiment.yml")))
          .sorted(
              java.util.Comparator.comparing(RunDirectory::started).thenComparing(Path::toString))
          .map(folder -> String.valueOf(folder.getFileName()))
          .toList();
    }
  }

  private static java.nio.file.attribute.FileTime started(Path folder) {
    try {
      return Files.getLastModifiedTime(folder.resolve("experiment.yml"));
    } catch (IOException e) {
      return java.nio.file.attribute.FileTime.fromMillis(0);
    }
  }

  /** Where it lies. */
  public Path folder() {
    return folder;
  }

  /** A file in it, by names that are made safe for any file system. */
  public Path file(String... names) {
    Path path = folder;
    for (String name : names) {
      path = path.resolve(PlainFiles.fileName(name));
    }
    return path;
  }

  /** Appends one event to the run's log. */
  public synchronized void log(Map<String, Object> event) throws IOException {
    Files.writeString(
        folder.resolve("log.jsonl"),
        LINE.writeValueAsString(event) + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
