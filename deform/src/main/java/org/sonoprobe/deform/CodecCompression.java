package org.sonoprobe.deform;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.audio.CompressedAudio;
import org.sonoprobe.audio.CompressedAudio.Coding;
import org.sonoprobe.audio.Resampler;

/**
 * Encodes with a codec other than MP3 at a bit rate and decodes again, in place and as long as it
 * was.
 *
 * <p>AAC (low complexity, FFmpeg's encoder) at the rate of the audio, or the next that AAC has;
 * Opus (libopus) at 48 kHz, as it always is; FLAC keeps 16 bits, and nothing else of it is lost, so
 * that it has no bit rate. More than two channels are coded one by one.
 *
 * @param format {@code aac}, {@code opus} or {@code flac}; aac unless set
 * @param minBitrate lowest bit rate in kbps, 6 to 510; 32 unless set; drawn uniformly, bounds
 *     included
 * @param maxBitrate highest bit rate in kbps; 128 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record CodecCompression(Format format, int minBitrate, int maxBitrate, double p)
    implements Deformation {
  private static final int[] AAC_RATES = {
    8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000
  };
  private static final int OPUS_RATE = 48000;
  private static final double STEPS = 32768;

  /** The codec that audio is encoded with. */
  public enum Format {
    AAC,
    OPUS,
    FLAC
  }

  public CodecCompression {
    Draw.checkRange("bitrate", minBitrate, maxBitrate, 6, 510);
    Draw.checkProbability(p);
    if (format == Format.FLAC && (minBitrate != 32 || maxBitrate != 128)) {
      throw new IllegalArgumentException("FLAC has no bit rate, so that bitrate does nothing");
    }
  }

  /** AAC between 32 and 128 kbps, always. */
  public CodecCompression() {
    this(Format.AAC, 32, 128, 1);
  }

  /** Exactly that bit rate, always. */
  public CodecCompression(Format format, int kbps) {
    this(format, kbps, kbps, 1);
  }

  @Override
  public String name() {
    return "CodecCompression";
  }

  @Override
  public String label() {
    return format == Format.FLAC
        ? "FLAC"
        : Draw.label(format.name(), minBitrate, maxBitrate, "kbps");
  }

  @Override
  public Optional<String> unavailable() {
    return format == Format.FLAC || CompressedAudio.find().isPresent()
        ? Optional.empty()
        : Optional.of(missing());
  }

  private static String missing() {
    return "there is no encoder; " + CompressedAudio.HOW_TO_GET;
  }

  /** Which encoder made it, since another version may make other sound. */
  @Override
  public String revision() {
    return format == Format.FLAC
        ? ""
        : CompressedAudio.find().map(CompressedAudio::version).orElse("");
  }

  @Override
  public boolean isRandom() {
    return format == Format.FLAC ? p > 0 && p < 1 : Draw.matters(minBitrate, maxBitrate, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    int kbps = Draw.whole(minBitrate, maxBitrate, random);
    if (!acts) {
      return Change.NONE;
    }
    if (format == Format.FLAC) {
      return SampleMath.each(
          (samples, rate) -> {
            for (int i = 0; i < samples.length; i++) {
              double step = Math.rint(samples[i] * STEPS);
              samples[i] = (float) (Math.max(-STEPS, Math.min(STEPS - 1, step)) / STEPS);
            }
            return samples;
          });
    }
    Change change = audio -> audio.frameCount() == 0 ? audio : coded(audio, kbps);
    return change.withDrawn("bitrate", kbps);
  }

  private Audio coded(Audio audio, int kbps) {
    CompressedAudio codec =
        CompressedAudio.find().orElseThrow(() -> new IllegalArgumentException(missing()));
    int rate =
        format == Format.OPUS
            ? OPUS_RATE
            : Arrays.stream(AAC_RATES)
                .filter(known -> known >= audio.sampleRate())
                .findFirst()
                .orElse(OPUS_RATE);
    Coding coding = new Coding(format.name().toLowerCase(Locale.ROOT), kbps, 0, 0);
    Resampler resampler = Resampler.named("polyphase");
    float[][] channels = resampler.resample(audio, rate).channels();
    if (channels.length <= 2) {
      channels = codec.roundTrip(coding, rate, channels);
    } else {
      for (int c = 0; c < channels.length; c++) {
        channels[c] = codec.roundTrip(coding, rate, new float[][] {channels[c]})[0];
      }
    }
    Audio back = resampler.resample(Audio.wrap(rate, channels), audio.sampleRate());
    return SampleMath.fitted(back, audio.frameCount());
  }
}
