package org.sonoprobe.component;

import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Component;

/** The requirements of components that are to be made again, of their YAML, in another process. */
public final class Travel {
  private Travel() {}

  /**
   * Why no other process can make a component; empty if one can that has the same jars.
   *
   * @param kind such as {@code EmbeddingModel}
   */
  public static <T extends Component> Optional<String> obstacle(Class<T> kind, T component) {
    Class<?> type = component.getClass();
    String name = Components.words(kind) + " '" + component.name() + "' (" + type.getName() + ")";
    boolean found =
        Components.all(kind).values().stream().anyMatch(known -> known.getClass() == type);
    if (!found) {
      return Optional.of(
          ("%s exists in this program alone; other processes find components by "
                  + "META-INF/services/%s in a jar: name it there")
              .formatted(name, kind.getName()));
    }
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL place = source == null ? null : source.getLocation();
    if (place != null
        && !type.getPackageName().startsWith("org.sonoprobe.")
        && Files.isDirectory(Path.of(URI.create(place.toString())))) {
      return Optional.of(
          "%s comes from the folder %s; only jars are sent: make one of it"
              .formatted(name, place.getPath()));
    }
    return Optional.empty();
  }

  /** The files and folders that the parameters of a component name. */
  public static List<Path> paths(Component component) {
    List<Path> paths = new ArrayList<>();
    collect(component, paths);
    return paths;
  }

  private static void collect(Object value, List<Path> paths) {
    if (value instanceof Path path) {
      if (!path.toString().isEmpty()) {
        paths.add(path);
      }
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> collect(present, paths));
    } else if (value instanceof List<?> list) {
      list.forEach(item -> collect(item, paths));
    } else if (value instanceof Record record) {
      Parameters.of(record.getClass()).forEach(entry -> collect(entry.read(record), paths));
    }
  }
}
