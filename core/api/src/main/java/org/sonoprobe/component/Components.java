package org.sonoprobe.component;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.sonoprobe.api.Component;
import org.sonoprobe.component.internal.Nearest;

/** Finds components on the class path by name. Looks each time; remembers nothing. */
public final class Components {
  private Components() {}

  /**
   * All components of a kind with their default parameters, variants included, by name in
   * alphabetical order.
   *
   * @throws ComponentException if two have one name, naming both jars, or if a provider is not a
   *     record
   */
  public static <T extends Component> Map<String, T> all(Class<T> kind) {
    Map<String, T> byName = new TreeMap<>();
    for (T component : loader(kind)) {
      Parameters.require(component);
      register(byName, component, component.name());
      for (Component variant : component.variants()) {
        register(byName, kind.cast(variant), variant.name());
      }
    }
    return byName;
  }

  /**
   * The component of that name, or alias, with its default parameters; case does not matter.
   *
   * @throws UnknownComponentException naming those that exist, the nearest of them, and the
   *     artifact that may be missing
   */
  public static <T extends Component> T named(Class<T> kind, String name) {
    return named(kind, name, all(kind));
  }

  /** As {@link #named(Class, String)}, among components that have been found before. */
  public static <T extends Component> T named(Class<T> kind, String name, Map<String, T> byName) {
    Map<String, T> spellings = new HashMap<>();
    byName.forEach(
        (known, component) -> {
          spellings.put(normal(known), component);
          component.aliases().forEach(alias -> spellings.putIfAbsent(normal(alias), component));
        });
    T found = spellings.get(normal(name));
    if (found != null) {
      return found;
    }
    String words = Kind.of(kind).words();
    throw new UnknownComponentException(
        "no "
            + words
            + " is called '"
            + name
            + "'"
            + advice(kind, name, byName)
            + "; there are: "
            + (byName.isEmpty() ? "none on the class path" : String.join(", ", byName.keySet())));
  }

  private static String advice(
      Class<? extends Component> kind, String name, Map<String, ? extends Component> byName) {
    String nearest = Nearest.hint(name, byName.keySet());
    String otherwise =
        nearest.isEmpty()
            ? " (if a jar of your own brings it, put that on the class path or name it with --plugins)"
            : "";
    return nearest + elsewhere(kind, name).map(where -> " (" + where + ")").orElse(otherwise);
  }

  /**
   * What is known about a name that is not on the class path: the artifact that brings it, or why
   * there is none yet.
   */
  public static Optional<String> elsewhere(Class<? extends Component> kind, String name) {
    return Optional.ofNullable(knownElsewhere().getProperty(prefix(kind) + normal(name)));
  }

  /**
   * The names of a kind that {@link #elsewhere} knows something about, on the class path or not.
   */
  public static List<String> namesElsewhere(Class<? extends Component> kind) {
    String prefix = prefix(kind);
    return knownElsewhere().stringPropertyNames().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .sorted()
        .toList();
  }

  private static String prefix(Class<? extends Component> kind) {
    return Kind.of(kind).name().toLowerCase(Locale.ROOT) + ".";
  }

  private static Properties knownElsewhere() {
    Properties known = new Properties();
    try (InputStream in = Components.class.getResourceAsStream("known-elsewhere.properties")) {
      known.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }

  /** The file name of the jar (or folder) that a component comes from. */
  public static String origin(Component component) {
    CodeSource source = component.getClass().getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return "the JDK";
    }
    Path file = Path.of(java.net.URI.create(location.toString()));
    Path fileName = file.getFileName();
    return fileName == null || fileName.toString().equals("classes")
        ? file.toString()
        : fileName.toString();
  }

  /** How a component is written in YAML: its parameters by their YAML names, without the type. */
  public static Map<String, Object> parameters(Component component) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameters.Entry entry : Parameters.of(component.getClass())) {
      values.put(entry.name(), entry.read(component));
    }
    return values;
  }

  /** A component as one line for people: {@code name(parameter=value, …)}. */
  public static String describe(Component component) {
    List<String> parts = new ArrayList<>();
    parameters(component).forEach((name, value) -> parts.add(name + "=" + Parameters.text(value)));
    return component.name() + (parts.isEmpty() ? "" : "(" + String.join(", ", parts) + ")");
  }

  /**
   * A component as one line for people, with those parameters alone that differ from their
   * defaults.
   */
  public static String summary(Component component) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    try {
      Constructor<? extends Component> constructor = component.getClass().getDeclaredConstructor();
      constructor.setAccessible(true);
      defaults = parameters(constructor.newInstance());
    } catch (ReflectiveOperationException e) {
      // a component that ServiceLoader has not made may lack the constructor; then every parameter
      // is shown
    }
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, Object> entry : parameters(component).entrySet()) {
      if (!entry.getValue().equals(defaults.get(entry.getKey()))) {
        parts.add(entry.getKey() + "=" + Parameters.text(entry.getValue()));
      }
    }
    return component.name() + (parts.isEmpty() ? "" : "(" + String.join(", ", parts) + ")");
  }

  private static <T extends Component> Iterable<T> loader(Class<T> kind) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ServiceLoader<T> loader =
        ServiceLoader.load(kind, context != null ? context : Components.class.getClassLoader());
    List<T> found = new ArrayList<>();
    try {
      loader.forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new ComponentException(
          "a "
              + Kind.of(kind).words()
              + " on the class path cannot be loaded: "
              + e.getMessage()
              + "; a component is a public record with a public no-argument constructor",
          e);
    }
    return found;
  }

  private static <T extends Component> void register(
      Map<String, T> byName, T component, String name) {
    for (Map.Entry<String, T> other : byName.entrySet()) {
      if (normal(other.getKey()).equals(normal(name))) {
        throw new ComponentException(
            "two components are called '"
                + name
                + "': "
                + other.getValue().getClass().getName()
                + " in "
                + origin(other.getValue())
                + " and "
                + component.getClass().getName()
                + " in "
                + origin(component)
                + "; remove one from the class path or rename it",
            null);
      }
    }
    byName.put(name, component);
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
