package org.sonoprobe.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads JSON files, gzipped ones as well. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build());
  }

  private Json() {}

  /**
   * That a path names a regular file; a pipe or a device may never end.
   *
   * @throws IOException if there is nothing, or something else
   */
  static void require(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          Files.exists(file)
              ? file.toAbsolutePath() + " is no regular file"
              : "there is no file " + file.toAbsolutePath());
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException naming the file, and the line where it is no JSON
   */
  static JsonNode read(Path file) throws IOException {
    require(file);
    try (InputStream bytes = Files.newInputStream(file);
        InputStream in =
            file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes) {
      JsonNode node = MAPPER.readTree(in);
      if (node == null || node.isMissingNode()) {
        throw new IOException(file + " is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IOException(
          file
              + (e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr())
              + ": it is no JSON: "
              + e.getOriginalMessage(),
          e);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }
}
