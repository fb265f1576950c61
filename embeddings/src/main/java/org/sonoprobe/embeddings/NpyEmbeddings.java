package org.sonoprobe.embeddings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
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

  /** An array is packed to no less than this; one that claims so is a bomb. */
  private static final int MOST_RATIO = 200;

  private static final long SMALL = 1 << 24;

  public NpyEmbeddings {
    String name = array.orElse("");
    if (!(pattern + name).contains("{id}")
        || !(deformedPattern + name).contains("{id}")
        || !(deformedPattern + name).contains("{scenario}")) {
      throw new IllegalArgumentException(
          ("pattern must contain {id}, and deformed_pattern {id} and {scenario}; for an "
                  + "archive of all tracks, array must. But pattern is '%s', deformed_pattern '%s' "
                  + "and array %s")
              .formatted(pattern, deformedPattern, name.isEmpty() ? "not set" : "'" + name + "'"));
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
    if (Files.isRegularFile(dir)) {
      return Optional.of(
          dir
              + " is a file; 'dir' is the folder that it is in, and for an archive of all tracks"
              + " 'pattern' and 'deformed_pattern' are its name and 'array' is \"{id}_{scenario}\"");
    }
    return Files.isDirectory(dir)
        ? Optional.empty()
        : Optional.of("there is no folder " + dir.toAbsolutePath() + " with vectors; set 'dir'");
  }

  private static final Pattern PLACES = Pattern.compile("\\{(dataset|id|scenario)}");

  /** A pattern with its places filled, each once, with what a function makes of the words. */
  private static String filled(String pattern, Address address, UnaryOperator<String> words) {
    return PLACES
        .matcher(pattern)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    words.apply(
                        switch (place.group(1)) {
                          case "dataset" -> address.dataset();
                          case "id" -> address.trackId();
                          default -> address.scenario();
                        })));
  }

  private Path file(Address address) throws IOException {
    boolean clean = address.scenario().equals("clean");
    String chosen = clean ? pattern : deformedPattern;
    String shown = filled(chosen, address, UnaryOperator.identity());
    List<Path> found;
    try {
      found = chosen.contains("*") ? matching(chosen, address) : List.of(dir.resolve(shown));
      for (Path each : found) {
        if (!each.normalize().startsWith(dir.normalize())) {
          throw new IOException(
              "the id of track '" + address.trackId() + "' leads out of the folder " + dir);
        }
      }
    } catch (InvalidPathException e) {
      throw new IOException(
          "track '" + address.trackId() + "' has an id that no file can have: " + e.getMessage(),
          e);
    }
    if (found.size() > 1) {
      throw new IOException(
          "there are several embeddings of track '" + address.trackId() + "': " + found);
    }
    if (found.isEmpty() || !Files.isRegularFile(found.get(0))) {
      throw new IOException(
          "there is no embedding of track '%s' for scenario '%s': no file %s/%s"
              .formatted(address.trackId(), address.scenario(), dir.toAbsolutePath(), shown));
    }
    return found.get(0);
  }

  /** The files whose path below the folder is the pattern, with anything but / for each *. */
  private List<Path> matching(String chosen, Address address) throws IOException {
    // stars of an id are no wild cards: they wait as a character that no name has
    String filled = filled(chosen, address, words -> words.replace('*', '\0'));
    List<Path> found = List.of(dir);
    for (String part : filled.split("/", -1)) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        if (!part.contains("*")) {
          next.add(folder.resolve(part.replace('\0', '*')));
        } else if (Files.isDirectory(folder)) {
          List<String> words = new ArrayList<>();
          for (String word : part.split("\\*", -1)) {
            words.add(Pattern.quote(word.replace('\0', '*')));
          }
          Pattern wanted = Pattern.compile(String.join(".*", words), Pattern.DOTALL);
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
      ZipEntry entry = entry(zip, archive, address);
      if (entry.getSize() > Math.max(SMALL, MOST_RATIO * entry.getCompressedSize())) {
        throw new IOException(
            archive + " has an array that unpacks to more than " + MOST_RATIO + " times its size");
      }
      byte[] bytes;
      try (InputStream in = zip.getInputStream(entry)) {
        bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, entry.getSize() + 1));
      }
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      if (bytes.length != entry.getSize() || checksum.getValue() != entry.getCrc()) {
        throw new IOException(
            archive + " is damaged: the checksum of its array '" + entry.getName() + "' is wrong");
      }
      return bytes;
    } catch (ZipException | IllegalArgumentException e) {
      throw new IOException(archive + " is no NPZ archive: " + e.getMessage(), e);
    }
  }

  private ZipEntry entry(ZipFile zip, Path archive, Address address) throws IOException {
    if (array.isPresent()) {
      String wanted = filled(array.get(), address, UnaryOperator.identity());
      ZipEntry entry = zip.getEntry(wanted + ".npy");
      if (entry == null) {
        throw new IOException(
            archive
                + " has no array '"
                + wanted
                + "'; it has "
                + zip.size()
                + ", such as "
                + zip.stream().limit(5).map(each -> each.getName().replace(".npy", "")).toList());
      }
      return entry;
    }
    if (zip.size() != 1) {
      throw new IOException(
          archive + " has " + zip.size() + " arrays; set 'array' to the name of the one");
    }
    return zip.entries().nextElement();
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
