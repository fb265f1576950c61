package org.sonoprobe.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a configuration, to be reported all at once. */
final class Problems {
  private final List<ConfigException.Problem> found = new ArrayList<>();

  void add(Node.Place place, String message) {
    ConfigException.Problem problem =
        new ConfigException.Problem(place.line(), place.column(), message);
    if (!found.contains(problem)) {
      found.add(problem);
    }
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
