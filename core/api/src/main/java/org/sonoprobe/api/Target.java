package org.sonoprobe.api;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The truth about a track, as one task sees it: an immutable value, of the kind that the task's
 * {@link TaskType} knows.
 */
public interface Target extends Serializable {

  /** Whether it says which classes hold, be it none; false unless overridden. */
  default boolean hasClasses() {
    return false;
  }

  /** The classes that hold; none where the truth is not in classes. */
  default Set<String> classes() {
    return Set.of();
  }

  /** The one class that holds, where exactly one does; empty for tags and numbers. */
  default Optional<String> onlyClass() {
    return Optional.empty();
  }

  /** Exactly one class. */
  record Label(String name) implements Target {
    public Label {
      if (name.isBlank()) {
        throw new IllegalArgumentException("a label must not be blank");
      }
    }

    @Override
    public boolean hasClasses() {
      return true;
    }

    @Override
    public Set<String> classes() {
      return Set.of(name);
    }

    @Override
    public Optional<String> onlyClass() {
      return Optional.of(name);
    }
  }

  /** Any number of classes, possibly none. */
  record Tags(Set<String> names) implements Target {
    public Tags {
      SortedSet<String> sorted = new TreeSet<>(names);
      names = Collections.unmodifiableSortedSet(sorted);
    }

    @Override
    public boolean hasClasses() {
      return true;
    }

    @Override
    public Set<String> classes() {
      return names;
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
