package org.sonoprobe.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.jspecify.annotations.Nullable;

/**
 * One kind of Hadoop's file systems as a file system of Java. What the engine relies on:
 *
 * <ul>
 *   <li>on HDFS, that a rename that replaces a file is atomic;
 *   <li>on stores of objects (S3, GCS), that a file appears when it is closed, all at once, and
 *       that what was written is seen by whoever reads next;
 *   <li>nowhere, that folders can be locked or files be appended to: what is appended is written
 *       anew with what was there.
 * </ul>
 */
abstract class HadoopFileSystemProvider extends FileSystemProvider {

  /** The Hadoop distributed file system. */
  public static final class Hdfs extends HadoopFileSystemProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Hdfs() {
      super("hdfs");
    }
  }

  /** HDFS over HTTP. */
  public static final class WebHdfs extends HadoopFileSystemProvider {
    /** For {@link java.util.ServiceLoader}. */
    public WebHdfs() {
      super("webhdfs");
    }
  }

  /** Several file systems under one name. */
  public static final class ViewFs extends HadoopFileSystemProvider {
    /** For {@link java.util.ServiceLoader}. */
    public ViewFs() {
      super("viewfs");
    }
  }

  /** Amazon S3 and what speaks like it. */
  public static final class S3a extends HadoopFileSystemProvider {
    /** For {@link java.util.ServiceLoader}. */
    public S3a() {
      super("s3a");
    }
  }

  /** Azure Data Lake Storage. */
  public static final class Abfs extends HadoopFileSystemProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Abfs() {
      super("abfs");
    }
  }

  /** Azure Data Lake Storage over TLS. */
  public static final class Abfss extends HadoopFileSystemProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Abfss() {
      super("abfss");
    }
  }

  /** Google Cloud Storage. */
  public static final class Gs extends HadoopFileSystemProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Gs() {
      super("gs");
    }
  }

  /** Apache Ozone. */
  public static final class Ofs extends HadoopFileSystemProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Ofs() {
      super("ofs");
    }
  }

  /** Shared by all providers of a kind, which service loaders make anew each time. */
  private static final Map<String, HadoopFileSystem> SYSTEMS = new ConcurrentHashMap<>();

  private final String scheme;

  private HadoopFileSystemProvider(String scheme) {
    this.scheme = scheme;
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
    return getFileSystem(uri);
  }

  @Override
  public HadoopFileSystem getFileSystem(URI uri) {
    String authority = uri.getAuthority() == null ? "" : uri.getAuthority();
    return SYSTEMS.computeIfAbsent(
        scheme + "://" + authority.toLowerCase(Locale.ROOT),
        key -> new HadoopFileSystem(this, authority));
  }

  @Override
  public Path getPath(URI uri) {
    return HadoopPath.of(getFileSystem(uri), getFileSystem(uri).root() + uri.getPath());
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    HadoopPath own = HadoopPath.of(path);
    if (!options.contains(StandardOpenOption.WRITE)
        && !options.contains(StandardOpenOption.APPEND)) {
      return new ReadChannel(own);
    }
    boolean append = options.contains(StandardOpenOption.APPEND);
    boolean exists = isThere(own);
    if (options.contains(StandardOpenOption.CREATE_NEW) && exists) {
      throw new FileAlreadyExistsException(path.toString());
    }
    if (!exists
        && !options.contains(StandardOpenOption.CREATE)
        && !options.contains(StandardOpenOption.CREATE_NEW)) {
      throw new NoSuchFileException(path.toString());
    }
    return new WriteChannel(
        own,
        append && exists ? Files.readAllBytes(path) : new byte[0],
        options.contains(StandardOpenOption.CREATE_NEW));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    HadoopPath own = HadoopPath.of(folder);
    FileStatus[] found;
    try {
      found = own.system().hadoop().listStatus(own.hadoop());
    } catch (FileNotFoundException e) {
      throw missing(folder, e);
    }
    if (found.length == 1 && found[0].isFile() && found[0].getPath().equals(own.hadoop())) {
      throw new NotDirectoryException(folder.toString());
    }
    List<Path> paths = new ArrayList<>();
    for (FileStatus status : found) {
      Path each = folder.resolve(own.system().getPath(status.getPath().getName()));
      if (filter.accept(each)) {
        paths.add(each);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public java.util.Iterator<Path> iterator() {
        return paths.iterator();
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    HadoopPath own = HadoopPath.of(folder);
    if (isThere(own)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    own.system().hadoop().mkdirs(own.hadoop());
  }

  @Override
  public void delete(Path path) throws IOException {
    HadoopPath own = HadoopPath.of(path);
    FileStatus status = status(own);
    if (status.isDirectory() && own.system().hadoop().listStatus(own.hadoop()).length > 0) {
      throw new DirectoryNotEmptyException(path.toString());
    }
    if (!own.system().hadoop().delete(own.hadoop(), false)) {
      throw new NoSuchFileException(path.toString());
    }
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    if (!List.of(options).contains(StandardCopyOption.REPLACE_EXISTING) && Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Files.write(target, Files.readAllBytes(source));
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    HadoopPath from = HadoopPath.of(source);
    HadoopPath to = HadoopPath.of(target);
    boolean replace = List.of(options).contains(StandardCopyOption.REPLACE_EXISTING);
    try {
      FileContext.getFileContext(from.hadoop().toUri(), HadoopConfiguration.current())
          .rename(
              from.hadoop(), to.hadoop(), replace ? Options.Rename.OVERWRITE : Options.Rename.NONE);
    } catch (FileNotFoundException e) {
      throw missing(source, e);
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      throw new FileAlreadyExistsException(target.toString());
    }
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  @Override
  public boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException("the space on " + path + " is not known");
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    status(HadoopPath.of(path));
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    if (type != BasicFileAttributeView.class) {
      return null;
    }
    HadoopPath own = HadoopPath.of(path);
    return type.cast(new StatusAttributes.View(() -> new StatusAttributes(status(own)), own));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException("only basic attributes are known of " + path);
    }
    return type.cast(new StatusAttributes(status(HadoopPath.of(path))));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    BasicFileAttributes all = readAttributes(path, BasicFileAttributes.class, options);
    return Map.of(
        "size",
        all.size(),
        "lastModifiedTime",
        all.lastModifiedTime(),
        "isDirectory",
        all.isDirectory(),
        "isRegularFile",
        all.isRegularFile());
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new UnsupportedOperationException("attributes of " + path + " are not set");
  }

  /** Whether there is something; what cannot be told is an error, not a no. */
  private static boolean isThere(HadoopPath path) throws IOException {
    try {
      status(path);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static FileStatus status(HadoopPath path) throws IOException {
    try {
      return path.system().hadoop().getFileStatus(path.hadoop());
    } catch (FileNotFoundException e) {
      throw missing(path, e);
    }
  }

  static NoSuchFileException missing(Path path, FileNotFoundException cause) {
    NoSuchFileException missing = new NoSuchFileException(path.toString());
    missing.initCause(cause);
    return missing;
  }
}
