package org.sonoprobe.audio;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Turns interleaved samples of one encoding into channels of floats in [-1, 1). */
enum Pcm {
  UNSIGNED_8(1) {
    @Override
    void decode(ByteBuffer in, float[][] out) {
      each(in, out, b -> ((b.get() & 0xff) - 128) / 128f);
    }
  },
  SIGNED_8(1) {
    @Override
    void decode(ByteBuffer in, float[][] out) {
      each(in, out, b -> b.get() / 128f);
    }
  },
  SIGNED_16(2) {
    @Override
    void decode(ByteBuffer in, float[][] out) {
      int channels = out.length;
      short[] block = new short[channels * 4096];
      var shorts = in.asShortBuffer();
      int frames = out[0].length;
      for (int start = 0; start < frames; start += 4096) {
        int count = Math.min(4096, frames - start);
        shorts.get(block, 0, count * channels);
        for (int c = 0; c < channels; c++) {
          float[] channel = out[c];
          for (int i = 0; i < count; i++) {
            channel[start + i] = block[i * channels + c] * (1 / 32768f);
          }
        }
      }
    }
  },
  SIGNED_24(3) {
    @Override
    void decode(ByteBuffer in, float[][] out) {
      boolean little = in.order() == java.nio.ByteOrder.LITTLE_ENDIAN;
      each(
          in,
          out,
          b -> {
            int first = b.get();
            int second = b.get();
            int third = b.get();
            int value =
                little
                    ? (third << 16) | ((second & 0xff) << 8) | (first & 0xff)
                    : (first << 16) | ((second & 0xff) << 8) | (third & 0xff);
            return value / 8388608f;
          });
    }
  },
  SIGNED_32(4) {
    @Override
    void decode(ByteBuffer in, float[][] out) {
      each(in, out, b -> (float) (b.getInt() / 2147483648.0));
    }
  },
  FLOAT_32(4) {
    @Override
    void decode(ByteBuffer in, float[][] out) {
      each(in, out, ByteBuffer::getFloat);
    }
  },
  FLOAT_64(8) {
    @Override
    void decode(ByteBuffer in, float[][] out) {
      each(in, out, b -> (float) b.getDouble());
    }
  };

  private final int bytes;

  Pcm(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  abstract void decode(ByteBuffer in, float[][] out);

  /** Decodes all frames that {@code in} holds. */
  float[][] decode(ByteBuffer in, int channels) throws IOException {
    float[][] out = new float[channels][in.remaining() / (bytes * channels)];
    decode(in, out);
    if (this == FLOAT_32 || this == FLOAT_64) {
      for (float[] channel : out) {
        for (float sample : channel) {
          if (!Float.isFinite(sample)) {
            throw new IOException("it holds samples that are not numbers (NaN or infinite)");
          }
        }
      }
    }
    return out;
  }

  private interface Next {
    float sample(ByteBuffer in);
  }

  private static void each(ByteBuffer in, float[][] out, Next next) {
    for (int i = 0; i < out[0].length; i++) {
      for (float[] channel : out) {
        channel[i] = next.sample(in);
      }
    }
  }
}
