package org.sonoprobe.audio.ffmpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sonoprobe.api.Recording;
import org.sonoprobe.audio.CompressedAudio;

/**
 * MP3, Ogg (Vorbis, Opus, FLAC), M4A (AAC, ALAC), AAC, WMA, CAF and Matroska with FFmpeg; MP3 is
 * encoded with its libmp3lame, Opus with its libopus, AAC with its own encoder.
 *
 * <p>What has no checksum cannot be found damaged: changed bytes inside a packet of an M4A or WMA
 * file, or inside a frame of an MP3 file without a LAME tag, may decode to other sound.
 */
public final class FfmpegAudio implements CompressedAudio {
  private static final List<String> FORMATS = List.of("mp3", "aac", "opus");
  private static final int[] OPUS_RATES = {48000};
  private static final int[] AAC_RATES = {
    8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000
  };
  private static final int[] KBPS_MPEG1 = {
    32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] KBPS_MPEG2 = {
    8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] KBPS_MPEG25 = {8, 16, 24, 32, 40, 48, 56, 64};

  @Override
  public String version() {
    return Ffmpeg.version();
  }

  @Override
  public Recording decode(byte[] bytes) throws IOException {
    Format format =
        Format.of(bytes)
            .orElseThrow(() -> new IOException("it is in no compressed format that is known"));
    return format == Format.MP3 ? Mp3Decoder.decode(bytes) : ContainerDecoder.decode(bytes, format);
  }

  @Override
  public float[][] roundTrip(Coding coding, int sampleRate, float[][] channels) {
    check(coding, sampleRate, channels);
    if (channels[0].length == 0) {
      return new float[channels.length][0];
    }
    float peak = 0;
    for (float[] channel : channels) {
      for (float x : channel) {
        if (!Float.isFinite(x)) {
          throw new IllegalArgumentException("a sample is not a finite number: " + x);
        }
        peak = Math.max(peak, Math.abs(x));
      }
    }
    double scale = peak > 1 ? peak : 1;
    PacketCoder.Codec codec = PacketCoder.Codec.valueOf(coding.format().toUpperCase(Locale.ROOT));
    try (PacketCoder coder = new PacketCoder(codec, coding, sampleRate, channels.length)) {
      return scaled(coder.pass(scaled(channels, 1 / scale)), scale);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Coding coding, int sampleRate, float[][] channels) {
    if (!FORMATS.contains(coding.format())) {
      throw new IllegalArgumentException(
          "no encoder is called '%s'; there are: %s"
              .formatted(coding.format(), String.join(", ", FORMATS)));
    }
    if (channels.length < 1
        || channels.length > 2
        || channels[0].length != channels[channels.length - 1].length) {
      throw new IllegalArgumentException(
          "an encoder takes one or two channels of equal length, not " + channels.length);
    }
    if (!coding.format().equals("mp3")) {
      int[] rates = coding.format().equals("opus") ? OPUS_RATES : AAC_RATES;
      if (Arrays.binarySearch(rates, sampleRate) < 0 || coding.kbps() < 6 || coding.kbps() > 510) {
        throw new IllegalArgumentException(
            "%s has rates of %s Hz and 6 to 510 kbit/s, not %s Hz and %s kbit/s"
                .formatted(coding.format(), Arrays.toString(rates), sampleRate, coding.kbps()));
      }
      return;
    }
    int[] allowed =
        switch (sampleRate) {
          case 32000, 44100, 48000 -> KBPS_MPEG1;
          case 16000, 22050, 24000 -> KBPS_MPEG2;
          case 8000, 11025, 12000 -> KBPS_MPEG25;
          default ->
              throw new IllegalArgumentException(
                  ("MP3 has no sample rate of %s Hz; it has 8000, 11025, 12000, 16000, 22050, "
                          + "24000, 32000, 44100 and 48000")
                      .formatted(sampleRate));
        };
    if (Arrays.binarySearch(allowed, coding.kbps()) < 0) {
      throw new IllegalArgumentException(
          "MP3 at %s Hz has no bitrate of %s kbit/s; it has %s"
              .formatted(sampleRate, coding.kbps(), Arrays.toString(allowed)));
    }
    if (coding.quality() < 0 || coding.quality() > 9) {
      throw new IllegalArgumentException("quality must be 0 to 9, but is " + coding.quality());
    }
  }

  private static float[][] scaled(float[][] channels, double factor) {
    if (factor == 1) {
      return channels;
    }
    float[][] result = new float[channels.length][];
    for (int c = 0; c < result.length; c++) {
      result[c] = new float[channels[c].length];
      for (int i = 0; i < result[c].length; i++) {
        result[c][i] = (float) (channels[c][i] * factor);
      }
    }
    return result;
  }
}
