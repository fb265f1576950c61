package org.sonoprobe.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.sonoprobe.component.Internal;
import org.sonoprobe.files.PlainFiles;

/** JSON files that are whole or not there. */
@Internal
public final class JsonFiles {

  private static final ObjectMapper LINE = new ObjectMapper();

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonFiles() {}

  /** Writes plain data as JSON, whole or not at all. */
  public static void write(Path file, Object data) throws IOException {
    PlainFiles.writeText(file, json(data));
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

  /** Plain data as JSON in one line, with its line end. */
  public static String line(Object data) {
    try {
      return LINE.writeValueAsString(data) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not plain data: " + e.getMessage(), e);
    }
  }

  /** The mapping in a JSON file; empty if there is no such file or it is damaged. */
  public static Optional<Map<String, Object>> read(Path file) throws IOException {
    try {
      return Optional.ofNullable(
          JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, Object>>() {}));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
