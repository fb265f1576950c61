package org.sonoprobe.api;

import java.net.URI;
import java.util.List;

/**
 * A file that a component needs and does not bring.
 *
 * @param name its file name; unique within its component
 * @param sources where it can be had, the first to be tried first
 * @param bytes its length; negative if it is not published
 * @param sha256 the SHA-256 of its bytes in lower-case hex; empty if it is not published
 * @param licence under which it is given, such as {@code CC BY-NC-SA 4.0}
 */
public record Asset(String name, List<URI> sources, long bytes, String sha256, String licence) {

  public Asset {
    sources = List.copyOf(sources);
    if (name.isBlank() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
      throw new IllegalArgumentException(
          "an asset needs a plain file name, but has '" + name + "'");
    }
    if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "the SHA-256 of asset '" + name + "' must be 64 hex digits, but is '" + sha256 + "'");
    }
  }
}
