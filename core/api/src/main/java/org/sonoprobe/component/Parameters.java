package org.sonoprobe.component;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Parameter;

/** The parameters of a component, read from its record. */
public final class Parameters {
  private Parameters() {}

  /**
   * One parameter.
   *
   * @param name in YAML's spelling
   * @param aliases other accepted spellings
   * @param required whether the default is a mere placeholder
   * @param type its Java type
   * @param component the record component behind it
   */
  public record Entry(
      String name, List<String> aliases, boolean required, Type type, RecordComponent component) {

    /** Its value in a record. */
    public Object read(Object record) {
      try {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return accessor.invoke(record);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(
            "cannot read parameter '" + name + "' of " + record.getClass(), e);
      }
    }
  }

  /** The parameters of a record class in their order. */
  public static List<Entry> of(Class<?> recordType) {
    List<Entry> entries = new ArrayList<>();
    for (RecordComponent component : recordType.getRecordComponents()) {
      Parameter note = component.getAnnotation(Parameter.class);
      String given = note == null ? "" : note.name();
      entries.add(
          new Entry(
              given.isEmpty() ? snakeCase(component.getName()) : given,
              note == null ? List.of() : List.of(note.aliases()),
              note != null && note.required(),
              component.getGenericType(),
              component));
    }
    return entries;
  }

  static void require(Component component) {
    if (!component.getClass().isRecord()) {
      throw new ComponentException(
          component.getClass().getName()
              + " in "
              + Components.origin(component)
              + " is not a record; a component is a record whose components are its parameters",
          null);
    }
  }

  /** {@code minSnrDb} as {@code min_snr_db}. */
  static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  /**
   * A parameter value as plain data: maps, lists, strings, numbers and booleans; nested records
   * become maps, nested components get a {@code type}, an empty optional becomes an empty string.
   */
  public static Object plain(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(Parameters::plain).orElse("");
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(plain(item)));
      return items;
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
      for (Entry entry : of(record.getClass())) {
        entries.put(entry.name(), plain(entry.read(record)));
      }
      return entries;
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
