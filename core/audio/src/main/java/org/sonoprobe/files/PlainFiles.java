package org.sonoprobe.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.sonoprobe.component.Hashes;

/** Text files that are whole or not there, and names for files. */
public final class PlainFiles {
  private PlainFiles() {}

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
}
