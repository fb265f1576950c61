package org.sonoprobe.deform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Deformer;
import org.sonoprobe.api.Parameter;

/**
 * Drops short sounds along the time line, one after the other with pauses, some in bursts that
 * overlap; each fades in and out. Without files the sounds are made up: decaying noise of 50 to 400
 * ms. All channels get the same sounds. As audiomentations' transform of that name, which takes
 * mono alone.
 *
 * @param soundsPath files with sounds, or folders of which files are drawn; none, for sounds that
 *     are made up, unless set
 * @param minSnrDb lowest ratio in dB; -6 unless set; drawn uniformly for each sound
 * @param maxSnrDb highest ratio; 18 unless set
 * @param minTimeBetweenSounds shortest pause in seconds; 2 unless set; drawn uniformly
 * @param maxTimeBetweenSounds longest pause; 8 unless set
 * @param noiseRms what the level is relative to: {@code relative}, the audio under the sound,
 *     {@code relative_to_whole_input} or {@code absolute}; the whole input unless set
 * @param minAbsoluteNoiseRmsDb lowest level for {@code absolute}, in dB below full scale; -50
 *     unless set
 * @param maxAbsoluteNoiseRmsDb highest such level; -20 unless set
 * @param addAllNoisesWithSameLevel whether the ratio or level is drawn once for all sounds of a
 *     track; false unless set
 * @param includeSilenceInNoiseRmsEstimation whether the level of a sound is that of all of it;
 *     where false, of those windows of 25 ms that are above a 25th of its loudest; true unless set
 * @param burstProbability probability that a sound is followed by another before its end or soon
 *     after; 0.22 unless set
 * @param minPauseFactorDuringBurst earliest start of that, as a share of the sound; 0.1 unless set
 * @param maxPauseFactorDuringBurst latest start; 1.1 unless set
 * @param minFadeInTime shortest fade in seconds; 0.005 unless set
 * @param maxFadeInTime longest; 0.08 unless set
 * @param minFadeOutTime shortest fade at the end; 0.01 unless set
 * @param maxFadeOutTime longest; 0.1 unless set
 * @param signalGainDbDuringNoise gain of the audio under a sound in dB; none unless set
 * @param noiseTransform a deformation of each sound; none unless set
 * @param p probability of acting at all; 1 unless set
 * @param lruCacheSize sounds that a thread keeps decoded; 64 unless set
 */
public record AddShortNoises(
    List<Path> soundsPath,
    @Parameter(aliases = "min_snr_in_db") double minSnrDb,
    @Parameter(aliases = "max_snr_in_db") double maxSnrDb,
    double minTimeBetweenSounds,
    double maxTimeBetweenSounds,
    NoiseLevel noiseRms,
    double minAbsoluteNoiseRmsDb,
    double maxAbsoluteNoiseRmsDb,
    boolean addAllNoisesWithSameLevel,
    boolean includeSilenceInNoiseRmsEstimation,
    double burstProbability,
    double minPauseFactorDuringBurst,
    double maxPauseFactorDuringBurst,
    double minFadeInTime,
    double maxFadeInTime,
    double minFadeOutTime,
    double maxFadeOutTime,
    @Parameter(aliases = "signal_gain_in_db_during_noise", none = "none")
        Optional<Double> signalGainDbDuringNoise,
    @Parameter(none = "none") Optional<Deformation> noiseTransform,
    double p,
    int lruCacheSize)
    implements Deformation {
  private static final String WHAT = "short noise";

  public AddShortNoises {
    soundsPath = List.copyOf(soundsPath);
    Draw.checkRange("snr_db", minSnrDb, maxSnrDb);
    Draw.checkRange("time_between_sounds", minTimeBetweenSounds, maxTimeBetweenSounds, 0, 1e6);
    Draw.checkRange("absolute_noise_rms_db", minAbsoluteNoiseRmsDb, maxAbsoluteNoiseRmsDb, -300, 0);
    Draw.checkPositive(
        "pause_factor_during_burst", minPauseFactorDuringBurst, maxPauseFactorDuringBurst);
    Draw.checkRange("fade_in_time", minFadeInTime, maxFadeInTime, 0, 1e3);
    Draw.checkRange("fade_out_time", minFadeOutTime, maxFadeOutTime, 0, 1e3);
    Draw.checkProbability(p);
    if (!(burstProbability >= 0 && burstProbability <= 1) || lruCacheSize < 1) {
      throw new IllegalArgumentException(
          ("burst_probability must lie within 0 and 1 and lru_cache_size be positive, but "
                  + "are %s and %s")
              .formatted(burstProbability, lruCacheSize));
    }
  }

  /** Sounds that are made up, always. */
  public AddShortNoises() {
    this(List.of());
  }

  /** Sounds of files, always. */
  public AddShortNoises(List<Path> sounds) {
    this(
        sounds,
        -6,
        18,
        2,
        8,
        NoiseLevel.RELATIVE_TO_WHOLE_INPUT,
        -50,
        -20,
        false,
        true,
        0.22,
        0.1,
        1.1,
        0.005,
        0.08,
        0.01,
        0.1,
        Optional.empty(),
        Optional.empty(),
        1,
        64);
  }

  @Override
  public String name() {
    return "AddShortNoises";
  }

  @Override
  public String label() {
    return Draw.label("short noises SNR", minSnrDb, maxSnrDb, "dB");
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
      long seed = random.nextLong();
      Change change = audio -> audio.frameCount() == 0 ? audio : add(audio, files, transform, seed);
      return acts ? change.withDrawn("seed", seed) : Change.NONE;
    };
  }

  /** A sound with its place. */
  private record Placed(int start, float[] samples, double level) {}

  private Audio add(
      Audio audio, @Nullable SoundFiles files, @Nullable Deformer transform, long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int rate = audio.sampleRate();
    double now = Draw.between(-maxTimeBetweenSounds, maxTimeBetweenSounds, random);
    double common = level(random);
    List<Placed> sounds = new ArrayList<>();
    while (now < audio.durationSeconds()) {
      SplittableRandom own = random.split();
      Audio sound =
          files == null ? madeUp(rate, own) : files.read(files.at(own.nextDouble()), rate, true);
      if (transform != null) {
        sound = transform.draw(own).apply(sound);
      }
      float[] samples = sound.channel(0);
      fade(samples, rate, own);
      double level = level(own);
      sounds.add(
          new Placed(
              (int) Math.floor(now * rate), samples, addAllNoisesWithSameLevel ? common : level));
      double length = (double) samples.length / rate;
      boolean burst = own.nextDouble() < burstProbability;
      double pause = Draw.between(minTimeBetweenSounds, maxTimeBetweenSounds, own);
      double soon = Draw.between(minPauseFactorDuringBurst, maxPauseFactorDuringBurst, own);
      now += Math.max(1.0 / rate, burst ? soon * length : length + pause);
    }
    return placed(audio, sounds);
  }

  private double level(RandomGenerator random) {
    double share = random.nextDouble();
    return noiseRms == NoiseLevel.ABSOLUTE
        ? minAbsoluteNoiseRmsDb + share * (maxAbsoluteNoiseRmsDb - minAbsoluteNoiseRmsDb)
        : minSnrDb + share * (maxSnrDb - minSnrDb);
  }

  private void fade(float[] samples, int rate, RandomGenerator random) {
    int in =
        Math.min(samples.length, (int) (rate * Draw.between(minFadeInTime, maxFadeInTime, random)));
    int out =
        Math.min(
            samples.length, (int) (rate * Draw.between(minFadeOutTime, maxFadeOutTime, random)));
    for (int i = 0; i < in; i++) {
      samples[i] *= (float) i / in;
    }
    for (int i = 0; i < out; i++) {
      samples[samples.length - 1 - i] *= (float) i / out;
    }
  }

  private static Audio madeUp(int rate, RandomGenerator random) {
    double seconds = Draw.between(0.05, 0.4, random);
    float[] noise = new Gaussian(random.nextLong()).noise(Math.max(1, (int) (seconds * rate)));
    for (int i = 0; i < noise.length; i++) {
      noise[i] *= (float) (0.2 * StrictMath.exp(-5.0 * i / noise.length));
    }
    return Audio.wrap(rate, noise);
  }

  private Audio placed(Audio audio, List<Placed> sounds) {
    int count = audio.frameCount();
    float[][] clean = audio.channels();
    float[] noise = new float[count];
    boolean[] under = new boolean[count];
    for (Placed sound : sounds) {
      int from = Math.max(0, sound.start);
      int to = Math.min(count, sound.start + sound.samples.length);
      double own = rms(sound.samples, audio.sampleRate());
      if (from >= to || own < 1e-9) {
        continue;
      }
      double wanted =
          switch (noiseRms) {
            case ABSOLUTE -> SampleMath.factor(sound.level);
            case RELATIVE_TO_WHOLE_INPUT -> SampleMath.rms(clean) / SampleMath.factor(sound.level);
            case RELATIVE -> {
              float[][] region = new float[clean.length][];
              for (int c = 0; c < clean.length; c++) {
                region[c] = java.util.Arrays.copyOfRange(clean[c], from, to);
              }
              yield SampleMath.rms(region) / SampleMath.factor(sound.level);
            }
          };
      for (int i = from; i < to; i++) {
        noise[i] += (float) (wanted / own * sound.samples[i - sound.start]);
        under[i] = true;
      }
    }
    float ducked = (float) SampleMath.factor(signalGainDbDuringNoise.orElse(0.0));
    for (float[] channel : clean) {
      for (int i = 0; i < count; i++) {
        channel[i] = (under[i] ? ducked : 1) * channel[i] + noise[i];
      }
    }
    return Audio.wrap(audio.sampleRate(), clean);
  }

  private double rms(float[] samples, int rate) {
    if (includeSilenceInNoiseRmsEstimation) {
      return SampleMath.rms(samples);
    }
    int window = Math.max(1, rate / 40);
    List<Double> levels = new ArrayList<>();
    for (int start = 0; start < samples.length; start += window) {
      levels.add(
          SampleMath.rms(
              java.util.Arrays.copyOfRange(
                  samples, start, Math.min(samples.length, start + window))));
    }
    double most = levels.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return Math.sqrt(
        levels.stream()
            .filter(level -> level >= most / 25)
            .mapToDouble(level -> level * level)
            .average()
            .orElse(0));
  }
}
