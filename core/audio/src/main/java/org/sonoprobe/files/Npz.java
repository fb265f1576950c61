package org.sonoprobe.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.sonoprobe.component.RegularFiles;

/**
 * Several named arrays and texts in one file: NumPy's NPZ, uncompressed, with texts as further
 * entries.
 */
public final class Npz {
  private static final String ARRAY = ".npy";

  /** Arrays of numbers are packed to no less than this; a file that claims so is a bomb. */
  private static final int MOST_RATIO = 200;

  private static final long SMALL = 1 << 24;

  private Npz() {}

  /** The arrays and texts of such a file. */
  public record Content(Map<String, Npy> arrays, Map<String, String> texts) {}

  /**
   * Writes arrays and texts, the same bytes for the same content; the file appears whole or not at
   * all.
   */
  public static void write(Path file, Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, String> text : content.texts.entrySet()) {
        entry(zip, text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
      }
      for (Map.Entry<String, Npy> array : content.arrays.entrySet()) {
        entry(zip, array.getKey() + ARRAY, array.getValue().toBytes());
      }
    }
    AtomicFiles.write(file, bytes.toByteArray());
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setCrc(crc.getValue());
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    OutputStream out = zip;
    out.write(bytes);
    zip.closeEntry();
  }

  /**
   * Reads a file that {@link #write} or NumPy wrote.
   *
   * @throws IOException naming the file, if it is missing, damaged or of another kind
   */
  public static Content read(Path file) throws IOException {
    Map<String, Npy> arrays = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    RegularFiles.require(file);
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      long left = Math.max(SMALL, MOST_RATIO * Files.size(file));
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] bytes = zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, left + 1));
        left -= bytes.length;
        if (left < 0) {
          throw new IOException("it unpacks to more than " + MOST_RATIO + " times its size");
        }
        String name = entry.getName();
        if (name.endsWith(ARRAY)) {
          arrays.put(
              name.substring(0, name.length() - ARRAY.length()), Npy.parse(ByteBuffer.wrap(bytes)));
        } else {
          texts.put(name, new String(bytes, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // ZipInputStream says so of names that are not in UTF-8
      throw new IOException(file + " cannot be read as NPZ: " + e.getMessage(), e);
    }
    if (arrays.isEmpty() && texts.isEmpty()) {
      throw new IOException(file + " is not an NPZ file or holds nothing");
    }
    return new Content(arrays, texts);
  }
}
