package org.sonoprobe.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.files.AtomicFiles;
import org.sonoprobe.files.Npy;

/**
 * A store of one file per embedding: an NPY array (layers x frames x dimension) that NumPy reads as
 * it is, followed by the hop in seconds and a checksum of the key and all before it.
 */
final class FolderStore implements EmbeddingStore {
  private static final int TRAILER = 16;

  /** Nobody takes so long to write one embedding: what is older was left by a kill. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path folder;
  private final Path parts;

  FolderStore(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException("the store " + folder.toAbsolutePath() + " is a file; give a folder");
    }
    this.folder = folder;
    this.parts = folder.resolve("parts");
    Files.createDirectories(folder);
    if (Files.isDirectory(parts)) {
      AtomicFiles.removeParts(parts, Instant.now().minus(ABANDONED));
    }
  }

  private Path file(String key, String ending) {
    return folder.resolve(key.substring(0, 2)).resolve(key + ending);
  }

  @Override
  public boolean contains(String key) throws IOException {
    return intact(key).isPresent();
  }

  @Override
  public Optional<Embedding> get(String key) throws IOException {
    Optional<byte[]> found = intact(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = found.get();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double hop = buffer.getDouble(bytes.length - TRAILER);
    Npy npy = Npy.parse(buffer);
    int[] shape = npy.shape();
    return Optional.of(Embedding.wrap(npy.values(), shape[0], shape[1], shape[2], hop));
  }

  /** The bytes of an entry, if there is one that is whole and was stored under this key. */
  private Optional<byte[]> intact(String key) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file(key, ".npy"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IOException(file(key, ".npy") + " cannot be read: " + e, e);
    }
    boolean good =
        bytes.length >= TRAILER
            && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(bytes.length - 8)
                == checksum(key, bytes);
    return good ? Optional.of(bytes) : Optional.empty();
  }

  @Override
  public void put(String key, Embedding embedding) throws IOException {
    int[] shape = {embedding.layerCount(), embedding.frameCount(), embedding.dimension()};
    byte[] array = new Npy(shape, embedding.values()).toBytes();
    ByteBuffer out = ByteBuffer.allocate(array.length + TRAILER).order(ByteOrder.LITTLE_ENDIAN);
    out.put(array).putDouble(embedding.hopSeconds());
    out.putLong(checksum(key, out.array()));
    write(key, ".npy", out.array());
  }

  @Override
  public List<String> notes(String key) throws IOException {
    try {
      return Files.readAllLines(file(key, ".notes"), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public void putNotes(String key, List<String> notes) throws IOException {
    StringBuilder lines = new StringBuilder();
    notes.forEach(note -> lines.append(note.replaceAll("\\R", " ")).append('\n'));
    write(key, ".notes", lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void write(String key, String ending, byte[] bytes) throws IOException {
    AtomicFiles.write(file(key, ending), bytes, parts);
  }

  private static long checksum(String key, byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(key.getBytes(StandardCharsets.UTF_8));
    crc.update(bytes, 0, bytes.length - 8);
    return crc.getValue();
  }
}
