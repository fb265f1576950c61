package org.sonoprobe.assets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.utils.MultiReadOnlySeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks archives that nobody here has made: whatever would write outside the folder, fill the
 * disk or leave something other than plain files and folders is refused as a whole.
 */
final class Archives {

  /** The bounds on what an archive may hold. */
  record Limits(int entries, long ratio, long free) {

    /** A million entries; 200 times its size, or 256 MB if that is more. */
    static final Limits USUAL = new Limits(1_000_000, 200, 256L << 20);

    private long bytes(long packed) {
      return Math.max(free, packed > Long.MAX_VALUE / ratio ? Long.MAX_VALUE : packed * ratio);
    }
  }

  /** An archive that cannot be read. */
  static final class Damaged extends IOException {
    @java.io.Serial private static final long serialVersionUID = 1;

    private Damaged(String name, Exception cause) {
      super(
          name
              + " is damaged or cut short, or no archive of that kind at all: "
              + cause.getMessage(),
          cause);
    }
  }

  /** The result of unpacking an archive. */
  record Unpacked(List<String> files, int leftOut) {}

  private final String name;
  private final Path folder;
  private final Limits limits;
  private final Set<String> seen = new HashSet<>();
  private long left;
  private int entries;
  private final List<String> files = new ArrayList<>();
  private int leftOut;

  private Archives(String name, Path folder, Limits limits, long packed) {
    this.name = name;
    this.folder = folder;
    this.limits = limits;
    this.left = limits.bytes(packed);
  }

  /** Whether something of that name can be unpacked. */
  static boolean knows(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".+\\.(zip|tar|tar\\.gz|tgz|tar\\.bz2|tbz2|gz)");
  }

  /**
   * Unpacks an archive, whose bytes may lie in several files, into an empty folder.
   *
   * @throws IOException naming the archive, the entry and what is wrong; the folder is then to be
   *     thrown away
   */
  static Unpacked unpack(List<Path> parts, String name, Path folder, Limits limits)
      throws IOException {
    long packed = 0;
    for (Path part : parts) {
      packed += Files.size(part);
    }
    Archives archive = new Archives(name, folder, limits, packed);
    Path[] paths = parts.toArray(Path[]::new);
    try (SeekableByteChannel bytes = MultiReadOnlySeekableByteChannel.forPaths(paths)) {
      archive.unpack(bytes);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new Damaged(name, e);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      if (message.startsWith(name) || e instanceof java.nio.file.FileSystemException) {
        throw e;
      }
      throw new Damaged(name, e);
    }
    if (archive.entries == 0 && archive.files.isEmpty()) {
      throw new IOException(name + " holds nothing, or is no archive at all");
    }
    return new Unpacked(archive.files, archive.leftOut);
  }

  private void unpack(SeekableByteChannel bytes) throws IOException {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".zip")) {
      zip(bytes);
      return;
    }
    try (InputStream in = new BufferedInputStream(Channels.newInputStream(bytes), 1 << 16)) {
      if (lower.endsWith(".tar")) {
        tar(in);
      } else if (lower.endsWith(".tar.gz") || lower.endsWith(".tgz")) {
        tar(gunzip(in));
      } else if (lower.endsWith(".tar.bz2") || lower.endsWith(".tbz2")) {
        tar(new BZip2CompressorInputStream(in, true));
      } else if (lower.endsWith(".gz")) {
        write(name.substring(0, name.length() - ".gz".length()), gunzip(in));
      } else {
        throw new IOException(name + " is no archive of a known kind (zip, tar, tar.gz, gz)");
      }
    }
  }

  private static InputStream gunzip(InputStream in) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(in)
        .setDecompressConcatenated(true)
        .get();
  }

  private void zip(SeekableByteChannel bytes) throws IOException {
    try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(bytes).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (entry.isUnixSymlink()) {
          throw refused(entry.getName(), "is a link");
        }
        if (!entry.isDirectory() && !zip.canReadEntryData(entry)) {
          throw refused(entry.getName(), "is packed or encrypted in a way that is not known here");
        }
        accept(entry, entry.isDirectory() ? null : zip.getInputStream(entry));
      }
    }
  }

  private void tar(InputStream in) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new TarGuard(in, name))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isSymbolicLink() || entry.isLink()) {
          throw refused(entry.getName(), "is a link to '" + entry.getLinkName() + "'");
        }
        if (entry.isFIFO() || entry.isBlockDevice() || entry.isCharacterDevice()) {
          throw refused(entry.getName(), "is neither a file nor a folder");
        }
        accept(entry, entry.isDirectory() ? null : tar);
      }
    }
  }

  private void accept(ArchiveEntry entry, @Nullable InputStream content) throws IOException {
    if (++entries > limits.entries()) {
      throw new IOException(
          name + " is refused: it holds more than " + limits.entries() + " entries");
    }
    if (content != null) {
      write(entry.getName(), content);
    }
  }

  private void write(String entry, InputStream content) throws IOException {
    Path file = target(entry);
    String last = String.valueOf(file.getFileName());
    if (entry.startsWith("__MACOSX/") || last.equals(".DS_Store") || last.startsWith("._")) {
      leftOut++;
      return;
    }
    if (!seen.add(file.toString())) {
      throw refused(entry, "is there twice");
    }
    if (Files.isDirectory(file)) {
      throw refused(entry, "is a file and a folder");
    }
    Files.createDirectories(file.getParent());
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        left -= n;
        if (left < 0) {
          throw refused(
              entry,
              "unpacks to more than "
                  + limits.ratio()
                  + " times what is packed, as no honest archive does");
        }
        out.write(buffer, 0, n);
      }
    }
    files.add(folder.relativize(file).toString().replace('\\', '/'));
  }

  /** Where an entry goes. */
  private Path target(String entry) throws IOException {
    if (entry.startsWith("/") || entry.contains("\\") || entry.matches("[A-Za-z]:.*")) {
      throw refused(entry, "has an absolute path, or one of another system");
    }
    Path file;
    try {
      file = folder.resolve(entry).normalize();
    } catch (InvalidPathException e) {
      throw refused(entry, "is no path here: " + e.getReason());
    }
    if (file.startsWith(folder.resolve(Receipt.FOLDER))) {
      throw refused(entry, "is in a folder that is kept for what is known of downloads");
    }
    if (!file.startsWith(folder)
        || file.equals(folder)
        || List.of(entry.split("/")).contains("..")) {
      throw refused(entry, "leads out of the folder");
    }
    return file;
  }

  private IOException refused(String entry, String why) {
    return new IOException(name + " is refused: its entry '" + entry + "' " + why);
  }
}
