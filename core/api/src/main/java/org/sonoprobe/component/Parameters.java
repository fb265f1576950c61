package org.sonoprobe.component;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Parameter;

/** The parameters of a component, read from its record. */
public final class Parameters {

  private static final String LOWEST = "min_";
  private static final String HIGHEST = "max_";

  private Parameters() {}

  /**
   * One parameter.
   *
   * @param spellings in YAML, the usual one first
   * @param required whether the default is a mere placeholder
   * @param none words for an optional without a value
   * @param both what sets this parameter and another at once: {@code snr_db} for {@code min_snr_db}
   *     and {@code max_snr_db} of a deformation; empty if there is no such word
   * @param type its Java type
   * @param path the record components that lead to it, more than one for a parameter of a flat
   *     record
   */
  public record Entry(
      List<String> spellings,
      boolean required,
      List<String> none,
      String both,
      Type type,
      List<RecordComponent> path) {

    /** Whether a word sets it. */
    public boolean isSetBy(String word) {
      return spellings.contains(word) || !both.isEmpty() && both.equals(word);
    }

    /** Its usual name in YAML. */
    public String name() {
      return spellings.get(0);
    }

    /** Other accepted spellings. */
    public List<String> aliases() {
      return spellings.subList(1, spellings.size());
    }

    /** Its value in a record. */
    public Object read(Object record) {
      Object value = record;
      for (RecordComponent component : path) {
        value = get(component, value);
      }
      return value;
    }

    /** Its value in a record, for people. */
    public String text(Object record) {
      Object value = read(record);
      return value instanceof Optional<?> optional && optional.isEmpty() && !none.isEmpty()
          ? none.get(0)
          : Parameters.text(value);
    }

    /** What it may be, for people. */
    public String accepts() {
      String words = Parameters.words(type);
      return none.isEmpty() || none.get(0).isEmpty() ? words : words + ", or " + none.get(0);
    }

    /** Whether a text says that there is no value. */
    public boolean isNone(String text) {
      return none.stream().anyMatch(text::equalsIgnoreCase);
    }
  }

  private static Object get(RecordComponent component, Object record) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(
          "cannot read parameter '" + component.getName() + "' of " + record.getClass(), e);
    }
  }

  /** The parameters of a record class in their order, those of flat records among them. */
  public static List<Entry> of(Class<?> recordType) {
    List<Entry> entries = new ArrayList<>();
    collect(recordType, List.of(), entries);
    if (Deformation.class.isAssignableFrom(recordType)) {
      entries.replaceAll(entry -> paired(entry, List.copyOf(entries)));
    }
    Set<String> seen = new HashSet<>();
    for (Entry entry : entries) {
      for (String spelling : entry.spellings()) {
        if (!seen.add(spelling)) {
          throw new IllegalStateException(
              recordType.getName() + " has two parameters that are spelt '" + spelling + "'");
        }
      }
    }
    return entries;
  }

  /** All words that set a parameter, those that set both bounds of a range first. */
  public static List<String> words(List<Entry> entries) {
    Set<String> words = new java.util.LinkedHashSet<>();
    for (Entry entry : entries) {
      if (!entry.both().isEmpty()) {
        words.add(entry.both());
      }
      words.add(entry.name());
    }
    return List.copyOf(words);
  }

  /** A bound of a range with the word that sets both bounds. */
  private static Entry paired(Entry entry, List<Entry> all) {
    String name = entry.name();
    if (!name.startsWith(LOWEST) && !name.startsWith(HIGHEST)) {
      return entry;
    }
    String word = name.substring(LOWEST.length());
    boolean other =
        all.stream()
            .anyMatch(
                each ->
                    each.name().equals((name.startsWith(LOWEST) ? HIGHEST : LOWEST) + word)
                        && each.type().equals(entry.type()));
    boolean free = all.stream().noneMatch(each -> each.spellings().contains(word));
    return other && free
        ? new Entry(
            entry.spellings(), entry.required(), entry.none(), word, entry.type(), entry.path())
        : entry;
  }

  private static void collect(
      Class<?> recordType, List<RecordComponent> path, List<Entry> entries) {
    for (RecordComponent component : recordType.getRecordComponents()) {
      List<RecordComponent> way = new ArrayList<>(path);
      way.add(component);
      Parameter note = component.getAnnotation(Parameter.class);
      if (note != null && note.flat()) {
        collect(component.getType(), way, entries);
        continue;
      }
      List<String> spellings = new ArrayList<>();
      spellings.add(
          note == null || note.name().isEmpty() ? snakeCase(component.getName()) : note.name());
      if (note != null) {
        spellings.addAll(List.of(note.aliases()));
      }
      entries.add(
          new Entry(
              List.copyOf(spellings),
              note != null && note.required(),
              note == null ? List.of() : List.of(note.none()),
              "",
              component.getGenericType(),
              List.copyOf(way)));
    }
  }

  /**
   * A record of a class with such parameters.
   *
   * @param values one for each of {@link #of}, in that order
   * @throws IllegalArgumentException what its constructor says against them
   */
  public static <T> T construct(Class<T> recordType, List<?> values) {
    return recordType.cast(construct(recordType, values.iterator()));
  }

  private static Object construct(Class<?> recordType, java.util.Iterator<?> values) {
    RecordComponent[] components = recordType.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < arguments.length; i++) {
      Parameter note = components[i].getAnnotation(Parameter.class);
      arguments[i] = note != null && note.flat() ? construct(types[i], values) : values.next();
    }
    try {
      Constructor<?> constructor = recordType.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw new IllegalArgumentException(
          cause == null ? e.toString() : String.valueOf(cause.getMessage()), cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + recordType.getName(), e);
    }
  }

  /** What the no-argument constructor of a record class makes; empty if it has none. */
  public static Optional<Object> defaults(Class<?> recordType) {
    try {
      Constructor<?> constructor = recordType.getDeclaredConstructor();
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance());
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  /**
   * A value given in Java or read as a text, as a parameter has it.
   *
   * @throws IllegalArgumentException if it cannot be, saying what it must be
   */
  public static Object convert(Object value, Entry entry) {
    Type type = entry.type();
    if (type instanceof ParameterizedType generic) {
      Type item = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == List.class) {
        Collection<?> items = value instanceof Collection<?> many ? many : List.of(value);
        return items.stream().map(each -> single(each, item, entry.name())).toList();
      }
      if (generic.getRawType() == Optional.class) {
        Object given = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return given == null || given instanceof String text && entry.isNone(text)
            ? Optional.empty()
            : Optional.of(single(given, item, entry.name()));
      }
    }
    return single(value, type, entry.name());
  }

  private static Object single(Object value, Type type, String name) {
    if (type instanceof Class<?> plain) {
      if (plain.isInstance(value)) {
        return value;
      }
      if (Component.class.isAssignableFrom(plain) && value instanceof String text) {
        return Components.named(plain.asSubclass(Component.class), text);
      }
    }
    Object read = parse(String.valueOf(value), type);
    if (read == null) {
      throw new IllegalArgumentException(
          "'" + name + "' must be " + words(type) + ", but is '" + value + "'");
    }
    return read;
  }

  /**
   * A text as a value of such a type; null if it cannot be one.
   *
   * @throws IllegalStateException if a parameter cannot have the type
   */
  public static @Nullable Object parse(String text, Type type) {
    try {
      if (type == String.class || type == Object.class) {
        return text;
      }
      if (type == Path.class) {
        return Locations.path(text);
      }
      if (type == boolean.class || type == Boolean.class) {
        return switch (text.toLowerCase(Locale.ROOT)) {
          case "true", "yes", "on" -> true;
          case "false", "no", "off" -> false;
          default -> null;
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
        return Double.isFinite(value) ? value : null;
      }
    } catch (ArithmeticException | IllegalArgumentException e) {
      return null;
    }
    if (type instanceof Class<?> plain && plain.isEnum()) {
      return constant(plain, text);
    }
    if (type instanceof Class<?> plain && (plain.isRecord() || plain.isInterface())) {
      return null;
    }
    throw new IllegalStateException("a parameter cannot have the Java type " + type);
  }

  private static long whole(String text) {
    double value = Double.parseDouble(text.replace("_", ""));
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      return Long.parseLong(text);
    }
    return (long) value;
  }

  private static @Nullable Object constant(Class<?> type, String text) {
    for (Object value : type.getEnumConstants()) {
      if (((Enum<?>) value).name().equalsIgnoreCase(text.replace('-', '_'))) {
        return value;
      }
    }
    return null;
  }

  /** What a value of such a type must be, for people. */
  public static String words(Type type) {
    if (type instanceof ParameterizedType generic) {
      String item = words(generic.getActualTypeArguments()[0]);
      return generic.getRawType() == List.class ? "a list, each " + item : item;
    }
    if (type == Path.class) {
      return "a path";
    }
    if (type == String.class) {
      return "a text";
    }
    if (type instanceof Class<?> plain && Component.class.isAssignableFrom(plain)) {
      return "a " + Components.words(plain.asSubclass(Component.class));
    }
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

  /** {@code minSnrDb} as {@code min_snr_db}. */
  static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** The parameters of a component as plain data, those without a value left out. */
  public static Map<String, Object> plainEntries(Record record) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Entry entry : of(record.getClass())) {
      Object value = entry.read(record);
      if (!(value instanceof Optional<?> optional && optional.isEmpty())) {
        entries.put(entry.name(), plain(value));
      }
    }
    return entries;
  }

  /**
   * A parameter value as plain data: maps, lists, strings, numbers and booleans; nested records
   * become maps, nested components get a {@code type} or are their name alone, an empty optional
   * becomes an empty string.
   */
  public static Object plain(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(Parameters::plain).orElse("");
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Parameters::plain).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      map.forEach((key, item) -> entries.put(String.valueOf(key), plain(item)));
      return entries;
    }
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    if (value instanceof Path path) {
      return path.toString().replace('\\', '/');
    }
    if (value instanceof Record record) {
      Map<String, Object> entries = new LinkedHashMap<>();
      if (record instanceof Component component) {
        entries.put("type", component.name());
      }
      entries.putAll(plainEntries(record));
      return record instanceof Component component && entries.size() == 1
          ? component.name()
          : entries;
    }
    return value;
  }

  /** A parameter value as text, stable across runs and machines. */
  public static String text(Object value) {
    Object plain = plain(value);
    if (plain instanceof List<?> list) {
      StringJoiner joiner = new StringJoiner(", ", "[", "]");
      list.forEach(item -> joiner.add(text(item)));
      return joiner.toString();
    }
    if (plain instanceof Map<?, ?> map) {
      StringJoiner joiner = new StringJoiner(", ", "{", "}");
      map.forEach((key, item) -> joiner.add(key + "=" + text(item)));
      return joiner.toString();
    }
    return String.valueOf(plain);
  }
}
