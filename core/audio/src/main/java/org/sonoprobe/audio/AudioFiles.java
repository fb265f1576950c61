package org.sonoprobe.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sonoprobe.api.Audio;

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
      List.of(
          new WavReader(), new AiffReader(), new FlacReader(), new VorbisReader(), new Mp3Reader());

  private AudioFiles() {}

  /**
   * Decodes a WAV, AIFF, FLAC, Ogg Vorbis or MP3 file at its native rate with all its channels. MP3
   * files that carry a LAME tag come out as long as the original and aligned with it. In an MP3
   * file up to ten damaged frames, or one in twenty, become silence of the same length; any other
   * damage is an error.
   *
   * @throws IOException naming the file and what is wrong: it is missing, empty, cut short, damaged
   *     or in no known format
   */
  public static Audio read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no audio file " + file.toAbsolutePath());
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length == 0) {
      throw new IOException(file + " is empty (0 bytes); replace it or leave the track out");
    }
    for (Reader reader : READERS) {
      if (reader.accepts(bytes)) {
        return read(file, reader, bytes);
      }
    }
    throw new IOException(
        file
            + " is not audio in a known format (WAV, AIFF, FLAC, Ogg Vorbis, MP3); it begins with '"
            + printable(bytes)
            + "'");
  }

  private static Audio read(Path file, Reader reader, byte[] bytes) throws IOException {
    try {
      return reader.read(bytes);
    } catch (IOException e) {
      throw new IOException(
          file + " cannot be decoded as " + reader.format() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new IOException(
          file + " is damaged: decoding it as " + reader.format() + " failed with " + e, e);
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
