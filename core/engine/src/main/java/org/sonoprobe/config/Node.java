package org.sonoprobe.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A piece of YAML with the place where it stands; anchors, aliases and merge keys are already
 * resolved.
 */
sealed interface Node {

  /** Where it begins. */
  Position place();

  /** What it is, for messages. */
  String kind();

  /** The same with lists and mappings of its own, so that a change here is none there. */
  Node copy();

  /**
   * A position in a source.
   *
   * @param line counted from 1; 0 for an override given elsewhere
   * @param column counted from 1
   */
  record Position(int line, int column) {
    /** Whether it is no place in a file, but an override given elsewhere. */
    boolean isOutside() {
      return line == 0;
    }

    @Override
    public String toString() {
      return line == 0 ? "--set" : line + ":" + column;
    }
  }

  /** A single value as it is written. */
  record Scalar(Position place, String text, boolean quoted) implements Node {
    /** Whether it is YAML's null: empty, {@code ~} or {@code null} without quotes. */
    boolean isNull() {
      return !quoted && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    @Override
    public String kind() {
      return isNull() ? "nothing" : "'" + text + "'";
    }

    @Override
    public Node copy() {
      return this;
    }
  }

  /** A list. */
  record Sequence(Position place, List<Node> items) implements Node {
    @Override
    public String kind() {
      return "a list";
    }

    @Override
    public Node copy() {
      Sequence copy = sequence(place);
      items.forEach(item -> copy.items.add(item.copy()));
      return copy;
    }
  }

  /** A mapping; keys with the places where they stand. */
  record Mapping(Position place, Map<String, Node> entries, Map<String, Position> keys)
      implements Node {
    static Mapping empty(Position place) {
      return new Mapping(place, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    void put(String key, Position at, Node value) {
      entries.put(key, value);
      keys.put(key, at);
    }

    @Override
    public String kind() {
      return "a mapping";
    }

    @Override
    public Node copy() {
      Mapping copy = empty(place);
      entries.forEach((key, value) -> copy.put(key, keys.getOrDefault(key, place), value.copy()));
      return copy;
    }
  }

  /** An empty list that can be added to. */
  static Sequence sequence(Position place) {
    return new Sequence(place, new ArrayList<>());
  }
}
