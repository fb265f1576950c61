package org.sonoprobe.component;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.sonoprobe.api.Component;

/**
 * A maker of texts that are equal for components that give the same results, out of name, revision,
 * code and those parameters that differ from their defaults, with the content of each file in the
 * place of its path.
 *
 * <p>So a new parameter leaves the identity of all components that do not use it as it was; a
 * default that comes to mean something else raises {@link Component#revision()}.
 *
 * <p>Remembers the hashes of the files it has seen; use one for a run.
 */
public final class Identity {
  private final Map<Path, String> hashes = new ConcurrentHashMap<>();

  /**
   * A text that is equal for two components exactly if they are interchangeable, on any machine.
   *
   * @throws IOException if a file that a parameter names cannot be read
   */
  public String of(Component component) throws IOException {
    return text(component);
  }

  private String text(Object value) throws IOException {
    if (value instanceof Path path) {
      return path.toString().isEmpty() ? "p-" : "p" + hash(path);
    }
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? "o" + text(optional.get()) : "o-";
    }
    if (value instanceof List<?> list) {
      List<String> items = new ArrayList<>();
      for (Object item : list) {
        items.add(text(item));
      }
      return "[" + String.join(",", items) + "]";
    }
    if (value instanceof Record record) {
      List<String> items = new ArrayList<>();
      if (record instanceof Component component) {
        items.add(
            component.name().length()
                + ":"
                + component.name()
                + "@"
                + component.revision()
                + code(component));
      }
      Object defaults = Parameters.defaults(record.getClass()).orElse(null);
      for (Parameters.Entry entry : Parameters.of(record.getClass())) {
        Object own = entry.read(record);
        if (defaults == null || !own.equals(entry.read(defaults))) {
          items.add(entry.name() + "=" + text(own));
        }
      }
      return "{" + String.join(",", items) + "}";
    }
    String atom = Parameters.text(value);
    return atom.length() + ":" + atom;
  }

  /**
   * The code behind a component that is not Sonoprobe's own: the hash of its jar, or of the classes
   * of its package where it is run from a folder. So what an edited plug-in would make is never
   * taken for made. Sonoprobe's own components say by their revision when they change.
   */
  private String code(Component component) throws IOException {
    Class<?> type = component.getClass();
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (type.getPackageName().startsWith("org.sonoprobe.")
        || source == null
        || source.getLocation() == null) {
      return "";
    }
    Path place = Path.of(URI.create(source.getLocation().toString()));
    return "#"
        + hash(
            Files.isDirectory(place)
                ? place.resolve(type.getPackageName().replace('.', '/'))
                : place);
  }

  /**
   * SHA-256 of a file's bytes in hex; for a folder, of the names and hashes of all files below it.
   */
  public String hash(Path path) throws IOException {
    Path key = path.toAbsolutePath().normalize();
    String known = hashes.get(key);
    if (known == null) {
      known = Files.isDirectory(path) ? hashFolder(path) : Hashes.file(path);
      hashes.put(key, known);
    }
    return known;
  }

  private static String hashFolder(Path folder) throws IOException {
    List<Path> files;
    // links are followed, as those who read the folder follow them
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    StringBuilder all = new StringBuilder();
    for (Path file : files) {
      all.append(folder.relativize(file).toString().replace('\\', '/'))
          .append(' ')
          .append(Hashes.file(file))
          .append('\n');
    }
    return Hashes.sha256(all.toString());
  }
}
