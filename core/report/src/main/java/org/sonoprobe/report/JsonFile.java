package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import org.sonoprobe.store.internal.PlainFiles;

/** Plain data as JSON files. */
public final class JsonFile {
  private JsonFile() {}

  /**
   * Writes maps, lists, texts, numbers and booleans as indented JSON, whole or not at all; a NaN
   * becomes the text {@code "NaN"}.
   */
  public static void write(Path file, Object data) throws IOException {
    PlainFiles.writeJson(file, data);
  }
}
