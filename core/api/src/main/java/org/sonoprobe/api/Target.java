package org.sonoprobe.api;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The truth about a track, as one task sees it. */
public sealed interface Target extends Serializable {

  /** Exactly one class. */
  record Label(String name) implements Target {
    public Label {
      if (name.isBlank()) {
        throw new IllegalArgumentException("a label must not be blank");
      }
    }
  }

  /** Any number of classes, possibly none. */
  record Tags(Set<String> names) implements Target {
    public Tags {
      SortedSet<String> sorted = new TreeSet<>(names);
      names = Collections.unmodifiableSortedSet(sorted);
    }
  }

  /** One or more numbers, in the order of the task's labels. */
  record Values(List<Double> values) implements Target {
    public Values {
      values = List.copyOf(values);
      if (values.isEmpty() || values.stream().anyMatch(value -> !Double.isFinite(value))) {
        throw new IllegalArgumentException(
            "values must be finite numbers, at least one, but are " + values);
      }
    }
  }
}
