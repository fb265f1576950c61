package org.sonoprobe.datasets;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;

/**
 * Tones over a little noise, made anew each time they are read.
 *
 * @param tones what is heard
 * @param noise standard deviation of white noise, relative to the loudest tone
 * @param seed of the noise
 */
record SyntheticSound(List<Tone> tones, double noise, long seed) implements AudioSource {
  @Serial private static final long serialVersionUID = 1;
  private static final int RATE = 44100;

  /** The tone colour of a synthetic note. */
  enum Timbre {
    ORGAN,
    STRING,
    BELL,
    BRASS,
    REED,
    FLUTE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One tone.
   *
   * @param midi pitch, 69 for 440 Hz; fractions detune
   * @param amplitude peak, roughly
   * @param startSeconds when it begins
   * @param seconds how long it is held
   * @param attackSeconds how long it takes to full loudness
   */
  record Tone(
      Timbre timbre,
      double midi,
      double amplitude,
      double startSeconds,
      double seconds,
      double attackSeconds)
      implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    private double hertz() {
      return 440 * Math.pow(2, (midi - 69) / 12);
    }
  }

  SyntheticSound {
    tones = List.copyOf(tones);
  }

  @Override
  public Audio read() {
    double end =
        tones.stream().mapToDouble(tone -> tone.startSeconds + tone.seconds).max().orElse(0) + 0.1;
    float[] mix = new float[(int) (end * RATE)];
    SplittableRandom random = new SplittableRandom(seed);
    double loudest = 0;
    for (Tone tone : tones) {
      float[] samples = samples(tone, random);
      int start = (int) (tone.startSeconds * RATE);
      for (int i = 0; i < samples.length && start + i < mix.length; i++) {
        mix[start + i] += samples[i];
      }
      loudest = Math.max(loudest, tone.amplitude);
    }
    for (int i = 0; i < mix.length; i++) {
      mix[i] += (float) (noise * loudest * random.nextGaussian());
    }
    return Audio.wrap(RATE, mix);
  }

  @Override
  public String fingerprint() {
    return "synthetic-1 " + this;
  }

  @Override
  public String location() {
    return "made in memory: "
        + tones.get(0).timbre.word()
        + (tones.size() > 1 ? " and others" : "");
  }

  private static float[] samples(Tone tone, SplittableRandom random) {
    int length = (int) (tone.seconds * RATE);
    double[] wave =
        tone.timbre == Timbre.STRING ? pluck(tone, length, random) : hum(tone, length, random);
    float[] samples = new float[length];
    double release = Math.min(0.08, tone.seconds / 4) * RATE;
    for (int i = 0; i < length; i++) {
      double attack = Math.min(1, i / (tone.attackSeconds * RATE));
      double fade = Math.min(1, (length - i) / release);
      samples[i] = (float) (tone.amplitude * attack * fade * wave[i]);
    }
    return samples;
  }

  /** A plucked string (K. Karplus, A. Strong, 1983) with a fractional delay. */
  private static double[] pluck(Tone tone, int length, SplittableRandom random) {
    double period = RATE / tone.hertz() - 0.5;
    int whole = (int) period;
    double fraction = period - whole;
    double[] line = new double[whole + 2];
    for (int i = 0; i < line.length; i++) {
      line[i] = 2 * random.nextDouble() - 1;
    }
    double[] wave = new double[length];
    for (int i = 0; i < length; i++) {
      if (i < line.length) {
        wave[i] = line[i];
        continue;
      }
      double now = delayed(wave, i, whole, fraction);
      double before = delayed(wave, i - 1, whole, fraction);
      wave[i] = 0.498 * (now + before);
    }
    return wave;
  }

  private static double delayed(double[] wave, int i, int whole, double fraction) {
    int at = i - whole;
    return at < 1 ? 0 : (1 - fraction) * wave[at] + fraction * wave[at - 1];
  }

  private static double[] hum(Tone tone, int length, SplittableRandom random) {
    double[] wave = new double[length];
    double step = 2 * Math.PI * tone.hertz() / RATE;
    for (int i = 0; i < length; i++) {
      double phase = step * i;
      double t = (double) i / RATE;
      wave[i] =
          switch (tone.timbre) {
            case ORGAN ->
                0.5 * Math.sin(phase)
                    + 0.25 * Math.sin(2 * phase)
                    + 0.15 * Math.sin(3 * phase)
                    + 0.1 * Math.sin(4 * phase);
            case BELL ->
                Math.exp(-3 * t) * Math.sin(phase + 3 * Math.exp(-4 * t) * Math.sin(1.4 * phase));
            case BRASS -> 0.8 * Math.sin(phase + 2.5 * Math.min(1, t * 12) * Math.sin(phase));
            case REED -> reed(phase + 0.05 * Math.sin(2 * Math.PI * 5 * t));
            case FLUTE ->
                0.85 * Math.sin(phase + 0.08 * Math.sin(2 * Math.PI * 5.5 * t))
                    + 0.08 * Math.sin(2 * phase)
                    + 0.05 * random.nextGaussian();
            case STRING -> 0;
          };
    }
    return wave;
  }

  private static double reed(double phase) {
    double sum = 0;
    for (int k = 1; k <= 9; k += 2) {
      sum += Math.sin(k * phase) / k;
    }
    return 0.8 * sum;
  }
}
