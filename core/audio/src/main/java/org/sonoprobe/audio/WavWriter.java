package org.sonoprobe.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.sonoprobe.api.Audio;
import org.sonoprobe.files.AtomicFiles;

/** Writes WAV files. */
public final class WavWriter {

  /** The format in which samples are stored. */
  public enum Encoding {
    /** 16-bit integers; samples outside [-1, 1) are clipped. */
    PCM_16(2),
    /** 24-bit integers; samples outside [-1, 1) are clipped. */
    PCM_24(3),
    /** 32-bit floats: every sample exactly as it is. */
    FLOAT_32(4);

    private final int bytes;

    Encoding(int bytes) {
      this.bytes = bytes;
    }
  }

  private WavWriter() {}

  /** Writes {@code audio} with 32-bit floats, losing nothing. */
  public static void write(Path file, Audio audio) throws IOException {
    write(file, audio, Encoding.FLOAT_32);
  }

  /**
   * Writes {@code audio}, replacing the file if there is one.
   *
   * @throws IOException also if the audio is too long for the format (4 GiB)
   */
  public static void write(Path file, Audio audio, Encoding encoding) throws IOException {
    int channels = audio.channelCount();
    long dataBytes = (long) audio.frameCount() * channels * encoding.bytes;
    if (dataBytes + 64 > Integer.MAX_VALUE) {
      throw new IOException(audio + " is too long for the WAV file " + file);
    }
    boolean isFloat = encoding == Encoding.FLOAT_32;
    int header = isFloat ? 58 : 44;
    int padding = (int) (dataBytes & 1);
    ByteBuffer out =
        ByteBuffer.allocate((int) (header + dataBytes + padding)).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt((int) (header - 8 + dataBytes + padding)).put(ascii("WAVE"));
    out.put(ascii("fmt ")).putInt(isFloat ? 18 : 16).putShort((short) (isFloat ? 3 : 1));
    out.putShort((short) channels).putInt(audio.sampleRate());
    out.putInt(audio.sampleRate() * channels * encoding.bytes);
    out.putShort((short) (channels * encoding.bytes)).putShort((short) (encoding.bytes * 8));
    if (isFloat) {
      out.putShort((short) 0).put(ascii("fact")).putInt(4).putInt(audio.frameCount());
    }
    out.put(ascii("data")).putInt((int) dataBytes);
    float[][] samples = audio.channels();
    for (int i = 0; i < audio.frameCount(); i++) {
      for (float[] channel : samples) {
        put(out, channel[i], encoding);
      }
    }
    AtomicFiles.write(file, out.array());
  }

  private static void put(ByteBuffer out, float sample, Encoding encoding) {
    switch (encoding) {
      case PCM_16 -> out.putShort((short) quantise(sample, 32768));
      case PCM_24 -> {
        int value = quantise(sample, 8388608);
        out.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
      }
      case FLOAT_32 -> out.putFloat(sample);
    }
  }

  /** The nearest integer of {@code sample * scale}, clipped to [-scale, scale - 1]. */
  static int quantise(float sample, int scale) {
    return (int) Math.max(-scale, Math.min(scale - 1, Math.rint((double) sample * scale)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
