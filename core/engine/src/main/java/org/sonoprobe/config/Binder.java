package org.sonoprobe.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Component;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Kind;
import org.sonoprobe.component.Parameters;
import org.sonoprobe.component.UnknownComponentException;
import org.sonoprobe.component.internal.Nearest;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Place;
import org.sonoprobe.config.Node.Scalar;
import org.sonoprobe.config.Node.Sequence;

/**
 * Makes components from their YAML: parameters by name, defaults where none are given, all problems
 * collected.
 */
final class Binder {
  private final Problems problems;
  private final Map<Class<?>, Map<String, ? extends Component>> found = new HashMap<>();

  Binder(Problems problems) {
    this.problems = problems;
  }

  /**
   * A component of that name with the parameters that {@code mapping} gives.
   *
   * @param reserved keys of the mapping that are not parameters
   * @return null if something is wrong, which has been reported
   */
  <T extends Component> @Nullable T component(
      Class<T> kind, String name, Place at, Mapping mapping, Set<String> reserved) {
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
            Kind.of(kind).words() + " '" + defaults.name() + "'");
    return bound == null ? null : kind.cast(bound);
  }

  /** The components of a kind, looked for once. */
  @SuppressWarnings("unchecked") // a map is put in under the kind of its values
  <T extends Component> Map<String, T> all(Class<T> kind) {
    return (Map<String, T>) found.computeIfAbsent(kind, key -> Components.all(kind));
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
        List<String> names = entries.stream().map(Parameters.Entry::name).toList();
        problems.add(
            place(mapping, key),
            owner
                + " has no parameter '"
                + key
                + "'"
                + Nearest.hint(key, names)
                + "; it has: "
                + described(entries, defaults));
      }
    }
    if (problems.count() > before) {
      return null;
    }
    return construct(defaults.getClass(), entries, arguments, mapping.place(), owner);
  }

  private @Nullable Object argument(
      Parameters.Entry entry, Record defaults, Mapping mapping, Set<String> used, String owner) {
    List<String> spellings = new ArrayList<>(List.of(entry.name()));
    spellings.addAll(entry.aliases());
    String given = null;
    for (String spelling : spellings) {
      if (mapping.entries().containsKey(spelling)) {
        used.add(spelling);
        if (given != null) {
          problems.add(
              place(mapping, spelling),
              owner + " is given both '" + given + "' and '" + spelling + "', which mean the same");
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
      problems.add(node.place(), what + " must be " + words(type) + ", but is " + node.kind());
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
      return component(kind, name.text(), name.place(), mapping, Set.of("type"));
    }
    problems.add(node.place(), what + " must be the name of a component, or a mapping with 'type'");
    return null;
  }

  private static Record defaults(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return (Record) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          type.getName() + " needs a no-argument constructor with the defaults to be a parameter",
          e);
    }
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
    String text = scalar.text();
    try {
      if (type == String.class || type == Object.class) {
        return text;
      }
      if (type == Path.class) {
        return Path.of(text);
      }
      if (type == boolean.class || type == Boolean.class) {
        return switch (text.toLowerCase(Locale.ROOT)) {
          case "true", "yes", "on" -> true;
          case "false", "no", "off" -> false;
          default -> throw new NumberFormatException();
        };
      }
      if (type == int.class || type == Integer.class) {
        return Math.toIntExact(whole(text));
      }
      if (type == long.class || type == Long.class) {
        return whole(text);
      }
      if (type == double.class || type == Double.class) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
          throw new NumberFormatException();
        }
        return value;
      }
      if (type instanceof Class<?> plain && plain.isEnum()) {
        return constant(plain, text);
      }
    } catch (ArithmeticException | IllegalArgumentException e) {
      problems.add(scalar.place(), what + " must be " + words(type) + ", but is " + scalar.kind());
      return null;
    }
    throw new IllegalStateException(
        what + " has the Java type " + type + ", which a parameter cannot have");
  }

  private static long whole(String text) {
    double value = Double.parseDouble(text.replace("_", ""));
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      return Long.parseLong(text);
    }
    return (long) value;
  }

  private static Object constant(Class<?> type, String text) {
    for (Object value : type.getEnumConstants()) {
      if (((Enum<?>) value).name().equalsIgnoreCase(text.replace('-', '_'))) {
        return value;
      }
    }
    throw new IllegalArgumentException(text);
  }

  private @Nullable Record construct(
      Class<? extends Record> type,
      List<Parameters.Entry> entries,
      Object[] arguments,
      Place at,
      String owner) {
    Class<?>[] types =
        entries.stream().map(entry -> entry.component().getType()).toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      problems.add(at, owner + ": " + (cause == null ? e.toString() : cause.getMessage()));
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }

  private static String described(List<Parameters.Entry> entries, Record defaults) {
    if (entries.isEmpty()) {
      return "none";
    }
    return String.join(
        ", ",
        entries.stream()
            .map(
                entry ->
                    entry.name()
                        + (entry.required()
                            ? " (required)"
                            : " (" + Parameters.text(entry.read(defaults)) + ")"))
            .toList());
  }

  static String words(Type type) {
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type instanceof Class<?> plain && plain.isEnum()) {
      return "one of "
          + String.join(
              ", ",
              Arrays.stream(plain.getEnumConstants())
                  .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
                  .toList());
    }
    return "a single value";
  }

  static Place place(Mapping mapping, String key) {
    Place place = mapping.keys().get(key);
    return place == null ? mapping.place() : place;
  }

  /** Whether a mapping's keys are all accepted; the others are reported. */
  void rejectUnknownKeys(Mapping mapping, String owner, Map<String, String> known) {
    for (String key : mapping.entries().keySet()) {
      if (!known.containsKey(key)) {
        Set<String> canonical = new java.util.TreeSet<>(known.values());
        problems.add(
            place(mapping, key),
            owner
                + " has no key '"
                + key
                + "'"
                + Nearest.hint(key, known.keySet())
                + "; it has: "
                + String.join(", ", canonical));
      }
    }
  }
}
