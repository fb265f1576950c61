package org.sonoprobe.embeddings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.component.Identity;
import org.sonoprobe.files.Npy;

/**
 * Vectors that were computed elsewhere, in NPY files by track and scenario or in NPZ archives.
 *
 * <p>An array of one axis is one vector, of two axes frames x dimension (or layers x dimension, see
 * {@code layersFirst}), of three layers x frames x dimension; float16, float32 or float64, in C or
 * Fortran order, of either byte order.
 *
 * @param dir the folder with the files
 * @param pattern file of a track's clean audio below the folder, with {@code {id}} for the track
 *     id, {@code {dataset}} for the dataset's name in the experiment where several are looked up,
 *     and {@code *} for any one name of a folder or part of it, such as HEAR's {@code *}{@code
 *     /{id}.embedding.npy}; {@code {id}.npy} unless set
 * @param deformedPattern file of a track under a scenario, with {@code {scenario}} for its name;
 *     {@code {id}_{scenario}.npy} unless set
 * @param array where files are archives (.npz): the name of the array, with the same places, such
 *     as {@code {id}} in an archive of all tracks; its only array unless set
 * @param hopSeconds time between frames, for information; 0 unless set
 * @param layersFirst whether two axes are layers x dimension; false unless set
 */
public record NpyEmbeddings(
    @Parameter(required = true, aliases = "path") Path dir,
    String pattern,
    String deformedPattern,
    Optional<String> array,
    double hopSeconds,
    boolean layersFirst)
    implements PrecomputedEmbeddings {

  public NpyEmbeddings {
    String name = array.orElse("");
    if (!(pattern + name).contains("{id}")
        || !(deformedPattern + name).contains("{id}")
        || !(deformedPattern + name).contains("{scenario}")) {
      throw new IllegalArgumentException(
          "pattern must contain {id}, and deformed_pattern {id} and {scenario}, or array must, but they"
              + " are '"
              + pattern
              + "', '"
              + deformedPattern
              + "' and '"
              + name
              + "'");
    }
  }

  /** A placeholder without a folder. */
  public NpyEmbeddings() {
    this(Path.of(""));
  }

  /** Files {@code <id>.npy} and {@code <id>_<scenario>.npy} in a folder. */
  public NpyEmbeddings(Path dir) {
    this(dir, "{id}.npy", "{id}_{scenario}.npy", Optional.empty(), 0, false);
  }

  @Override
  public String name() {
    return "npy";
  }

  @Override
  public Optional<String> unavailable() {
    return Files.isDirectory(dir)
        ? Optional.empty()
        : Optional.of("there is no folder " + dir.toAbsolutePath() + " with vectors; set 'dir'");
  }

  private static String filled(String pattern, Address address) {
    return pattern
        .replace("{dataset}", address.dataset())
        .replace("{id}", address.trackId())
        .replace("{scenario}", address.scenario());
  }

  private Path file(Address address) throws IOException {
    boolean clean = address.scenario().equals("clean");
    String name = filled(clean ? pattern : deformedPattern, address);
    List<Path> found = name.contains("*") ? matching(name) : List.of(dir.resolve(name));
    if (found.size() > 1) {
      throw new IOException(
          "there are several embeddings of track '" + address.trackId() + "': " + found);
    }
    if (found.isEmpty() || !Files.isRegularFile(found.get(0))) {
      throw new IOException(
          "there is no embedding of track '"
              + address.trackId()
              + "' for scenario '"
              + address.scenario()
              + "': no file "
              + dir.resolve(name.replace('*', '?')).toAbsolutePath());
    }
    return found.get(0);
  }

  /** The files whose path below the folder is such a name, with any characters but / for each *. */
  private List<Path> matching(String name) throws IOException {
    List<Path> found = List.of(dir);
    for (String part : name.split("/", -1)) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        if (!part.contains("*")) {
          next.add(folder.resolve(part));
        } else if (Files.isDirectory(folder)) {
          Pattern wanted =
              Pattern.compile("\\Q" + part.replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
          try (Stream<Path> children = Files.list(folder)) {
            children
                .filter(child -> wanted.matcher(child.getFileName().toString()).matches())
                .forEach(next::add);
          }
        }
      }
      found = next;
    }
    return found.stream().filter(Files::isRegularFile).sorted().toList();
  }

  /** The bytes of the array in an archive. */
  private byte[] member(Path archive, Address address) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      List<String> names =
          zip.stream().map(ZipEntry::getName).filter(each -> each.endsWith(".npy")).toList();
      String wanted = array.isPresent() ? filled(array.get(), address) + ".npy" : "";
      if (array.isEmpty() && names.size() == 1) {
        wanted = names.get(0);
      }
      ZipEntry entry = zip.getEntry(wanted);
      if (entry == null) {
        throw new IOException(
            archive
                + (array.isPresent()
                    ? " has no array '" + filled(array.get(), address) + "'"
                    : " has several arrays; set 'array'")
                + "; it has "
                + names.size()
                + ", such as "
                + names.stream().limit(5).map(each -> each.replace(".npy", "")).toList());
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return in.readAllBytes();
      }
    } catch (ZipException e) {
      throw new IOException(archive + " is no NPZ archive: " + e.getMessage(), e);
    }
  }

  private static boolean isArchive(Path file) {
    return file.getFileName().toString().endsWith(".npz");
  }

  @Override
  public Optional<String> missing(Address address) {
    try {
      Path file = file(address);
      if (isArchive(file)) {
        member(file, address);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean distinguishesDatasets() {
    String name = array.orElse("");
    return (pattern + name).contains("{dataset}") && (deformedPattern + name).contains("{dataset}");
  }

  @Override
  public String fingerprint(Address address) throws IOException {
    Path file = file(address);
    return (isArchive(file) ? hash(member(file, address)) : new Identity().hash(file))
        + hopSeconds
        + layersFirst;
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Embedding find(Address address) throws IOException {
    Path file = file(address);
    Npy npy = isArchive(file) ? parsed(file, member(file, address)) : Npy.read(file);
    int[] shape = npy.shape();
    try {
      return switch (shape.length) {
        case 1 -> Embedding.wrap(npy.values(), 1, 1, shape[0], hopSeconds);
        case 2 ->
            layersFirst
                ? Embedding.wrap(npy.values(), shape[0], 1, shape[1], hopSeconds)
                : Embedding.wrap(npy.values(), 1, shape[0], shape[1], hopSeconds);
        case 3 -> Embedding.wrap(npy.values(), shape[0], shape[1], shape[2], hopSeconds);
        default ->
            throw new IllegalArgumentException(
                "it has " + shape.length + " axes; known are 1 to 3");
      };
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds no embedding: " + e.getMessage(), e);
    }
  }

  private static Npy parsed(Path archive, byte[] bytes) throws IOException {
    try {
      return Npy.parse(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new IOException(archive + " holds a damaged array: " + e.getMessage(), e);
    }
  }
}
