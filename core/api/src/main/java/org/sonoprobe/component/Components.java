package org.sonoprobe.component;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Component;

/** Finds components on the class path by name. Looks each time; remembers nothing. */
public final class Components {
  /** So many names are not listed where one of them is near. */
  private static final int MANY = 50;

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
      require(component);
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

  /** {@code "; did you mean 'x'?"} where a known name is near to the one given; empty otherwise. */
  public static String hint(String given, Collection<String> known) {
    return Nearest.hint(given, known);
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
    String words = words(kind);
    throw new UnknownComponentException(
        "no %s is called '%s'%s%s"
            .formatted(
                words,
                name,
                advice(kind, name, byName),
                byName.size() > MANY && !Nearest.hint(name, byName.keySet()).isEmpty()
                    ? "; 'sonoprobe list' shows all " + byName.size()
                    : "; there are: "
                        + (byName.isEmpty()
                            ? "none on the class path"
                            : String.join(", ", byName.keySet()))));
  }

  private static String advice(
      Class<? extends Component> kind, String name, Map<String, ? extends Component> byName) {
    String nearest = Nearest.hint(name, byName.keySet());
    String otherwise =
        nearest.isEmpty()
            ? " (if a jar of your own brings it, put that on the class path or name it with --plugins;"
                + " its class must stand in its META-INF/services/"
                + kind.getName()
                + ")"
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
    return words(kind).replace(' ', '_') + ".";
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

  /** The same component with its defaults; itself if its class has none. */
  @SuppressWarnings("unchecked") // what is constructed has the class of the component
  public static <T extends Component> T original(T component) {
    return (T) Parameters.defaults(component.getClass()).orElse(component);
  }

  /** The value of a parameter for people. */
  public static String text(Object value) {
    return Parameters.text(value);
  }

  /** How a component is written in YAML: its parameters by their YAML names, without the type. */
  public static Map<String, Object> parameters(Component component) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameters.Entry entry : Parameters.of(component.getClass())) {
      values.put(entry.name(), entry.read(component));
    }
    return values;
  }

  /**
   * A parameter as people read about it.
   *
   * @param name its usual name in YAML
   * @param aliases other spellings
   * @param required whether a value must be given
   * @param value the component's own value as text
   * @param accepts what it may be, such as {@code a whole number}
   */
  public record ParameterText(
      String name, List<String> aliases, boolean required, String value, String accepts) {}

  /** The parameters of a component in their order, for people. */
  public static List<ParameterText> explain(Component component) {
    return Parameters.of(component.getClass()).stream()
        .map(
            entry ->
                new ParameterText(
                    entry.name(),
                    entry.aliases(),
                    entry.required(),
                    entry.text(component),
                    entry.accepts()))
        .toList();
  }

  /**
   * A component with one parameter changed, such as {@code with(new Classifier(), "epochs", 20)}.
   *
   * @param parameter its name as YAML has it; {@code snr_db} stands for both {@code min_snr_db} and
   *     {@code max_snr_db} of a deformation, {@code transform.snr_db} for that of a component in a
   *     parameter
   * @param value of the parameter's type, or a text or number that YAML would accept for it
   * @throws IllegalArgumentException if there is no such parameter, naming those that exist, or the
   *     component does not accept the value
   */
  @SuppressWarnings("unchecked") // what is constructed has the class of the component
  public static <T extends Component> T with(T component, String parameter, Object value) {
    int point = parameter.indexOf('.');
    if (point > 0
        && parameters(component).get(parameter.substring(0, point)) instanceof Component inner) {
      return with(
          component,
          parameter.substring(0, point),
          with(inner, parameter.substring(point + 1), value));
    }
    List<Parameters.Entry> entries = Parameters.of(component.getClass());
    List<Object> values = new ArrayList<>();
    boolean found = false;
    for (Parameters.Entry entry : entries) {
      boolean wanted = entry.isSetBy(parameter);
      found |= wanted;
      values.add(wanted ? Parameters.convert(value, entry) : entry.read(component));
    }
    if (!found) {
      List<String> names = Parameters.words(entries);
      throw new IllegalArgumentException(
          "'%s' has no parameter '%s'%s; it has: %s"
              .formatted(
                  component.name(),
                  parameter,
                  Nearest.hint(parameter, names),
                  names.isEmpty() ? "none" : String.join(", ", names)));
    }
    return (T) Parameters.construct(component.getClass(), values);
  }

  /** A component as one line for people: {@code name(parameter=value, …)}. */
  public static String describe(Component component) {
    return line(component, null);
  }

  /**
   * A component as one line for people, with those parameters alone that differ from their
   * defaults.
   */
  public static String summary(Component component) {
    return line(component, Parameters.defaults(component.getClass()).orElse(null));
  }

  private static String line(Component component, @Nullable Object defaults) {
    List<String> parts = new ArrayList<>();
    for (Parameters.Entry entry : Parameters.of(component.getClass())) {
      if (defaults == null || !entry.read(component).equals(entry.read(defaults))) {
        parts.add(entry.name() + "=" + entry.text(component));
      }
    }
    return component.name() + (parts.isEmpty() ? "" : "(" + String.join(", ", parts) + ")");
  }

  /** The words for a kind of component in messages, such as {@code embedding model}. */
  public static String words(Class<? extends Component> kind) {
    return kind.getSimpleName().replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }

  private static void require(Component component) {
    if (!component.getClass().isRecord()) {
      throw new ComponentException(
          ("%s in %s is not a record; a component is a record whose components are its "
                  + "parameters")
              .formatted(component.getClass().getName(), origin(component)),
          null);
    }
  }

  private static <T extends Component> Iterable<T> loader(Class<T> kind) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ServiceLoader<T> loader =
        ServiceLoader.load(kind, context != null ? context : Components.class.getClassLoader());
    List<T> found = new ArrayList<>();
    try {
      loader.forEach(found::add);
    } catch (ServiceConfigurationError e) {
      String words = words(kind);
      throw new ComponentException(
          ("aeiou".indexOf(words.charAt(0)) < 0 ? "a " : "an ")
              + words
              + " on the class path cannot be loaded: "
              + e.getMessage()
              + namedIn(kind, context, String.valueOf(e.getMessage()))
              + "; a component is a public record with a public no-argument constructor",
          e);
    }
    return found;
  }

  /** Which services file names the class that a message is about. */
  private static String namedIn(Class<?> kind, @Nullable ClassLoader loader, String message) {
    String resource = "META-INF/services/" + kind.getName();
    try {
      List<URL> files =
          Collections.list(
              (loader == null ? Components.class.getClassLoader() : loader).getResources(resource));
      for (URL file : files) {
        try (InputStream in = file.openStream()) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          if (text.lines()
              .map(String::strip)
              .anyMatch(line -> !line.isEmpty() && message.contains(line))) {
            return " (named in " + file + ")";
          }
        }
      }
    } catch (IOException e) {
      return " (and the services files cannot be read: " + e.getMessage() + ")";
    }
    return "";
  }

  private static <T extends Component> void register(
      Map<String, T> byName, T component, String name) {
    for (Map.Entry<String, T> other : byName.entrySet()) {
      if (normal(other.getKey()).equals(normal(name))) {
        throw new ComponentException(
            ("two components are called '%s': %s in %s and %s in %s; remove one from the "
                    + "class path or rename it")
                .formatted(
                    name,
                    other.getValue().getClass().getName(),
                    origin(other.getValue()),
                    component.getClass().getName(),
                    origin(component)),
            null);
      }
    }
    byName.put(name, component);
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
