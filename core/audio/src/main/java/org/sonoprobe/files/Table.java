package org.sonoprobe.files;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The columns of a record, by which a list of such records is a table in CSV or JSON and is read
 * back.
 *
 * <p>A column is a component; its title is the component's name with underscores ({@code
 * greaterIsBetter} is {@code greater_is_better}) unless {@link Title} says another. A component
 * that is a record itself is laid flat. {@link ColumnOrder} gives another order.
 *
 * <p>A cell is a text, a number ({@code NaN} where there is none), {@code true} or {@code false},
 * the constant of an enum as a word in lower case, or anything else that has a public static {@code
 * valueOf(String)} which understands its {@code toString()}. In CSV no text is a formula to a
 * spreadsheet ({@link Csv#safeLine}). Immutable and thread-safe.
 *
 * @param <T> the record of a row
 */
public final class Table<T extends Record> {
  private final Shape<T> shape;
  private final List<String> titles;

  private Table(Shape<T> shape, List<String> titles) {
    this.shape = shape;
    this.titles = titles;
  }

  /**
   * The table of a record.
   *
   * @throws IllegalArgumentException if two columns have one title, a component is none of what a
   *     cell may be, or {@link ColumnOrder} names what there is not or lacks a component of the
   *     record itself
   */
  public static <T extends Record> Table<T> of(Class<T> row) {
    Shape<T> shape = Shape.of(row, "");
    Set<String> all = new LinkedHashSet<>();
    shape.addTitles(all);
    ColumnOrder columns = row.getAnnotation(ColumnOrder.class);
    if (columns == null) {
      return new Table<>(shape, List.copyOf(all));
    }
    List<String> wanted = List.of(columns.value());
    Set<String> needed = new LinkedHashSet<>(wanted);
    if (needed.size() < wanted.size() || !all.containsAll(needed)) {
      needed.removeAll(all);
      throw new IllegalArgumentException(
          "%s has no columns %s, or names one twice".formatted(row.getName(), needed));
    }
    shape.cells.values().stream()
        .filter(cell -> cell instanceof Leaf && !needed.contains(cell.title()))
        .findFirst()
        .ifPresent(
            cell -> {
              throw new IllegalArgumentException(
                  "%s lacks '%s' among its columns".formatted(row.getName(), cell.title()));
            });
    return new Table<>(shape, wanted);
  }

  /** The titles of the columns, in their order. */
  public List<String> titles() {
    return titles;
  }

  /** A row as plain data: texts, numbers and truth values by the title of their column. */
  public Map<String, Object> data(T row) {
    Map<String, Object> all = new HashMap<>();
    shape.write(row, all);
    Map<String, Object> data = new LinkedHashMap<>();
    titles.forEach(title -> data.put(title, all.get(title)));
    return data;
  }

  /** The rows as plain data for JSON. */
  public List<Map<String, Object>> data(List<T> rows) {
    return rows.stream().map(this::data).toList();
  }

  /** The rows as CSV, the titles in the first line. */
  public String csv(List<T> rows) {
    StringBuilder csv = new StringBuilder(Csv.line(titles));
    rows.forEach(row -> csv.append(Csv.safeLine(List.copyOf(data(row).values()))));
    return csv.toString();
  }

  /**
   * The rows of what {@link #csv} wrote, whatever the order of the columns.
   *
   * @param source names the file in messages
   * @throws IOException if a column is missing or a cell cannot be read, naming the line
   */
  public List<T> parse(String csv, String source) throws IOException {
    Csv parsed = Csv.parse(csv, source, ',');
    Map<String, Integer> places = new LinkedHashMap<>();
    for (String title : titles) {
      places.put(title, parsed.column(title, source));
    }
    List<T> rows = new ArrayList<>();
    for (int line = 0; line < parsed.rows().size(); line++) {
      List<String> cells = parsed.rows().get(line);
      Map<String, String> texts = new HashMap<>();
      places.forEach((title, place) -> texts.put(title, Csv.plain(cells.get(place))));
      try {
        rows.add(shape.read(texts));
      } catch (IllegalArgumentException e) {
        throw new IOException(source + ":" + parsed.lines().get(line) + ": " + e.getMessage(), e);
      }
    }
    return rows;
  }

  /** One column, or several that are a record. */
  private sealed interface Part permits Leaf, Shape {
    String title();

    Object read(Map<String, String> texts);
  }

  /** A column. */
  private record Leaf(String title, Class<?> type) implements Part {
    @Override
    public Object read(Map<String, String> texts) {
      String text = texts.get(title);
      if (text == null) {
        return missing();
      }
      try {
        return full(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "'%s' is no %s for %s".formatted(text, type.getSimpleName(), title), e);
      }
    }

    /** What a column that the table does not have is read as. */
    private Object missing() {
      if (type == String.class) {
        return "";
      } else if (type == double.class) {
        return Double.NaN;
      } else if (type == int.class) {
        return 0;
      } else if (type == long.class) {
        return 0L;
      } else if (type == boolean.class) {
        return false;
      }
      return valueOf("");
    }

    private Object full(String text) {
      if (type == String.class) {
        return text;
      } else if (type == double.class) {
        return Double.valueOf(text);
      } else if (type == int.class) {
        return Integer.valueOf(text);
      } else if (type == long.class) {
        return Long.valueOf(text);
      } else if (type == boolean.class) {
        if (!text.equals("true") && !text.equals("false")) {
          throw new IllegalArgumentException(text);
        }
        return text.equals("true");
      }
      return valueOf(type.isEnum() ? text.toUpperCase(Locale.ROOT) : text);
    }

    private Object valueOf(String text) {
      try {
        return factory(type).invoke(null, text);
      } catch (InvocationTargetException e) {
        throw new IllegalArgumentException(e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    Object plain(Object value) {
      if (value instanceof Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
      }
      return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
  }

  private static Method factory(Class<?> type) throws NoSuchMethodException {
    Method factory = type.getMethod("valueOf", String.class);
    factory.setAccessible(true);
    return factory;
  }

  /** A record. */
  private record Shape<R extends Record>(
      String title, Constructor<R> constructor, Map<Method, Part> cells) implements Part {
    private static final Set<Class<?>> PLAIN =
        Set.of(String.class, double.class, int.class, long.class, boolean.class);

    static <R extends Record> Shape<R> of(Class<R> type, String before) {
      RecordComponent[] components = type.getRecordComponents();
      Map<Method, Part> cells = new LinkedHashMap<>();
      Set<String> titles = new LinkedHashSet<>();
      for (RecordComponent component : components) {
        Part cell = part(component, before);
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        cells.put(accessor, cell);
        Set<String> own = new LinkedHashSet<>();
        addTitles(cell, own);
        own.stream()
            .filter(title -> !titles.add(title))
            .findFirst()
            .ifPresent(
                title -> {
                  throw new IllegalArgumentException(
                      "%s has two columns '%s'".formatted(type.getName(), title));
                });
      }
      try {
        Constructor<R> constructor =
            type.getDeclaredConstructor(
                Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return new Shape<>(before, constructor, cells);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Part part(RecordComponent component, String before) {
      Title named = component.getAnnotation(Title.class);
      Class<?> type = component.getType();
      if (type.isRecord() && !hasFactory(type)) {
        return of(type.asSubclass(Record.class), before + (named == null ? "" : named.value()));
      }
      if (!PLAIN.contains(type) && !hasFactory(type)) {
        throw new IllegalArgumentException(
            "%s of %s is no cell of a table: %s has no valueOf(String)"
                .formatted(
                    component.getName(),
                    component.getDeclaringRecord().getName(),
                    type.getSimpleName()));
      }
      String own = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      return new Leaf(before + (named == null ? own : named.value()), type);
    }

    private static boolean hasFactory(Class<?> type) {
      try {
        return type.isAssignableFrom(factory(type).getReturnType());
      } catch (NoSuchMethodException e) {
        return false;
      }
    }

    private static void addTitles(Part part, Set<String> into) {
      if (part instanceof Shape<?> shape) {
        shape.addTitles(into);
      } else {
        into.add(part.title());
      }
    }

    void addTitles(Set<String> into) {
      cells.values().forEach(cell -> addTitles(cell, into));
    }

    void write(Object row, Map<String, Object> into) {
      cells.forEach(
          (accessor, cell) -> {
            Object value = value(accessor, row);
            if (cell instanceof Shape<?> shape) {
              shape.write(value, into);
            } else if (cell instanceof Leaf leaf) {
              into.put(leaf.title(), leaf.plain(value));
            }
          });
    }

    private static Object value(Method accessor, Object row) {
      try {
        return accessor.invoke(row);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public R read(Map<String, String> texts) {
      Object[] values = cells.values().stream().map(cell -> cell.read(texts)).toArray();
      try {
        return constructor.newInstance(values);
      } catch (InvocationTargetException e) {
        throw new IllegalArgumentException(String.valueOf(e.getCause()), e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
