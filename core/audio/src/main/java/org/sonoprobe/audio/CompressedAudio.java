package org.sonoprobe.audio;

import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;
import org.sonoprobe.api.Recording;

/**
 * Decodes and encodes compressed formats (service, found with {@link ServiceLoader}).
 *
 * <p>Implementations are thread-safe, give the same bits each time, and open nothing but the bytes
 * they are given.
 */
public interface CompressedAudio {

  /** Library and version, part of what identifies decoded and coded audio. */
  String version();

  /**
   * Decodes a whole file at its native rate with all its channels.
   *
   * @param bytes of a format that {@link Format#of} knows
   * @throws IOException saying what is wrong with the bytes
   */
  Recording decode(byte[] bytes) throws IOException;

  /**
   * Passes channels through an encoder and a decoder, without shifting them in time: the result has
   * the length of the input. Samples beyond [-1, 1] pass unclipped, by scaling to a peak of 1 and
   * back.
   *
   * @param channels one or two, finite, of equal length; not modified
   * @param sampleRate in Hz, one that the format has
   * @return new arrays
   * @throws IllegalArgumentException if the format does not have such channels, rate or bitrate
   */
  float[][] roundTrip(Coding coding, int sampleRate, float[][] channels);

  /**
   * The settings of an encoder.
   *
   * @param format {@code mp3}, {@code aac} or {@code opus}
   * @param kbps constant bitrate in kbit/s
   * @param quality the effort of the MP3 encoder, 0 (slowest) to 9 (fastest); others have no choice
   * @param lowpassHz bandwidth in Hz, or 0 for the encoder's choice, which depends on the bitrate
   */
  record Coding(String format, int kbps, int quality, int lowpassHz) {}

  /** The first implementation on the class path, if there is one. */
  static Optional<CompressedAudio> find() {
    return ServiceLoader.load(CompressedAudio.class, CompressedAudio.class.getClassLoader())
        .findFirst();
  }

  /** What to do where there is no implementation. */
  String HOW_TO_GET = "put the artifact org.sonoprobe:sonoprobe-audio-ffmpeg on the class path";

  /** The compressed formats, told by their first bytes. */
  enum Format {
    OGG(AudioFormat.OGG),
    MP4(AudioFormat.M4A),
    ASF(AudioFormat.WMA),
    AAC(AudioFormat.AAC),
    CAF(AudioFormat.CAF),
    MATROSKA(AudioFormat.MATROSKA),
    MP3(AudioFormat.MP3);

    private final AudioFormat format;

    Format(AudioFormat format) {
      this.format = format;
    }

    /** The format's usual name. */
    public String title() {
      return format.title();
    }

    /** The format of a file that begins with these bytes, if it is one of them. */
    public static Optional<Format> of(byte[] bytes) {
      if (AudioFiles.startsWith(bytes, 0, "OggS")) {
        return Optional.of(OGG);
      }
      if (AudioFiles.startsWith(bytes, 4, "ftyp")) {
        return Optional.of(MP4);
      }
      if (AudioFiles.startsWith(bytes, 0, "caff")) {
        return Optional.of(CAF);
      }
      if (bytes.length > 4 && head(bytes) == 0x3026b275) {
        return Optional.of(ASF);
      }
      if (bytes.length > 4 && head(bytes) == 0x1a45dfa3) {
        return Optional.of(MATROSKA);
      }
      if (bytes.length > 1 && (head(bytes) >>> 16 & 0xfff6) == 0xfff0) {
        return Optional.of(AAC);
      }
      if (AudioFiles.startsWith(bytes, 0, "ID3")
          || bytes.length > 1 && (head(bytes) >>> 16 & 0xffe0) == 0xffe0) {
        return Optional.of(MP3);
      }
      return Optional.empty();
    }

    private static int head(byte[] bytes) {
      int head = 0;
      for (int i = 0; i < 4; i++) {
        head = head << 8 | (i < bytes.length ? bytes[i] & 0xff : 0);
      }
      return head;
    }
  }
}
