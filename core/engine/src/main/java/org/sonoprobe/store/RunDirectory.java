package org.sonoprobe.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sonoprobe.component.internal.Hashes;
import org.sonoprobe.files.internal.AtomicFiles;

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
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final ObjectMapper LINE = new ObjectMapper();

  private final Path folder;

  private RunDirectory(Path folder) {
    this.folder = folder;
  }

  /** The run of that id, created if it is missing. */
  public static RunDirectory open(Path runs, String id) throws IOException {
    if (!id.equals(fileName(id))) {
      throw new IllegalArgumentException(
          "a run id may hold letters, digits, '-', '_' and '.', but is '"
              + id
              + "'; for example '"
              + fileName(id)
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
    String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
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
      path = path.resolve(fileName(name));
    }
    return path;
  }

  /**
   * A name for a file that says {@code name} as far as file systems allow; names that would fall
   * together get a part of their hash.
   */
  public static String fileName(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._+-]", "_");
    boolean reserved =
        safe.startsWith(".") || safe.endsWith(".") || safe.isEmpty() || safe.length() > 100;
    if (safe.equals(name) && !reserved) {
      return safe;
    }
    String shortened =
        safe.substring(0, Math.min(80, safe.length())).replaceAll("^\\.+|\\.+$", "_");
    return shortened.toLowerCase(Locale.ROOT) + "-" + Hashes.sha256(name).substring(0, 12);
  }

  /** Writes a text file, whole or not at all. */
  public static void writeText(Path file, String text) throws IOException {
    AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes plain data as JSON, whole or not at all. */
  public static void writeJson(Path file, Object data) throws IOException {
    writeText(file, json(data));
  }

  /**
   * Plain data (maps, lists, texts, numbers, booleans) as indented JSON; a NaN becomes the text
   * {@code "NaN"}.
   */
  public static String json(Object data) {
    try {
      return JSON.writeValueAsString(data) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not plain data: " + e.getMessage(), e);
    }
  }

  /** The mapping in a JSON file; empty if there is no such file or it is damaged. */
  public static Optional<Map<String, Object>> readJson(Path file) throws IOException {
    try {
      return Optional.of(
          JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, Object>>() {}));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Optional.empty();
    }
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
