package org.sonoprobe.store.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sonoprobe.component.internal.Hashes;
import org.sonoprobe.files.internal.AtomicFiles;

/** Text and JSON files that are whole or not there, and names for them. */
public final class PlainFiles {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

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
      return Optional.ofNullable(
          JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, Object>>() {}));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
