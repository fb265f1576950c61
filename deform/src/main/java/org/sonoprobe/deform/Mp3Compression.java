package org.sonoprobe.deform;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.audio.CompressedAudio;
import org.sonoprobe.audio.CompressedAudio.Coding;
import org.sonoprobe.audio.Resampler;

/**
 * Encodes as MP3 at a constant bitrate and decodes again, with the codec's delay taken out and the
 * length kept. Close to audiomentations' transform of that name with its default backend.
 *
 * <p>The stream has the sample rate of the audio. MP3 has no bitrate below 32 kbps from 32 kHz on;
 * a lower one is then coded at 32 kbps with the bandwidth that LAME gives the lower one. Audio at a
 * rate that MP3 does not have goes through the next higher MP3 rate (48 kHz at most) and back.
 * LAME's input gain (0.95 up to 160 kbps) is part of the result. More than two channels are coded
 * one by one.
 *
 * @param minBitrate lowest bitrate in kbps; 8 unless set; drawn uniformly among the bitrates of MP3
 * @param maxBitrate highest bitrate in kbps; 64 unless set
 * @param preserveDelay whether the delay of encoder and decoder stays, 1105 samples, with the
 *     length of whole frames; false unless set
 * @param quality LAME's quality setting, 0 (slowest) to 9; 7 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record Mp3Compression(
    int minBitrate, int maxBitrate, boolean preserveDelay, int quality, double p)
    implements Deformation {
  /** Of LAME, and of a decoder. */
  private static final int DELAY = 576 + 529;

  private static final int[] BITRATES = {
    8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 192, 224, 256, 320
  };
  private static final int[] RATES = {8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000};

  public Mp3Compression {
    Draw.checkRange("bitrate", minBitrate, maxBitrate);
    Draw.checkProbability(p);
    if (choices(minBitrate, maxBitrate).length == 0) {
      throw new IllegalArgumentException(
          "MP3 has no bitrate between %s and %s kbps; it has %s"
              .formatted(minBitrate, maxBitrate, Arrays.toString(BITRATES)));
    }
    if (quality < 0 || quality > 9) {
      throw new IllegalArgumentException("quality must lie within 0 and 9, but is " + quality);
    }
  }

  /** Between 8 and 64 kbps, always. */
  public Mp3Compression() {
    this(8, 64, false, 7, 1);
  }

  /** Exactly {@code kbps}, always. */
  public Mp3Compression(int kbps) {
    this(kbps, kbps, false, 7, 1);
  }

  @Override
  public String name() {
    return "Mp3Compression";
  }

  @Override
  public String label() {
    return Draw.label("MP3", minBitrate, maxBitrate, "kbps");
  }

  @Override
  public Optional<String> unavailable() {
    return CompressedAudio.find().isPresent() ? Optional.empty() : Optional.of(missing());
  }

  /** Which encoder made it, since another version may make other sound. */
  @Override
  public String revision() {
    return CompressedAudio.find().map(CompressedAudio::version).orElse("");
  }

  private static int[] choices(int min, int max) {
    return Arrays.stream(BITRATES).filter(kbps -> kbps >= min && kbps <= max).toArray();
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minBitrate, maxBitrate, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    int[] choices = choices(minBitrate, maxBitrate);
    int kbps = choices[Draw.place(random.nextDouble(), choices.length)];
    Change change = audio -> audio.frameCount() == 0 ? audio : compressed(audio, kbps);
    return acts ? change.withDrawn("bitrate", kbps) : Change.NONE;
  }

  private Audio compressed(Audio audio, int kbps) {
    int rate =
        Arrays.stream(RATES).filter(known -> known >= audio.sampleRate()).findFirst().orElse(48000);
    Resampler resampler = Resampler.named("polyphase");
    Audio coded = code(resampler.resample(audio, rate), kbps);
    int length = audio.frameCount();
    Audio result = SampleMath.fitted(resampler.resample(coded, audio.sampleRate()), length);
    return preserveDelay ? delayed(result, rate) : result;
  }

  /** Later by encoder and decoder, and as long as whole frames are. */
  private static Audio delayed(Audio audio, int rate) {
    int frame = rate >= 32000 ? 1152 : 576;
    int length = (audio.frameCount() + DELAY + frame - 1) / frame * frame;
    float[][] channels = new float[audio.channelCount()][length];
    for (int c = 0; c < channels.length; c++) {
      System.arraycopy(audio.channel(c), 0, channels[c], DELAY, audio.frameCount());
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }

  private Audio code(Audio audio, int kbps) {
    CompressedAudio codec =
        CompressedAudio.find().orElseThrow(() -> new IllegalArgumentException(missing()));
    float[][] channels = audio.channels();
    int rate = audio.sampleRate();
    if (channels.length <= 2) {
      return Audio.wrap(rate, code(codec, channels, rate, kbps));
    }
    for (int c = 0; c < channels.length; c++) {
      channels[c] = code(codec, new float[][] {channels[c]}, rate, kbps)[0];
    }
    return Audio.wrap(rate, channels);
  }

  private static String missing() {
    return "there is no MP3 encoder; " + CompressedAudio.HOW_TO_GET;
  }

  private float[][] code(CompressedAudio codec, float[][] channels, int rate, int kbps) {
    int lowest = rate >= 32000 ? 32 : 8;
    int highest = rate >= 32000 ? 320 : rate >= 16000 ? 160 : 64;
    int used =
        Arrays.stream(BITRATES)
            .filter(known -> known <= Math.min(kbps, highest) && (rate < 32000 || known != 144))
            .max()
            .orElse(lowest);
    Coding coding =
        new Coding("mp3", Math.max(lowest, used), quality, kbps < lowest ? bandwidth(kbps) : 0);
    return codec.roundTrip(coding, rate, channels);
  }

  /** LAME's low-pass in Hz for bitrates that MPEG-1 does not have. */
  private static int bandwidth(int kbps) {
    return kbps <= 8 ? 3000 : kbps <= 16 ? 5550 : 5850;
  }
}
