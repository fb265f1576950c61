package org.sonoprobe.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.files.Npy;
import org.sonoprobe.files.internal.AtomicFiles;

/**
 * A store of one file per embedding: an NPY array (layers x frames x dimension) that NumPy reads as
 * it is, followed by the hop in seconds and a checksum of all before it.
 */
final class FolderStore implements EmbeddingStore {
  private static final int TRAILER = 16;

  private final Path folder;

  FolderStore(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException("the store " + folder.toAbsolutePath() + " is a file; give a folder");
    }
    Files.createDirectories(folder);
    this.folder = folder;
  }

  private Path file(String key) {
    return folder.resolve(key.substring(0, 2)).resolve(key + ".npy");
  }

  @Override
  public Optional<Embedding> get(String key) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file(key));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (bytes.length < TRAILER) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (buffer.getLong(bytes.length - 8) != checksum(bytes)) {
      return Optional.empty();
    }
    double hop = buffer.getDouble(bytes.length - TRAILER);
    Npy npy = Npy.parse(buffer);
    int[] shape = npy.shape();
    return Optional.of(Embedding.wrap(npy.values(), shape[0], shape[1], shape[2], hop));
  }

  @Override
  public void put(String key, Embedding embedding) throws IOException {
    int[] shape = {embedding.layerCount(), embedding.frameCount(), embedding.dimension()};
    byte[] array = new Npy(shape, embedding.values()).toBytes();
    ByteBuffer out = ByteBuffer.allocate(array.length + TRAILER).order(ByteOrder.LITTLE_ENDIAN);
    out.put(array).putDouble(embedding.hopSeconds());
    out.putLong(checksum(out.array()));
    AtomicFiles.write(file(key), out.array());
  }

  private static long checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - 8);
    return crc.getValue();
  }
}
