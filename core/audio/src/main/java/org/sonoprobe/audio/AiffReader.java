package org.sonoprobe.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.sonoprobe.api.Audio;

/** Decodes AIFF and AIFF-C: 8 to 32-bit PCM of either byte order, 32 and 64-bit float. */
final class AiffReader implements AudioFiles.Reader {

  @Override
  public String format() {
    return "AIFF";
  }

  @Override
  public boolean accepts(byte[] bytes) {
    return AudioFiles.startsWith(bytes, 0, "FORM")
        && (AudioFiles.startsWith(bytes, 8, "AIFF") || AudioFiles.startsWith(bytes, 8, "AIFC"));
  }

  @Override
  public Audio read(byte[] bytes) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long form = in.getInt(4) & 0xFFFFFFFFL;
    long stated = 8 + form;
    // Programs that write to a pipe do not know the length: ffmpeg states 0, SoX about 2 GB.
    boolean open = form == 0 || form >= 0x7f000000L && stated > bytes.length;
    if (!open && (bytes.length < stated || bytes.length > stated + (stated & 1))) {
      throw new IOException(
          "its header contradicts the file: it claims %s bytes in all, but there are %s"
              .formatted(stated, bytes.length));
    }
    boolean compressed = AudioFiles.startsWith(bytes, 8, "AIFC");
    int channels = 0;
    long frames = 0;
    int bits = 0;
    double rate = 0;
    String codec = "NONE";
    ByteBuffer sound = null;
    int position = 12;
    while (position + 8 <= bytes.length) {
      long size = in.getInt(position + 4) & 0xFFFFFFFFL;
      int start = position + 8;
      if (open && AudioFiles.startsWith(bytes, position, "SSND")) {
        size = (long) bytes.length - start;
      }
      if (start + size > bytes.length) {
        throw new IOException(
            "it is cut short: a chunk claims %s bytes, but only %s are there"
                .formatted(size, bytes.length - start));
      }
      if (AudioFiles.startsWith(bytes, position, "COMM")) {
        if (size < 18) {
          throw new IOException("its 'COMM' chunk is cut short");
        }
        channels = in.getShort(start) & 0xffff;
        frames = in.getInt(start + 2) & 0xFFFFFFFFL;
        bits = in.getShort(start + 6) & 0xffff;
        rate = extended(in, start + 8);
        if (compressed && size >= 22) {
          codec = new String(bytes, start + 18, 4, StandardCharsets.ISO_8859_1);
        }
      } else if (AudioFiles.startsWith(bytes, position, "SSND") && size >= 8) {
        int offset = in.getInt(start);
        if (offset < 0 || offset > size - 8) {
          throw new IOException("its 'SSND' chunk is damaged");
        }
        sound = in.slice(start + 8 + offset, (int) size - 8 - offset);
      }
      position = (int) Math.min(bytes.length, start + size + (size & 1));
    }
    if (channels == 0
        || channels > AudioFiles.MOST_CHANNELS
        || !AudioFiles.isUsual((int) Math.round(rate))) {
      throw new IOException("its 'COMM' chunk is missing or damaged");
    }
    Pcm encoding = encoding(codec, bits);
    if (open && sound != null) {
      frames = sound.remaining() / Math.max(1L, (long) channels * encoding.bytes());
    }
    long needed = frames * channels * encoding.bytes();
    if (frames > 0 && (sound == null || sound.remaining() < needed)) {
      throw new IOException(
          "it is cut short: the header claims %s bytes of audio, but only %s are there"
              .formatted(needed, sound == null ? 0 : sound.remaining()));
    }
    if (sound != null && sound.remaining() - needed >= (long) channels * encoding.bytes()) {
      throw new IOException(
          "its header contradicts itself: it claims %s bytes of audio, but there are %s"
              .formatted(needed, sound.remaining()));
    }
    if (sound == null) {
      return Audio.wrap((int) Math.round(rate), new float[channels][0]);
    }
    ByteBuffer samples =
        sound
            .slice(0, (int) needed)
            .order(codec.equals("sowt") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return Audio.wrap((int) Math.round(rate), encoding.decode(samples, channels));
  }

  private static Pcm encoding(String codec, int bits) throws IOException {
    switch (codec) {
      case "NONE", "twos", "sowt" -> {
        int bytes = (bits + 7) / 8;
        if (bytes >= 1 && bytes <= 4) {
          return new Pcm[] {Pcm.SIGNED_8, Pcm.SIGNED_16, Pcm.SIGNED_24, Pcm.SIGNED_32}[bytes - 1];
        }
      }
      case "fl32", "FL32" -> {
        return Pcm.FLOAT_32;
      }
      case "fl64", "FL64" -> {
        return Pcm.FLOAT_64;
      }
      default -> {
        // falls through to the error
      }
    }
    throw new IOException(
        "its encoding ('" + codec + "', " + bits + " bits) is not known; known are PCM and float");
  }

  /** An 80-bit IEEE 754 extended float. */
  private static double extended(ByteBuffer in, int at) {
    int exponent = in.getShort(at) & 0x7fff;
    long mantissa = in.getLong(at + 2);
    double unsigned = (mantissa >>> 1) * 2.0 + (mantissa & 1);
    return unsigned * Math.pow(2, exponent - 16383 - 63);
  }
}
