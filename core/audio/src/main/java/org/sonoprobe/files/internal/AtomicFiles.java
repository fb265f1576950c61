package org.sonoprobe.files.internal;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files that appear whole or not at all, even when the process is killed. */
public final class AtomicFiles {
  private AtomicFiles() {}

  /**
   * Writes {@code bytes} beside {@code file} and moves them into place, replacing what is there.
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " cannot be written: it is no file in a folder");
    }
    Files.createDirectories(folder);
    Path part = folder.resolve(".part-" + UUID.randomUUID() + ".tmp");
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
