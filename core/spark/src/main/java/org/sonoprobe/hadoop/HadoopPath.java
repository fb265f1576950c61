package org.sonoprobe.hadoop;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path on a file system of Hadoop; as text {@code scheme://authority/a/b}, or {@code a/b}. */
final class HadoopPath implements Path {
  private final HadoopFileSystem system;
  private final boolean absolute;
  private final List<String> names;

  HadoopPath(HadoopFileSystem system, boolean absolute, List<String> names) {
    this.system = system;
    this.absolute = absolute;
    this.names = List.copyOf(names);
  }

  /** What a text of names with slashes between them means on a file system. */
  static HadoopPath of(HadoopFileSystem system, String text) {
    boolean whole = text.equals(system.root()) || text.startsWith(system.root() + "/");
    String rest = whole ? text.substring(system.root().length()) : text;
    if (rest.indexOf('\0') >= 0) {
      throw new InvalidPathException(text, "a path holds no NUL");
    }
    List<String> names = new ArrayList<>();
    for (String name : rest.split("/", -1)) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return new HadoopPath(system, whole || rest.startsWith("/"), names);
  }

  static HadoopPath of(Path path) {
    if (path instanceof HadoopPath own) {
      return own;
    }
    throw new ProviderMismatchException(path + " is not on a file system of Hadoop");
  }

  private HadoopPath same(Path other) {
    HadoopPath own = of(other);
    if (own.system != system) {
      throw new ProviderMismatchException(other + " is not on " + system.root());
    }
    return own;
  }

  /** Hadoop's path; of an absolute one. */
  org.apache.hadoop.fs.Path hadoop() {
    HadoopPath whole = toAbsolutePath();
    return new org.apache.hadoop.fs.Path(
        system.scheme(), system.authority(), "/" + String.join("/", whole.names));
  }

  @Override
  public FileSystem getFileSystem() {
    return system;
  }

  HadoopFileSystem system() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public @Nullable Path getRoot() {
    return absolute ? new HadoopPath(system, true, List.of()) : null;
  }

  @Override
  public @Nullable Path getFileName() {
    return names.isEmpty() ? null : getName(names.size() - 1);
  }

  @Override
  public @Nullable Path getParent() {
    if (names.isEmpty() || names.size() == 1 && !absolute) {
      return null;
    }
    return new HadoopPath(system, absolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public Path getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public Path subpath(int beginIndex, int endIndex) {
    if (beginIndex < 0 || endIndex > names.size() || beginIndex >= endIndex) {
      throw new IllegalArgumentException(
          this + " has " + names.size() + " names, not " + beginIndex + " to " + endIndex);
    }
    return new HadoopPath(system, false, names.subList(beginIndex, endIndex));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof HadoopPath own
        && own.system == system
        && own.absolute == absolute
        && own.names.size() <= names.size()
        && names.subList(0, own.names.size()).equals(own.names);
  }

  @Override
  public boolean endsWith(Path other) {
    if (!(other instanceof HadoopPath own) || own.system != system) {
      return false;
    }
    if (own.absolute) {
      return equals(own);
    }
    int from = names.size() - own.names.size();
    return from >= 0 && names.subList(from, names.size()).equals(own.names);
  }

  @Override
  public Path normalize() {
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      if (name.equals("..") && !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..")) {
        kept.remove(kept.size() - 1);
      } else if (!name.equals(".") && !(name.equals("..") && absolute)) {
        kept.add(name);
      }
    }
    return new HadoopPath(system, absolute, kept);
  }

  @Override
  public Path resolve(Path other) {
    HadoopPath own = same(other);
    if (own.absolute) {
      return own;
    }
    List<String> all = new ArrayList<>(names);
    all.addAll(own.names);
    return new HadoopPath(system, absolute, all);
  }

  @Override
  public Path relativize(Path other) {
    HadoopPath own = same(other);
    if (own.absolute != absolute) {
      throw new IllegalArgumentException(other + " cannot be relative to " + this);
    }
    int common = 0;
    while (common < Math.min(names.size(), own.names.size())
        && names.get(common).equals(own.names.get(common))) {
      common++;
    }
    List<String> way = new ArrayList<>();
    for (int up = common; up < names.size(); up++) {
      way.add("..");
    }
    way.addAll(own.names.subList(common, own.names.size()));
    return new HadoopPath(system, false, way);
  }

  @Override
  public URI toUri() {
    try {
      return new URI(
          system.scheme(),
          system.authority(),
          "/" + String.join("/", toAbsolutePath().names),
          null,
          null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(this + " has no address", e);
    }
  }

  /** Against the root: there is no working folder. */
  @Override
  public HadoopPath toAbsolutePath() {
    return absolute ? this : new HadoopPath(system, true, names);
  }

  /** As {@link #toAbsolutePath}: links are not followed. */
  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    system.hadoop().getFileStatus(hadoop());
    return toAbsolutePath().normalize();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("folders of Hadoop are not watched");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(of(other).toString());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HadoopPath own
        && own.system == system
        && own.absolute == absolute
        && own.names.equals(names);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Boolean.hashCode(absolute);
  }

  @Override
  public String toString() {
    String joined = String.join("/", names);
    return absolute ? system.root() + "/" + joined : joined;
  }
}
