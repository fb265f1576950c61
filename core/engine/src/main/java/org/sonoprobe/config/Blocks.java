package org.sonoprobe.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Component;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Nearest;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Scalar;
import org.sonoprobe.config.Node.Sequence;
import org.sonoprobe.experiment.Misfit;

/**
 * The mappings, lists and texts of a configuration, asked for by key; what is wrong with them is
 * collected. Used for one reading.
 */
final class Blocks {
  final Problems problems;
  final Binder binder;

  /** Where the parts of the experiment stand that the builder was given. */
  final Map<Misfit.Part, List<Node.Position>> places = new HashMap<>();

  Blocks(Problems problems, Binder binder) {
    this.problems = problems;
    this.binder = binder;
  }

  /** A whole number that is at least so much, or exactly another. */
  int atLeast(Mapping mapping, String key, int least, int usual, int otherwise) {
    long value = problems.whole(mapping, key, usual);
    if ((value < least && value != otherwise) || value > Integer.MAX_VALUE) {
      problems.add(
          Binder.place(mapping, key),
          "'%s' must be at least %s%s but is %s"
              .formatted(key, least, otherwise == 0 ? ", or 0 for none," : "", value));
      return usual;
    }
    return (int) value;
  }

  /** Remembers where a part that the builder was just given stands. */
  void stands(Misfit.Part part, Node.Position place) {
    places.computeIfAbsent(part, key -> new ArrayList<>()).add(place);
  }

  /**
   * Why a name of the configuration language is not on the class path; empty if it is, or if nobody
   * knows it.
   */
  <T extends Component> Optional<String> missing(Class<T> kind, String name) {
    Optional<String> elsewhere = Components.elsewhere(kind, name);
    if (elsewhere.isEmpty()) {
      return elsewhere;
    }
    boolean present = binder.all(kind).keySet().stream().anyMatch(name::equalsIgnoreCase);
    return present ? Optional.empty() : elsewhere;
  }

  static @Nullable Double number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static @Nullable Scalar componentName(Mapping mapping, String key) {
    return mapping.entries().get(key) instanceof Scalar scalar ? scalar : null;
  }

  /**
   * A component given as a bare name, or as a mapping with 'type' (or 'name') and its parameters
   * beside it.
   */
  <T extends Component> @Nullable T simple(Node node, Class<T> kind) {
    Scalar component = componentName(node);
    if (component == null) {
      return null;
    }
    Mapping mapping = node instanceof Mapping given ? given : Mapping.empty(node.place());
    return binder.component(kind, component.text(), component.place(), mapping, Keys.COMPONENT);
  }

  @Nullable Scalar componentName(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar;
    }
    if (node instanceof Mapping mapping) {
      if (mapping.entries().get("type") instanceof Scalar type) {
        return type;
      }
      if (mapping.entries().get("name") instanceof Scalar name) {
        return name;
      }
    }
    problems.missing(
        node.place(),
        "a component must be a name or a mapping with a 'type', but is " + node.kind());
    return null;
  }

  Mapping canonical(Mapping raw, Map<String, String> names, String owner) {
    Mapping mapping = Mapping.empty(raw.place());
    raw.entries()
        .forEach(
            (key, value) -> {
              String name = names.getOrDefault(key, key);
              if (mapping.entries().containsKey(name)) {
                problems.add(
                    Binder.place(raw, key),
                    owner + " has '" + name + "' twice, under two spellings; remove one");
              }
              mapping.put(name, Binder.place(raw, key), value);
            });
    return mapping;
  }

  List<Node> items(Mapping mapping, String key) {
    Node node = mapping.entries().get(key);
    if (node == null || node instanceof Scalar scalar && scalar.isNull()) {
      return List.of();
    }
    if (node instanceof Sequence sequence) {
      return sequence.items();
    }
    problems.add(node.place(), "'" + key + "' must be a list, but is " + node.kind());
    return List.of();
  }

  String text(Mapping mapping, String key, String fallback) {
    Node node = mapping.entries().get(key);
    if (node == null || node instanceof Scalar empty && empty.isNull()) {
      return fallback;
    }
    if (node instanceof Scalar scalar) {
      return scalar.text();
    }
    problems.add(node.place(), "'" + key + "' must be a single value, but is " + node.kind());
    return fallback;
  }

  /** A component without parameters, by its name. */
  <T extends Component> T named(Mapping mapping, String key, Class<T> kind, T fallback) {
    String text = text(mapping, key, fallback.name());
    Map<String, T> known = Components.all(kind);
    Optional<T> found =
        known.values().stream().filter(each -> each.name().equalsIgnoreCase(text)).findFirst();
    if (found.isEmpty()) {
      Node node = mapping.entries().get(key);
      problems.add(
          node == null ? mapping.place() : node.place(),
          "'%s' must be one of %s, but is '%s'%s"
              .formatted(
                  key,
                  String.join(", ", known.keySet()),
                  text,
                  Nearest.hint(text, known.keySet())));
    }
    return found.orElse(fallback);
  }

  static Object plain(Node node) {
    if (node instanceof Sequence sequence) {
      return sequence.items().stream().map(Blocks::plain).toList();
    }
    if (node instanceof Mapping mapping) {
      Map<String, Object> entries = new HashMap<>();
      mapping.entries().forEach((key, value) -> entries.put(key, plain(value)));
      return entries;
    }
    return ((Scalar) node).text();
  }
}
