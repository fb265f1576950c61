package org.sonoprobe.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Recording;
import org.sonoprobe.component.Locations;
import org.sonoprobe.component.RegularFiles;

/** Reads audio files of all known formats, telling the format by content. */
public final class AudioFiles {

  /** Decodes the bytes of one format. */
  interface Reader {
    /** The format's name. */
    String format();

    /** Whether a file that begins with these bytes is in this format. */
    boolean accepts(byte[] bytes);

    /** Decodes a whole file. */
    Audio read(byte[] bytes) throws IOException;
  }

  /** More channels than any recording has; a header that claims more is damaged. */
  static final int MOST_CHANNELS = 256;

  private static final List<Reader> READERS =
      List.of(new WavReader(), new AiffReader(), new FlacReader());

  private AudioFiles() {}

  /**
   * Decodes a file at its native rate with all its channels: WAV, AIFF and FLAC, where any damage
   * is an error, and the compressed formats of {@link CompressedAudio.Format} where an
   * implementation of {@link CompressedAudio} is on the class path.
   *
   * @throws IOException naming the file and what is wrong: it is missing, empty, cut short, damaged
   *     or in no known format
   */
  public static Audio read(Path file) throws IOException {
    return decode(file).audio();
  }

  /** Decodes a file as {@link #read} does, with what there is to say about it. */
  public static Recording decode(Path file) throws IOException {
    return decode(file.toString(), bytes(file));
  }

  /** All bytes of a regular file: a pipe or a device would never end. */
  static byte[] bytes(Path file) throws IOException {
    Path path = regular(file.toString());
    long size = Files.size(path);
    if (size > Integer.MAX_VALUE - 8 || size > Runtime.getRuntime().maxMemory()) {
      throw new IOException(
          ("%s has %s MB, more than can be read into the heap of %s MB; give the process "
                  + "more with -Xmx, or cut the file")
              .formatted(file, size >> 20, Runtime.getRuntime().maxMemory() >> 20));
    }
    return Files.readAllBytes(path);
  }

  /** A path that names a regular file; a pipe or a device would never end. */
  static Path regular(String file) throws IOException {
    Path path;
    try {
      path = Locations.path(file);
    } catch (InvalidPathException e) {
      throw new IOException("'" + file + "' is no path of a file: " + e.getReason(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    RegularFiles.require(path);
    return path;
  }

  static Recording decode(String file, byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      throw new IOException(file + " is empty (0 bytes); replace it or leave the track out");
    }
    for (Reader reader : READERS) {
      if (reader.accepts(bytes)) {
        return decode(file, reader.format(), () -> new Recording(reader.read(bytes)));
      }
    }
    Optional<CompressedAudio.Format> format = CompressedAudio.Format.of(bytes);
    if (format.isEmpty()) {
      throw new IOException(
          "%s is not audio in a known format (%s); it begins with '%s'"
              .formatted(file, AudioFormat.titles(), printable(bytes)));
    }
    CompressedAudio decoder =
        CompressedAudio.find()
            .orElseThrow(
                () ->
                    new IOException(
                        "%s is %s, which cannot be decoded here; %s"
                            .formatted(file, format.get().title(), CompressedAudio.HOW_TO_GET)));
    return decode(file, format.get().title(), () -> decoder.decode(bytes));
  }

  /** What decodes such bytes, where that is a library with a version of its own. */
  static String decoder(byte[] bytes) {
    boolean own = READERS.stream().anyMatch(reader -> reader.accepts(bytes));
    return own || CompressedAudio.Format.of(bytes).isEmpty()
        ? ""
        : CompressedAudio.find().map(CompressedAudio::version).orElse("");
  }

  private interface Decoding {
    Recording decode() throws IOException;
  }

  private static Recording decode(String file, String format, Decoding decoding)
      throws IOException {
    try {
      return decoding.decode();
    } catch (IOException e) {
      throw new IOException(file + " cannot be decoded as " + format + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new IOException(
          file + " is damaged: decoding it as " + format + " failed with " + e, e);
    }
  }

  private static String printable(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(12, bytes.length); i++) {
      text.append(bytes[i] >= 32 && bytes[i] < 127 ? (char) bytes[i] : '.');
    }
    return text.toString();
  }

  /** Whether audio can have such a sample rate; a header that claims another is damaged. */
  static boolean isUsual(int sampleRate) {
    return sampleRate >= 100 && sampleRate <= 3_000_000;
  }

  static boolean startsWith(byte[] bytes, int offset, String text) {
    if (bytes.length < offset + text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[offset + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
