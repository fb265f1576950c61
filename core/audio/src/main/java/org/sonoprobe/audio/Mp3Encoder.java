package org.sonoprobe.audio;

import de.sciss.jump3r.mp3.BitStream;
import de.sciss.jump3r.mp3.GainAnalysis;
import de.sciss.jump3r.mp3.ID3Tag;
import de.sciss.jump3r.mp3.Lame;
import de.sciss.jump3r.mp3.LameGlobalFlags;
import de.sciss.jump3r.mp3.MPEGMode;
import de.sciss.jump3r.mp3.Presets;
import de.sciss.jump3r.mp3.Quantize;
import de.sciss.jump3r.mp3.QuantizePVT;
import de.sciss.jump3r.mp3.Reservoir;
import de.sciss.jump3r.mp3.Takehiro;
import de.sciss.jump3r.mp3.VBRTag;
import de.sciss.jump3r.mp3.VbrMode;
import de.sciss.jump3r.mp3.Version;
import de.sciss.jump3r.mpg.Common;
import de.sciss.jump3r.mpg.Interface;
import de.sciss.jump3r.mpg.MPGLib;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Encodes float samples as MP3 of a constant bitrate with jump3r, a Java port of LAME.
 *
 * <p>The sample rate of the stream is that of the input: unlike the {@code lame} program, nothing
 * is resampled at low bitrates. No Xing/LAME tag and no ID3 tag are written, and the bit reservoir
 * is not used, so that every frame can be decoded by itself.
 */
public final class Mp3Encoder {

  /** Samples by which the encoder delays its input, at every sample rate. */
  static final int ENCODER_DELAY = 576;

  private static final int[] KBPS_MPEG1 = {
    32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] KBPS_MPEG2 = {
    8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] KBPS_MPEG25 = {8, 16, 24, 32, 40, 48, 56, 64};

  private static final int CHUNK = 9216;

  private Mp3Encoder() {}

  /**
   * Returns the bitrates allowed for a sample rate.
   *
   * @param sampleRate sample rate in Hz
   * @return the bitrates in kbit/s, ascending
   * @throws IllegalArgumentException if MP3 does not have this sample rate
   */
  public static int[] bitrates(int sampleRate) {
    return switch (sampleRate) {
      case 32000, 44100, 48000 -> KBPS_MPEG1.clone();
      case 16000, 22050, 24000 -> KBPS_MPEG2.clone();
      case 8000, 11025, 12000 -> KBPS_MPEG25.clone();
      default ->
          throw new IllegalArgumentException(
              "MP3 has no sample rate of "
                  + sampleRate
                  + " Hz; allowed are 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100 and"
                  + " 48000");
    };
  }

  /**
   * Encodes one or two channels.
   *
   * @param channels samples in [-1, 1], one array per channel; values beyond are clipped
   * @param sampleRate sample rate in Hz, one of the nine of MP3
   * @param kbps bitrate in kbit/s, one of {@link #bitrates}
   * @param quality LAME's algorithm quality, 0 (slowest) to 9 (fastest)
   * @return the MP3 stream; it is delayed by 576 samples and ends with at least 576 samples of
   *     padding
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static byte[] encode(float[][] channels, int sampleRate, int kbps, int quality) {
    return encode(channels, sampleRate, kbps, quality, 0);
  }

  /**
   * Encodes one or two channels with a given bandwidth.
   *
   * @param channels samples in [-1, 1], one array per channel; values beyond are clipped
   * @param sampleRate sample rate in Hz, one of the nine of MP3
   * @param kbps bitrate in kbit/s, one of {@link #bitrates}
   * @param quality LAME's algorithm quality, 0 (slowest) to 9 (fastest)
   * @param lowpassHz bandwidth in Hz, or 0 for LAME's choice, which depends on the bitrate
   * @return the MP3 stream, as from the other method
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static byte[] encode(
      float[][] channels, int sampleRate, int kbps, int quality, int lowpassHz) {
    check(channels, sampleRate, kbps, quality);
    if (lowpassHz < 0) {
      throw new IllegalArgumentException("the bandwidth must not be negative: " + lowpassHz);
    }
    Lame lame = new Lame();
    LameGlobalFlags flags = init(lame, channels.length, sampleRate, kbps, quality, lowpassHz);

    int frames = channels[0].length;
    ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK);
    byte[] buffer = new byte[CHUNK * 5 / 4 + 7200];
    int[] first = new int[CHUNK];
    int[] second = channels.length == 2 ? new int[CHUNK] : first;
    for (int pos = 0; pos < frames; pos += CHUNK) {
      int count = Math.min(CHUNK, frames - pos);
      convert(channels[0], pos, first, count);
      if (channels.length == 2) {
        convert(channels[1], pos, second, count);
      }
      append(
          out,
          buffer,
          lame.lame_encode_buffer_int(flags, first, second, count, buffer, 0, buffer.length));
    }
    if (frames > 0) {
      append(out, buffer, lame.lame_encode_flush(flags, buffer, 0, buffer.length));
    }
    lame.lame_close(flags);
    return out.toByteArray();
  }

  private static void check(float[][] channels, int sampleRate, int kbps, int quality) {
    if (channels.length < 1 || channels.length > 2) {
      throw new IllegalArgumentException("MP3 has one or two channels, not " + channels.length);
    }
    if (channels.length == 2 && channels[0].length != channels[1].length) {
      throw new IllegalArgumentException("the channels differ in length");
    }
    int[] allowed = bitrates(sampleRate);
    if (Arrays.binarySearch(allowed, kbps) < 0) {
      throw new IllegalArgumentException(
          "MP3 at "
              + sampleRate
              + " Hz has no bitrate of "
              + kbps
              + " kbit/s; allowed are "
              + Arrays.toString(allowed));
    }
    if (quality < 0 || quality > 9) {
      throw new IllegalArgumentException("quality must be 0 to 9, not " + quality);
    }
  }

  private static LameGlobalFlags init(
      Lame lame, int channels, int sampleRate, int kbps, int quality, int lowpassHz) {
    GainAnalysis gain = new GainAnalysis();
    BitStream bits = new BitStream();
    Presets presets = new Presets();
    QuantizePVT quantizePvt = new QuantizePVT();
    Quantize quantize = new Quantize();
    VBRTag vbrTag = new VBRTag();
    Version version = new Version();
    ID3Tag id3 = new ID3Tag();
    Reservoir reservoir = new Reservoir();
    Takehiro takehiro = new Takehiro();
    MPGLib mpglib = new MPGLib();
    Interface decoder = new Interface();
    Common common = new Common();

    lame.setModules(gain, bits, presets, quantizePvt, quantize, vbrTag, version, id3, mpglib);
    bits.setModules(gain, mpglib, version, vbrTag);
    id3.setModules(bits, version);
    presets.setModules(lame);
    quantize.setModules(bits, reservoir, quantizePvt, takehiro);
    quantizePvt.setModules(takehiro, reservoir, lame.enc.psy);
    reservoir.setModules(bits);
    takehiro.setModules(quantizePvt);
    vbrTag.setModules(lame, bits, version);
    mpglib.setModules(decoder, common);
    decoder.setModules(vbrTag, common);

    LameGlobalFlags flags = lame.lame_init();
    flags.num_channels = channels;
    flags.in_samplerate = sampleRate;
    flags.out_samplerate = sampleRate;
    flags.mode = channels == 1 ? MPEGMode.MONO : MPEGMode.JOINT_STEREO;
    flags.VBR = VbrMode.vbr_off;
    flags.brate = kbps;
    flags.quality = quality;
    flags.lowpassfreq = lowpassHz; // 0: from the bitrate
    flags.bWriteVbrTag = false;
    flags.write_id3tag_automatic = false;
    flags.findReplayGain = false;
    flags.disable_reservoir = true;
    id3.id3tag_init(flags);
    flags.write_id3tag_automatic = false;
    int status = lame.lame_init_params(flags);
    if (status < 0 || flags.out_samplerate != sampleRate || flags.brate != kbps) {
      throw new IllegalStateException("jump3r did not accept the parameters: " + status);
    }
    return flags;
  }

  /** Scales samples to the whole range of int, which jump3r turns back into floats. */
  private static void convert(float[] from, int pos, int[] to, int count) {
    for (int i = 0; i < count; i++) {
      // the conversion to int clips, and makes 0 of a NaN
      to[i] = (int) (from[pos + i] * 2147483648.0);
    }
  }

  private static void append(ByteArrayOutputStream out, byte[] buffer, int count) {
    if (count < 0) {
      throw new IllegalStateException("jump3r failed to encode: " + count);
    }
    out.write(buffer, 0, count);
  }
}
