package org.sonoprobe.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes files that appear whole or not at all, even when the process is killed. */
public final class AtomicFiles {
  private static final String BEGIN = ".part-";
  private static final String END = ".tmp";

  private AtomicFiles() {}

  /** Whether this is a file that was not moved into place yet, or never will be after a kill. */
  public static boolean isPart(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(BEGIN) && name.endsWith(END);
  }

  /** Removes the files in a folder that were begun before a time and never moved into place. */
  public static void removeParts(Path folder, Instant before) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path part : files.filter(AtomicFiles::isPart).toList()) {
        try {
          if (Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
            Files.deleteIfExists(part);
          }
        } catch (NoSuchFileException e) {
          // its writer was faster
        }
      }
    }
  }

  /**
   * Writes {@code bytes} beside {@code file} and moves them into place, replacing what is there.
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " cannot be written: it is no file in a folder");
    }
    write(file, bytes, folder);
  }

  /**
   * Writes {@code bytes} into a folder on the same disk as {@code file} first. Both folders are
   * made where they are missing.
   */
  public static void write(Path file, byte[] bytes, Path parts) throws IOException {
    try {
      replace(file, bytes, parts);
    } catch (NoSuchFileException e) {
      Files.createDirectories(parts);
      Files.createDirectories(file.toAbsolutePath().getParent());
      replace(file, bytes, parts);
    }
  }

  private static void replace(Path file, byte[] bytes, Path parts) throws IOException {
    if (file.getFileSystem() instanceof WholeWrites system && system.appearWhole()) {
      Files.write(file, bytes);
      return;
    }
    Path part = parts.resolve(BEGIN + UUID.randomUUID() + END);
    try {
      Files.write(part, bytes);
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
