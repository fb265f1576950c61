package org.sonoprobe.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a configuration, to be reported all at once. */
final class Problems {
  private final List<ConfigException.Problem> found = new ArrayList<>();
  private boolean cutShort;

  void add(Node.Position place, String message) {
    ConfigException.Problem problem =
        new ConfigException.Problem(place.line(), place.column(), message);
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  /**
   * A whole number under a key; {@code fallback} if there is none, or what there is has been
   * reported.
   */
  long whole(Node.Mapping mapping, String key, long fallback) {
    Node node = mapping.entries().get(key);
    if (node == null || node instanceof Node.Scalar empty && empty.isNull()) {
      return fallback;
    }
    try {
      return Long.parseLong(node instanceof Node.Scalar scalar ? scalar.text() : "");
    } catch (NumberFormatException e) {
      add(node.place(), "'" + key + "' must be a whole number, but is " + node.kind());
      return fallback;
    }
  }

  /**
   * Says that the text could not be read to its end, so that what is missing may just come later.
   */
  void cutShort() {
    cutShort = true;
  }

  boolean isCutShort() {
    return cutShort;
  }

  /** Something is missing, unless the text could not be read to its end. */
  void missing(Node.Position place, String message) {
    if (!cutShort) {
      add(place, message);
    }
  }

  /** The first of them, without its place. */
  String first() {
    return found.get(0).message();
  }

  int count() {
    return found.size();
  }

  void throwIfAny(String source) throws ConfigException {
    if (!found.isEmpty()) {
      List<ConfigException.Problem> sorted = new ArrayList<>(found);
      sorted.sort(
          Comparator.comparingInt(ConfigException.Problem::line)
              .thenComparingInt(ConfigException.Problem::column));
      throw new ConfigException(source, sorted);
    }
  }
}
