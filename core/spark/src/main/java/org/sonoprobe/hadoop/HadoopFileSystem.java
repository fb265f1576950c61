package org.sonoprobe.hadoop;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.sonoprobe.files.WholeWrites;

/** One file system of Hadoop: a name node, a bucket. */
final class HadoopFileSystem extends FileSystem implements WholeWrites {
  private final HadoopFileSystemProvider provider;
  private final String authority;

  HadoopFileSystem(HadoopFileSystemProvider provider, String authority) {
    this.provider = provider;
    this.authority = authority;
  }

  String scheme() {
    return provider.getScheme();
  }

  String authority() {
    return authority;
  }

  String root() {
    return scheme() + "://" + authority;
  }

  /** Hadoop's own view of it, which is remembered by Hadoop. */
  org.apache.hadoop.fs.FileSystem hadoop() throws IOException {
    try {
      return new org.apache.hadoop.fs.Path(scheme(), authority, "/")
          .getFileSystem(HadoopConfiguration.current());
    } catch (IOException | RuntimeException e) {
      boolean absent =
          e instanceof UnsupportedFileSystemException
              || e.getCause() instanceof ClassNotFoundException;
      throw new IOException(
          root()
              + " cannot be reached: "
              + (absent ? "Hadoop's classes for " + scheme() + " are not on the class path; " : "")
              + (scheme().equals("s3a") && absent
                  ? "hadoop-aws and its SDK bring them (docs/scaling.md)"
                  : String.valueOf(e.getMessage())),
          e);
    }
  }

  /**
   * Whether it is a store of objects, in which a file appears whole when it is closed, and a rename
   * is a copy.
   */
  @Override
  public boolean appearWhole() {
    return scheme().equals("s3a") || scheme().equals("gs");
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("Hadoop closes its file systems itself");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(new HadoopPath(this, true, List.of()));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    return HadoopPath.of(this, more.length == 0 ? first : first + "/" + String.join("/", more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher here = FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
    return path ->
        here.matches(Path.of(path.isAbsolute() ? path.toUri().getPath() : path.toString()));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("owners of files are not looked up");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("folders of Hadoop are not watched");
  }
}
