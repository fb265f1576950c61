package org.sonoprobe.deform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Deformer;
import org.sonoprobe.api.Parameter;

/**
 * Adds a noise from a file, drawn for each track: a stretch of it where it is longer, repeated
 * where it is shorter. Without files the noise is made up: pink, another for each track. All
 * channels get the same noise. As audiomentations' transform of that name, which takes mono alone.
 *
 * @param soundsPath files with noises, or folders of which one file is drawn; none, for noise that
 *     is made up, unless set
 * @param minSnrDb lowest ratio in dB for {@code noise_rms: relative}; 3 unless set; drawn uniformly
 * @param maxSnrDb highest ratio in dB; 30 unless set
 * @param noiseRms how the level is set: {@code relative} to the audio, or {@code absolute};
 *     relative unless set
 * @param minAbsoluteRmsDb lowest level in dB below full scale for {@code absolute}; -45 unless set;
 *     drawn uniformly
 * @param maxAbsoluteRmsDb highest such level, at most 0; -15 unless set
 * @param noiseTransform a deformation of the noise; none unless set
 * @param p probability of acting at all; 1 unless set
 * @param lruCacheSize noises that a thread keeps decoded; 16 unless set
 */
public record AddBackgroundNoise(
    List<Path> soundsPath,
    @Parameter(aliases = "min_snr_in_db") double minSnrDb,
    @Parameter(aliases = "max_snr_in_db") double maxSnrDb,
    NoiseLevel noiseRms,
    @Parameter(aliases = "min_absolute_rms_in_db") double minAbsoluteRmsDb,
    @Parameter(aliases = "max_absolute_rms_in_db") double maxAbsoluteRmsDb,
    @Parameter(none = "none") Optional<Deformation> noiseTransform,
    double p,
    int lruCacheSize)
    implements Deformation {
  private static final String WHAT = "background noise";

  public AddBackgroundNoise {
    soundsPath = List.copyOf(soundsPath);
    Draw.checkRange("snr_db", minSnrDb, maxSnrDb);
    Draw.checkRange("absolute_rms_db", minAbsoluteRmsDb, maxAbsoluteRmsDb, -300, 0);
    Draw.checkProbability(p);
    if (noiseRms == NoiseLevel.ABSOLUTE
        ? minSnrDb != 3 || maxSnrDb != 30
        : minAbsoluteRmsDb != -45 || maxAbsoluteRmsDb != -15) {
      throw new IllegalArgumentException(
          noiseRms == NoiseLevel.ABSOLUTE
              ? "snr_db does nothing with noise_rms: absolute"
              : "absolute_rms_db does nothing unless noise_rms is absolute");
    }
    if (noiseRms == NoiseLevel.RELATIVE_TO_WHOLE_INPUT || lruCacheSize < 1) {
      throw new IllegalArgumentException(
          "noise_rms must be relative or absolute and lru_cache_size positive");
    }
  }

  /** Pink noise between 3 and 30 dB, always. */
  public AddBackgroundNoise() {
    this(List.of(), 3, 30);
  }

  /** Noises of files between two ratios, always. */
  public AddBackgroundNoise(List<Path> sounds, double minSnrDb, double maxSnrDb) {
    this(sounds, minSnrDb, maxSnrDb, NoiseLevel.RELATIVE, -45, -15, Optional.empty(), 1, 16);
  }

  @Override
  public String name() {
    return "AddBackgroundNoise";
  }

  @Override
  public String label() {
    return noiseRms == NoiseLevel.ABSOLUTE
        ? Draw.label("background at", minAbsoluteRmsDb, maxAbsoluteRmsDb, "dB")
        : Draw.label("background SNR", minSnrDb, maxSnrDb, "dB");
  }

  @Override
  public Optional<String> unavailable() {
    return SoundFiles.problem(soundsPath, WHAT)
        .or(() -> noiseTransform.flatMap(Deformation::unavailable));
  }

  @Override
  public boolean isRandom() {
    return p > 0;
  }

  @Override
  public Change draw(RandomGenerator random) throws IOException {
    return open().draw(random);
  }

  @Override
  public Deformer open() throws IOException {
    SoundFiles files = soundsPath.isEmpty() ? null : SoundFiles.at(soundsPath, WHAT, lruCacheSize);
    Deformer transform = noiseTransform.isPresent() ? noiseTransform.get().open() : null;
    return random -> {
      boolean acts = Draw.acts(p, random);
      boolean relative = noiseRms == NoiseLevel.RELATIVE;
      double level =
          relative
              ? Draw.between(minSnrDb, maxSnrDb, random)
              : Draw.between(minAbsoluteRmsDb, maxAbsoluteRmsDb, random);
      double share = random.nextDouble();
      double place = random.nextDouble();
      long seed = random.nextLong();
      if (!acts) {
        return Change.NONE;
      }
      Change bent = transform == null ? Change.NONE : transform.draw(new SplittableRandom(seed));
      Path file = files == null ? Path.of("pink noise") : files.at(share);
      Change change =
          audio -> {
            if (audio.frameCount() == 0) {
              return audio;
            }
            Audio noise =
                files == null
                    ? pink(audio.sampleRate(), audio.frameCount(), seed)
                    : files.read(file, audio.sampleRate(), true);
            return added(audio, bent.apply(stretch(noise, audio.frameCount(), place)), level);
          };
      return change.withDrawn(
          relative ? "snr_db" : "absolute_rms_db",
          level,
          "sound",
          String.valueOf(file.getFileName()),
          "place",
          place);
    };
  }

  /** A stretch of a noise that is as long, or all of it where it is shorter. */
  private static Audio stretch(Audio noise, int wanted, double place) {
    int surplus = noise.frameCount() - wanted;
    if (surplus <= 0) {
      return noise;
    }
    int start = Draw.place(place, surplus + 1);
    return Audio.wrap(
        noise.sampleRate(), Arrays.copyOfRange(noise.channel(0), start, start + wanted));
  }

  private Audio added(Audio audio, Audio noise, double level) {
    float[] once = noise.channel(0);
    double own = SampleMath.rms(once);
    if (own < 1e-9) {
      return audio;
    }
    float[][] channels = audio.channels();
    double wanted =
        noiseRms == NoiseLevel.ABSOLUTE
            ? SampleMath.factor(level)
            : SampleMath.rms(channels) / SampleMath.factor(level);
    float factor = (float) (wanted / own);
    for (float[] channel : channels) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] += factor * once[i % once.length];
      }
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }

  private static Audio pink(int rate, int length, long seed) throws IOException {
    Audio silence = Audio.wrap(rate, new Gaussian(seed).noise(length));
    // white noise that is drowned in pink noise
    Audio both = new AddColorNoise(-60, -3.01).apply(silence, new SplittableRandom(seed));
    return both;
  }
}
