package org.sonoprobe.results;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sonoprobe.component.Locations;
import org.sonoprobe.files.AtomicFiles;
import org.sonoprobe.files.PlainFiles;
import org.sonoprobe.json.JsonFiles;

/** The folder of one run, whose files {@link RunFiles} names. */
public final class RunDirectory {

  /** The version of the layout and of the files in it, written to {@code run.json}. */
  public static final int FORMAT = 4;

  /** The events after which no other comes. */
  private static final Set<String> LAST = Set.of("finished", "failed", "cancelled");

  private static final long GATHERED_NANOSECONDS = 5_000_000_000L;

  private final Path folder;
  private final StringBuilder gathered = new StringBuilder();
  private long written = System.nanoTime();

  private RunDirectory(Path folder) {
    this.folder = folder;
  }

  /** The run of that id, created if it is missing. */
  public static RunDirectory open(Path runs, String id) throws IOException {
    if (!id.equals(PlainFiles.fileName(id))) {
      throw new IllegalArgumentException(
          ("a run id may hold letters, digits, '-', '_' and '.', but is '%s'; for example "
                  + "'%s'")
              .formatted(id, PlainFiles.fileName(id)));
    }
    Path folder = runs.resolve(id);
    Files.createDirectories(folder);
    return new RunDirectory(folder);
  }

  /** The run in a folder that is there, or will be. */
  public static RunDirectory at(Path folder) {
    return new RunDirectory(folder);
  }

  /** The right to work in a run's folder, which one runner has at a time. */
  public interface Hold extends AutoCloseable {

    /** Why others cannot be kept out, on a file system without locks; empty if they are. */
    Optional<String> problem();

    @Override
    void close() throws IOException;
  }

  /**
   * Takes the folder for the caller alone, whatever process or thread asks next; the system gives
   * it back when this process ends.
   *
   * @throws IOException if another run is at work in it
   */
  public Hold hold() throws IOException {
    if (!Locations.isHere(folder)) {
      return new Held("is on a file system without locks", () -> {});
    }
    FileChannel channel =
        FileChannel.open(
            folder.resolve(RunFiles.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    String problem = "";
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw busy();
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw busy();
    } catch (IOException e) {
      if (!channel.isOpen()) {
        throw e;
      }
      problem = "cannot be locked (" + e.getMessage() + ")";
    }
    return new Held(problem, channel::close);
  }

  /**
   * A folder that is held.
   *
   * @param because why others cannot be kept out; empty if they are
   * @param end gives it back
   */
  private record Held(String because, Closing end) implements Hold {
    @Override
    public Optional<String> problem() {
      return because.isEmpty()
          ? Optional.empty()
          : Optional.of("the run's folder " + because + "; nothing keeps another run out of it");
    }

    @Override
    public void close() throws IOException {
      end.close();
    }
  }

  private interface Closing {
    void close() throws IOException;
  }

  private IOException busy() {
    return new IOException(
        ("run %s is being worked on, in this process or another; wait for it, or give "
                + "another run id")
            .formatted(folder));
  }

  /**
   * Makes the folder that of a configuration: takes up the run that is there, or replaces it.
   *
   * @param configuration as it is kept in the folder
   * @param same whether the configuration of the run that is there means the same
   * @param overwrite whether a run with another one is replaced
   * @return when the run began first
   * @throws IllegalArgumentException if there is another one and it is not to be replaced
   */
  public Instant begin(String configuration, Predicate<String> same, boolean overwrite)
      throws IOException {
    removeParts();
    Path run = folder.resolve(RunFiles.PROVENANCE);
    checkFormat(run, JsonFiles.read(run).orElse(Map.of()));
    Path file = folder.resolve(RunFiles.CONFIGURATION);
    boolean used = RunFiles.written().stream().anyMatch(name -> Files.exists(folder.resolve(name)));
    if (Files.exists(file) || used) {
      String known = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
      if (known.equals(configuration) || same.test(known)) {
        PlainFiles.writeText(file, configuration);
        return started(folder);
      }
      if (!overwrite) {
        throw new IllegalArgumentException(
            ("run '%s' exists in %s with another configuration; give another run id "
                    + "(--run_id), or replace it (--overwrite)")
                .formatted(folder.getFileName(), folder.toAbsolutePath().getParent()));
      }
      for (String name : RunFiles.written()) {
        remove(folder.resolve(name));
      }
    }
    PlainFiles.writeText(file, configuration);
    return Instant.now();
  }

  /**
   * That a file is in a format that is known here.
   *
   * @throws IOException if a later version wrote it
   */
  public static void checkFormat(Path file, Map<String, Object> data) throws IOException {
    if (data.get("format") instanceof Number format && format.intValue() > FORMAT) {
      throw new IOException(
          ("%s has format %s, and this version knows them up to %s; use the version that "
                  + "wrote it, or a later one")
              .formatted(file, format, FORMAT));
    }
  }

  /** Removes what a kill left half written. */
  private void removeParts() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path part : files.filter(RunDirectory::isLeftOver).toList()) {
        Files.deleteIfExists(part);
      }
    }
  }

  /** A file that was not finished, or the mark by which other processes knew the folder. */
  private static boolean isLeftOver(Path file) {
    return AtomicFiles.isPart(file) || String.valueOf(file.getFileName()).startsWith(RunFiles.MARK);
  }

  private static void remove(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> files = Files.walk(path)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
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
      if (!Locations.isHere(runs)) {
        // where a folder is not made by one alone
        id = time + "-" + UUID.randomUUID().toString().substring(0, 6);
      }
      try {
        Files.createDirectory(runs.resolve(id));
        return id;
      } catch (FileAlreadyExistsException e) {
        // another run began in the same second
      }
    }
  }

  /** A run that exists: of that id, or the newest one if {@code id} is empty. */
  public static RunDirectory existing(Path runs, String id) throws IOException {
    return existing(runs, id, RunFiles.CONFIGURATION);
  }

  /**
   * A run that exists: of that id, or if {@code id} is empty the one that began last, by its own
   * word.
   *
   * @param file that the run must have if it is chosen for being the newest, such as {@code
   *     results.json}
   * @throws IOException naming the runs that exist
   */
  public static RunDirectory existing(Path runs, String id, String file) throws IOException {
    List<String> all = ids(runs);
    List<String> known =
        id.isEmpty()
            ? all.stream().filter(each -> Files.exists(runs.resolve(each).resolve(file))).toList()
            : all;
    if (id.isEmpty() ? known.isEmpty() : !known.contains(id)) {
      throw new IOException(
          (id.isEmpty()
                  ? "there is no run" + (file.equals(RunFiles.CONFIGURATION) ? "" : " with " + file)
                  : "there is no run '" + id + "'")
              + " in "
              + runs.toAbsolutePath()
              + (all.isEmpty() ? ", which holds none" : "; there are: " + String.join(", ", all)));
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
          .filter(folder -> Files.exists(folder.resolve(RunFiles.CONFIGURATION)))
          .sorted(Comparator.comparing(RunDirectory::started).thenComparing(Path::toString))
          .map(folder -> String.valueOf(folder.getFileName()))
          .toList();
    }
  }

  /** When a run began first, as it says itself, or its configuration was written. */
  private static Instant started(Path folder) {
    try {
      Optional<Object> said =
          JsonFiles.read(folder.resolve(RunFiles.PROVENANCE)).map(run -> run.get("started"));
      if (said.isPresent()) {
        return Instant.parse(said.get().toString());
      }
      return Files.getLastModifiedTime(folder.resolve(RunFiles.CONFIGURATION)).toInstant();
    } catch (IOException | DateTimeParseException e) {
      return Instant.EPOCH;
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

  /**
   * Appends one event to the run's log; where a file cannot grow, events are gathered for some
   * seconds and the file is written anew, unless it is the last event.
   */
  public synchronized void log(Map<String, Object> event) throws IOException {
    Path file = folder.resolve(RunFiles.LOG);
    String line = JsonFiles.line(event);
    if (Locations.isHere(folder)) {
      Files.writeString(
          file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return;
    }
    gathered.append(line);
    boolean last = LAST.contains(String.valueOf(event.get("event")));
    if (last || System.nanoTime() - written > GATHERED_NANOSECONDS) {
      byte[] before = new byte[0];
      try {
        before = Files.readAllBytes(file);
      } catch (NoSuchFileException e) {
        // the first event
      }
      PlainFiles.writeText(file, new String(before, StandardCharsets.UTF_8) + gathered);
      gathered.setLength(0);
      written = System.nanoTime();
    }
  }
}
