package org.sonoprobe.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Audio;

/**
 * Decodes RIFF/RF64 WAVE: 8 to 32-bit PCM, 32 and 64-bit float, plain or extensible, any number of
 * channels.
 */
final class WavReader implements AudioFiles.Reader {
  private static final int PCM = 1;
  private static final int IEEE_FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;

  /** The size that a program writes which does not know the length yet. */
  private static final long UNKNOWN = 0xFFFFFFFFL;

  @Override
  public String format() {
    return "WAV";
  }

  @Override
  public boolean accepts(byte[] bytes) {
    return (AudioFiles.startsWith(bytes, 0, "RIFF") || AudioFiles.startsWith(bytes, 0, "RF64"))
        && AudioFiles.startsWith(bytes, 8, "WAVE");
  }

  @Override
  public Audio read(byte[] bytes) throws IOException {
    Content content = content(new FileBytes.InMemory(bytes));
    ByteBuffer samples =
        ByteBuffer.wrap(bytes, (int) content.start, (int) content.length)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
    return Audio.wrap(content.sampleRate, content.encoding.decode(samples, content.channels));
  }

  /**
   * The place and the encoding of the samples.
   *
   * @param start of the samples in the file
   * @param length of them in bytes, a whole number of frames
   */
  record Content(Pcm encoding, int channels, int sampleRate, long start, long length) {

    int frameBytes() {
      return encoding.bytes() * channels;
    }

    long frames() {
      return length / frameBytes();
    }
  }

  /** The content of a 'fmt ' chunk. */
  private record Layout(int tag, int channels, int sampleRate, long byteRate, int align, int bits) {

    static Layout of(ByteBuffer chunk) {
      int tag = chunk.getShort(0) & 0xffff;
      return new Layout(
          tag == EXTENSIBLE && chunk.capacity() >= 26 ? chunk.getShort(24) & 0xffff : tag,
          chunk.getShort(2) & 0xffff,
          chunk.getInt(4),
          chunk.getInt(8) & 0xFFFFFFFFL,
          chunk.getShort(12) & 0xffff,
          chunk.getShort(14) & 0xffff);
    }
  }

  private static ByteBuffer little(FileBytes file, long position, int count) throws IOException {
    return ByteBuffer.wrap(file.read(position, count)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String text(FileBytes file, long position, int count) throws IOException {
    return new String(file.read(position, count), StandardCharsets.ISO_8859_1);
  }

  /** Reads the headers of a file. */
  static Content content(FileBytes file) throws IOException {
    Layout layout = null;
    long wideSize = -1;
    long wideRiff = -1;
    long position = 12;
    while (position + 8 <= file.size()) {
      ByteBuffer head = little(file, position, 8);
      String name = text(file, position, 4);
      long size = head.getInt(4) & 0xFFFFFFFFL;
      long start = position + 8;
      if (name.equals("fmt ")) {
        if (layout != null) {
          throw new IOException("its header contradicts itself: it has two 'fmt ' chunks");
        }
        if (size < 16 || start + size > file.size()) {
          throw new IOException("its 'fmt ' chunk is cut short");
        }
        layout = Layout.of(little(file, start, (int) Math.min(64, size)));
      } else if (name.equals("ds64") && size >= 16 && start + 16 <= file.size()) {
        ByteBuffer wide = little(file, start, 16);
        wideRiff = wide.getLong(0);
        wideSize = wide.getLong(8);
      } else if (name.equals("data")) {
        boolean known = size != UNKNOWN || wideSize >= 0;
        Content content =
            content(layout, start, size == UNKNOWN ? wideSize : size, file.size() - start);
        if (known) {
          checkRest(file, start + content.length + (content.length & 1));
        }
        checkSize(file, known, wideRiff);
        return content;
      }
      position = start + size + (size & 1);
    }
    throw new IOException("it has no 'data' chunk: the file is cut short or not audio");
  }

  /** That what comes after the audio are other chunks: audio that is left over is told. */
  private static void checkRest(FileBytes file, long from) throws IOException {
    long position = from;
    while (position + 8 <= file.size() && !isTag(file, position)) {
      ByteBuffer head = little(file, position, 8);
      String name = text(file, position, 4);
      long size = head.getInt(4) & UNKNOWN;
      if (name.equals("data") || name.equals("fmt ") || position + 8 + size > file.size()) {
        throw new IOException(
            "its header contradicts the file: "
                + (file.size() - from)
                + " bytes come after the audio that it states, and they are no chunks beside it");
      }
      position += 8 + size + (size & 1);
    }
  }

  /** Whether an ID3v1 tag, which some programs append to any file, is all that is left. */
  private static boolean isTag(FileBytes file, long position) throws IOException {
    return file.size() - position == 128 && text(file, position, 3).equals("TAG");
  }

  /** That the file is as long as its first header says, if it says anything. */
  private static void checkSize(FileBytes file, boolean known, long wideRiff) throws IOException {
    long stated = little(file, 4, 4).getInt(0) & 0xFFFFFFFFL;
    stated = stated == UNKNOWN ? wideRiff : stated;
    if (!known || stated < 0) {
      return;
    }
    long expected = 8 + stated;
    boolean padded = file.size() == expected + 1;
    if (file.size() != expected && !padded && !isTag(file, expected)) {
      throw new IOException(
          "its header contradicts the file: it claims %s bytes in all, but there are %s"
              .formatted(expected, file.size()));
    }
  }

  private static Content content(@Nullable Layout layout, long start, long size, long available)
      throws IOException {
    if (layout == null) {
      throw new IOException("its 'fmt ' chunk is missing");
    }
    Pcm encoding = encoding(layout.tag, layout.bits);
    int channels = layout.channels;
    if (channels == 0
        || channels > AudioFiles.MOST_CHANNELS
        || !AudioFiles.isUsual(layout.sampleRate)) {
      throw new IOException(
          "its header is damaged: " + channels + " channels at " + layout.sampleRate + " Hz");
    }
    int frameBytes = encoding.bytes() * channels;
    if (layout.align != frameBytes) {
      throw new IOException(
          ("its samples are packed in a way that is not known: %s bytes per frame for %s "
                  + "channels of %s bytes")
              .formatted(layout.align, channels, encoding.bytes()));
    }
    if (layout.byteRate != 0 && layout.byteRate != (long) frameBytes * layout.sampleRate) {
      throw new IOException(
          "its header contradicts itself: %s bytes a second for %s frames of %s bytes"
              .formatted(layout.byteRate, layout.sampleRate, frameBytes));
    }
    if (size > available) {
      throw new IOException(
          "it is cut short: the header claims %s bytes of audio, but only %s are there"
              .formatted(size, available));
    }
    long length = size < 0 ? available : size;
    if (size >= 0 && length % frameBytes != 0) {
      throw new IOException(
          "it is damaged: %s bytes of audio are no whole number of frames of %s"
              .formatted(length, frameBytes));
    }
    length -= length % frameBytes;
    return new Content(encoding, channels, layout.sampleRate, start, length);
  }

  private static Pcm encoding(int format, int bits) throws IOException {
    if (format == PCM) {
      switch (bits) {
        case 8:
          return Pcm.UNSIGNED_8;
        case 16:
          return Pcm.SIGNED_16;
        case 24:
          return Pcm.SIGNED_24;
        case 32:
          return Pcm.SIGNED_32;
        default:
      }
    } else if (format == IEEE_FLOAT && bits == 32) {
      return Pcm.FLOAT_32;
    } else if (format == IEEE_FLOAT && bits == 64) {
      return Pcm.FLOAT_64;
    }
    throw new IOException(
        ("its encoding (format tag %s, %s bits) is not known; known are PCM of 8, 16, "
                + "24 and 32 bits and float of 32 and 64 bits")
            .formatted(format, bits));
  }
}
