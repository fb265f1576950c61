package org.sonoprobe.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sonoprobe.api.Audio;

/**
 * Decodes RIFF/RF64 WAVE: 8 to 32-bit PCM, 32 and 64-bit float, plain or extensible, any number of
 * channels.
 */
final class WavReader implements AudioFiles.Reader {
  private static final int PCM = 1;
  private static final int IEEE_FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;

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
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int position = 12;
    int format = 0;
    int channels = 0;
    int sampleRate = 0;
    int bits = 0;
    int frameBytes = 0;
    long wideSize = -1;
    while (position + 8 <= bytes.length) {
      long size = in.getInt(position + 4) & 0xFFFFFFFFL;
      int start = position + 8;
      if (AudioFiles.startsWith(bytes, position, "fmt ")) {
        if (size < 16 || start + size > bytes.length) {
          throw new IOException("its 'fmt ' chunk is cut short");
        }
        format = in.getShort(start) & 0xffff;
        channels = in.getShort(start + 2) & 0xffff;
        sampleRate = in.getInt(start + 4);
        frameBytes = in.getShort(start + 12) & 0xffff;
        bits = in.getShort(start + 14) & 0xffff;
        if (format == EXTENSIBLE && size >= 26) {
          format = in.getShort(start + 24) & 0xffff;
        }
      } else if (AudioFiles.startsWith(bytes, position, "ds64") && size >= 16) {
        wideSize = start + 16 <= bytes.length ? in.getLong(start + 8) : -1;
      } else if (AudioFiles.startsWith(bytes, position, "data")) {
        size = size == 0xFFFFFFFFL && wideSize >= 0 ? wideSize : size;
        return data(in, start, size, encoding(format, bits), channels, sampleRate, frameBytes);
      }
      long next = start + size + (size & 1);
      if (next > bytes.length) {
        break;
      }
      position = (int) next;
    }
    throw new IOException("it has no 'data' chunk: the file is cut short or not audio");
  }

  private static Audio data(
      ByteBuffer in,
      int start,
      long size,
      Pcm encoding,
      int channels,
      int sampleRate,
      int blockAlign)
      throws IOException {
    if (channels == 0 || channels > AudioFiles.MOST_CHANNELS || !AudioFiles.isUsual(sampleRate)) {
      throw new IOException(
          "its header is damaged: " + channels + " channels at " + sampleRate + " Hz");
    }
    int frameBytes = encoding.bytes() * channels;
    if (blockAlign != frameBytes) {
      throw new IOException(
          "its samples are packed in a way that is not known: "
              + blockAlign
              + " bytes per frame for "
              + channels
              + " channels of "
              + encoding.bytes()
              + " bytes");
    }
    long available = (long) in.capacity() - start;
    boolean unknownLength = size == 0xFFFFFFFFL;
    if (!unknownLength && size > available) {
      throw new IOException(
          "it is cut short: the header claims "
              + size
              + " bytes of audio, but only "
              + available
              + " are there");
    }
    long length = unknownLength ? available : size;
    if (!unknownLength && length % frameBytes != 0) {
      throw new IOException(
          "it is damaged: "
              + length
              + " bytes of audio are no whole number of frames of "
              + frameBytes);
    }
    length -= length % frameBytes;
    ByteBuffer samples = in.slice(start, (int) length).order(ByteOrder.LITTLE_ENDIAN);
    return Audio.wrap(sampleRate, encoding.decode(samples, channels));
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
    } else if (format == 0) {
      throw new IOException("its 'fmt ' chunk is missing");
    }
    throw new IOException(
        "its encoding (format tag "
            + format
            + ", "
            + bits
            + " bits) is not known; known are PCM of 8, 16, 24 and 32 bits"
            + " and float of 32 and 64 bits");
  }
}
