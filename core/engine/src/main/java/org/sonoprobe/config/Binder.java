package org.sonoprobe.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Component;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Locations;
import org.sonoprobe.component.Nearest;
import org.sonoprobe.component.Parameters;
import org.sonoprobe.component.UnknownComponentException;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Position;
import org.sonoprobe.config.Node.Scalar;
import org.sonoprobe.config.Node.Sequence;

/**
 * Makes components from their YAML: parameters by name, defaults where none are given, all problems
 * collected.
 */
final class Binder {
  private final Problems problems;
  private final Map<Class<?>, Map<String, ? extends Component>> kinds = new HashMap<>();

  private final @Nullable Path base;
  private final UnaryOperator<Path> found;

  Binder(Problems problems) {
    this(problems, (Path) null);
  }

  /**
   * A binder.
   *
   * @param base what relative paths are relative to, but those of overrides, which are relative to
   *     the working folder; null to leave paths as they are
   */
  Binder(Problems problems, @Nullable Path base) {
    this.problems = problems;
    this.base = base;
    this.found = path -> path;
  }

  /**
   * A binder of paths that are absolute.
   *
   * @param found where a file lies that a path names
   */
  Binder(Problems problems, UnaryOperator<Path> found) {
    this.problems = problems;
    this.base = null;
    this.found = found;
  }

  /**
   * A component of that name with the parameters that {@code mapping} gives.
   *
   * @param reserved keys of the mapping that are not parameters
   * @return null if something is wrong, which has been reported
   */
  <T extends Component> @Nullable T component(
      Class<T> kind, String name, Position at, Mapping mapping, Set<String> reserved) {
    T defaults;
    try {
      defaults = Components.named(kind, name, all(kind));
    } catch (UnknownComponentException e) {
      problems.add(at, String.valueOf(e.getMessage()));
      return null;
    }
    Record bound =
        bind(
            (Record) defaults,
            mapping,
            reserved,
            Components.words(kind) + " '" + defaults.name() + "'");
    return bound == null ? null : kind.cast(bound);
  }

  /** The components of a kind, looked for once. */
  @SuppressWarnings("unchecked") // a map is put in under the kind of its values
  <T extends Component> Map<String, T> all(Class<T> kind) {
    return (Map<String, T>) kinds.computeIfAbsent(kind, key -> Components.all(kind));
  }

  /** A record like {@code defaults} with the parameters that {@code mapping} gives. */
  private @Nullable Record bind(
      Record defaults, Mapping mapping, Set<String> reserved, String owner) {
    int before = problems.count();
    List<Parameters.Entry> entries = Parameters.of(defaults.getClass());
    Object[] arguments = new Object[entries.size()];
    Set<String> used = new HashSet<>(reserved);
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = argument(entries.get(i), defaults, mapping, used, owner);
    }
    for (String key : mapping.entries().keySet()) {
      if (!used.contains(key)) {
        List<String> names = new ArrayList<>(Parameters.words(entries));
        names.addAll(reserved.stream().sorted().toList());
        problems.add(
            place(mapping, key),
            "%s has no parameter '%s'%s; it has: %s%s"
                .formatted(
                    owner,
                    key,
                    Nearest.hint(key, names),
                    described(entries, defaults),
                    reserved.isEmpty()
                        ? ""
                        : "; beside them there may be "
                            + String.join(", ", reserved.stream().sorted().toList())));
      }
    }
    if (problems.count() > before) {
      return null;
    }
    try {
      return Parameters.construct(defaults.getClass(), Arrays.asList(arguments));
    } catch (IllegalArgumentException e) {
      problems.add(mapping.place(), owner + ": " + e.getMessage());
      return null;
    }
  }

  private @Nullable Object argument(
      Parameters.Entry entry, Record defaults, Mapping mapping, Set<String> used, String owner) {
    String given = null;
    List<String> words = new ArrayList<>(entry.spellings());
    if (!entry.both().isEmpty()) {
      words.add(entry.both());
    }
    for (String spelling : words) {
      if (mapping.entries().containsKey(spelling)) {
        used.add(spelling);
        if (given != null) {
          problems.add(
              place(mapping, spelling),
              "%s is given both '%s' and '%s%s"
                  .formatted(
                      owner,
                      given,
                      spelling,
                      spelling.equals(entry.both())
                          ? "', which sets lowest and highest at once"
                          : "', which mean the same"));
        }
        given = spelling;
      }
    }
    if (given == null) {
      if (entry.required()) {
        problems.add(mapping.place(), owner + " needs a value for '" + entry.name() + "'");
      }
      return entry.read(defaults);
    }
    Node value = mapping.entries().get(given);
    if (value instanceof Scalar scalar
        && scalar.isNull()
        && !(entry.read(defaults) instanceof String)) {
      return entry.read(defaults);
    }
    if (value instanceof Scalar scalar && entry.isNone(scalar.text())) {
      return Optional.empty();
    }
    return convert(value, entry.type(), entry.read(defaults), owner + ": '" + given + "'");
  }

  private @Nullable Object convert(
      @Nullable Node node, Type type, @Nullable Object fallback, String what) {
    if (node == null) {
      return fallback;
    }
    if (type instanceof ParameterizedType generic) {
      Type item = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == List.class) {
        return list(node, item, what);
      }
      if (generic.getRawType() == Optional.class) {
        return Optional.ofNullable(convert(node, item, null, what));
      }
    }
    if (type instanceof Class<?> plain && Component.class.isAssignableFrom(plain)) {
      return nested(node, plain.asSubclass(Component.class), what);
    }
    if (type instanceof Class<?> plain && plain.isRecord() && node instanceof Mapping mapping) {
      Record defaults = fallback instanceof Record record ? record : defaults(plain);
      return bind(defaults, mapping, Set.of(), what);
    }
    if (!(node instanceof Scalar scalar)) {
      problems.add(
          node.place(), what + " must be " + Parameters.words(type) + ", but is " + node.kind());
      return null;
    }
    return scalar(scalar, type, what);
  }

  private @Nullable Object nested(Node node, Class<? extends Component> kind, String what) {
    if (node instanceof Scalar scalar) {
      return component(
          kind, scalar.text(), scalar.place(), Mapping.empty(scalar.place()), Set.of());
    }
    if (node instanceof Mapping mapping && mapping.entries().get("type") instanceof Scalar name) {
      return mapping.entries().get("params") instanceof Mapping params
              && mapping.entries().size() == 2
          ? component(kind, name.text(), name.place(), params, Set.of())
          : component(kind, name.text(), name.place(), mapping, Set.of("type"));
    }
    problems.add(node.place(), what + " must be the name of a component, or a mapping with 'type'");
    return null;
  }

  private static Record defaults(Class<?> type) {
    return (Record)
        Parameters.defaults(type)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        type.getName()
                            + " needs a no-argument constructor with the defaults to be a parameter"));
  }

  private List<Object> list(Node node, Type item, String what) {
    List<Node> nodes = node instanceof Sequence sequence ? sequence.items() : List.of(node);
    List<Object> values = new ArrayList<>();
    for (Node each : nodes) {
      Object value = convert(each, item, null, what);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private @Nullable Object scalar(Scalar scalar, Type type, String what) {
    Object value = Parameters.parse(scalar.text(), type);
    if (value == null) {
      problems.add(
          scalar.place(),
          what + " must be " + Parameters.words(type) + ", but is " + scalar.kind());
    }
    return value instanceof Path path ? anchored(path, scalar) : value;
  }

  private Path anchored(Path path, Scalar scalar) {
    if (path.toString().isEmpty()) {
      return path;
    }
    if (base == null) {
      return found.apply(path);
    }
    return scalar.place().isOutside()
        ? path.toAbsolutePath().normalize()
        : Locations.resolve(base, path).normalize();
  }

  private static String described(List<Parameters.Entry> entries, Record defaults) {
    if (entries.isEmpty()) {
      return "none";
    }
    List<String> words = new ArrayList<>();
    Set<String> both = new HashSet<>();
    for (Parameters.Entry entry : entries) {
      if (!entry.both().isEmpty() && both.add(entry.both())) {
        words.add(entry.both() + " (lowest and highest at once)");
      }
      words.add(
          entry.name() + (entry.required() ? " (required)" : " (" + entry.text(defaults) + ")"));
    }
    return String.join(", ", words);
  }

  static Position place(Mapping mapping, String key) {
    Position place = mapping.keys().get(key);
    return place == null ? mapping.place() : place;
  }

  /** Whether a mapping's keys are all accepted; the others are reported. */
  void rejectUnknownKeys(Mapping mapping, String owner, Map<String, String> known) {
    for (String key : mapping.entries().keySet()) {
      if (!known.containsKey(key)) {
        Set<String> canonical = new java.util.TreeSet<>(known.values());
        problems.add(
            place(mapping, key),
            "%s has no key '%s'%s; it has: %s"
                .formatted(
                    owner, key, Nearest.hint(key, known.keySet()), String.join(", ", canonical)));
      }
    }
  }
}
