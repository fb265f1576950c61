package org.sonoprobe.component;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places of files as text: a path of this machine, or {@code scheme://authority/path} on any file
 * system of which a provider is on the class path.
 */
public final class Locations {
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://([^/]*)(/.*)?");

  private Locations() {}

  /**
   * The path that a text means.
   *
   * @throws IllegalArgumentException if it is none, or is on a file system that is not known here
   */
  public static Path path(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      return Path.of(text);
    }
    String scheme = address.group(1);
    String path = address.group(3) == null ? "/" : address.group(3);
    if (scheme.equalsIgnoreCase("file")) {
      return Path.of(URI.create(text));
    }
    try {
      return provider(scheme, text)
          .getPath(new URI(scheme, address.group(2), path.replaceAll("/+", "/"), null, null));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + text + "' is no address of a file: " + e, e);
    }
  }

  /** Whether a path is on a file system of this machine. */
  public static boolean isHere(Path path) {
    return path.getFileSystem() == FileSystems.getDefault();
  }

  /** A text that means the path in any process that reaches it. */
  public static String address(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    String text = whole.toString();
    return isHere(path) || ADDRESS.matcher(text).matches() ? text : whole.toUri().toString();
  }

  /** A path against a base, on whatever file system the base is, unless the path is absolute. */
  public static Path resolve(Path base, Path path) {
    if (base.getFileSystem() == path.getFileSystem()) {
      return base.resolve(path);
    }
    return path.isAbsolute() ? path : base.resolve(path.toString());
  }

  private static FileSystemProvider provider(String scheme, String text) {
    Set<String> known = new TreeSet<>();
    for (FileSystemProvider provider : providers()) {
      if (provider.getScheme().equalsIgnoreCase(scheme)) {
        return provider;
      }
      known.add(provider.getScheme());
    }
    throw new IllegalArgumentException(
        ("'%s' is on a file system of the kind '%s', and only %s are on the class path; "
                + "sonoprobe-spark brings those of Hadoop, such as hdfs and s3a")
            .formatted(text, scheme, String.join(", ", known)));
  }

  private static List<FileSystemProvider> providers() {
    List<FileSystemProvider> providers = new ArrayList<>(FileSystemProvider.installedProviders());
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null) {
      ServiceLoader.load(FileSystemProvider.class, context).forEach(providers::add);
    }
    ServiceLoader.load(FileSystemProvider.class, Locations.class.getClassLoader())
        .forEach(providers::add);
    return providers;
  }
}
