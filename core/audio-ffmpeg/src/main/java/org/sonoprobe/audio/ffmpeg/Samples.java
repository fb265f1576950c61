package org.sonoprobe.audio.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBLP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32P;
import static org.bytedeco.ffmpeg.global.avutil.av_sample_fmt_is_planar;

import java.io.IOException;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.ShortPointer;

/** The samples of decoded frames, one after the other. */
final class Samples {
  /** Decoded samples beyond this are not audio but what damage makes of it. */
  private static final float ABSURD = 16;

  private float[][] channels = new float[0][];
  private float[] interleaved = new float[0];
  private int length;
  private int sampleRate;

  int length() {
    return length;
  }

  int sampleRate() {
    return sampleRate;
  }

  int channelCount() {
    return channels.length;
  }

  /** Says what is coming, where silence comes before the first frame. */
  void open(int channelCount, int rate) {
    channels = new float[channelCount][1 << 16];
    sampleRate = rate;
  }

  /** Adds a frame. */
  void add(AVFrame frame) throws IOException {
    int count = frame.nb_samples();
    int wanted = frame.ch_layout().nb_channels();
    if (channels.length == 0 && wanted > 0) {
      open(wanted, frame.sample_rate());
    }
    if (wanted != channels.length || frame.sample_rate() != sampleRate) {
      throw new IOException(
          "it changes in the middle from %s channels at %s Hz to %s at %s Hz"
              .formatted(channels.length, sampleRate, wanted, frame.sample_rate()));
    }
    grow(count);
    int format = frame.format();
    if (av_sample_fmt_is_planar(format) != 0) {
      for (int c = 0; c < channels.length; c++) {
        read(frame.extended_data(c), format, channels[c], length, count);
      }
    } else {
      int all = count * channels.length;
      if (interleaved.length < all) {
        interleaved = new float[all];
      }
      read(frame.extended_data(0), format, interleaved, 0, all);
      for (int c = 0; c < channels.length; c++) {
        for (int i = 0; i < count; i++) {
          channels[c][length + i] = interleaved[i * channels.length + c];
        }
      }
    }
    check(count);
    length += count;
  }

  /** Adds silence. */
  void addSilence(int count) throws IOException {
    grow(count);
    for (float[] channel : channels) {
      Arrays.fill(channel, length, length + count, 0f);
    }
    length += count;
  }

  private void grow(int count) throws IOException {
    long needed = (long) length + count;
    if (needed > Integer.MAX_VALUE - 16) {
      throw new IOException("it is too long to be held in memory: more than 2^31 samples");
    }
    if (channels.length > 0 && needed > channels[0].length) {
      int size = (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, 2L * channels[0].length));
      for (int c = 0; c < channels.length; c++) {
        channels[c] = Arrays.copyOf(channels[c], size);
      }
    }
  }

  private void check(int count) throws IOException {
    for (float[] channel : channels) {
      for (int i = length; i < length + count; i++) {
        if (!(Math.abs(channel[i]) <= ABSURD)) {
          throw new IOException(
              "it is damaged: a sample decodes to " + channel[i] + " where 1 is full scale");
        }
      }
    }
  }

  private static void read(BytePointer data, int format, float[] to, int at, int count)
      throws IOException {
    if (format == AV_SAMPLE_FMT_FLTP || format == AV_SAMPLE_FMT_FLT) {
      new FloatPointer(data).get(to, at, count);
    } else if (format == AV_SAMPLE_FMT_S16P || format == AV_SAMPLE_FMT_S16) {
      short[] block = new short[count];
      new ShortPointer(data).get(block);
      for (int i = 0; i < count; i++) {
        to[at + i] = block[i] / 32768f;
      }
    } else if (format == AV_SAMPLE_FMT_S32P || format == AV_SAMPLE_FMT_S32) {
      int[] block = new int[count];
      new IntPointer(data).get(block);
      for (int i = 0; i < count; i++) {
        to[at + i] = (float) (block[i] / 2147483648.0);
      }
    } else if (format == AV_SAMPLE_FMT_DBLP || format == AV_SAMPLE_FMT_DBL) {
      double[] block = new double[count];
      new DoublePointer(data).get(block);
      for (int i = 0; i < count; i++) {
        to[at + i] = (float) block[i];
      }
    } else {
      throw new IOException("its decoder gives samples of a kind that is not known: " + format);
    }
  }

  /** The channels from a sample on. */
  float[][] channels(int from, int count) {
    float[][] result = new float[channels.length][];
    for (int c = 0; c < result.length; c++) {
      result[c] = Arrays.copyOfRange(channels[c], from, from + count);
    }
    return result;
  }
}
