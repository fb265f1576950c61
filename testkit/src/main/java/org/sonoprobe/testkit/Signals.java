package org.sonoprobe.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.sonoprobe.api.Audio;

/** Sounds to test with. */
public final class Signals {
  private Signals() {}

  /**
   * A sine.
   *
   * @param hertz frequency
   * @param amplitude peak
   * @param sampleRate in Hz
   * @param seconds length
   */
  public static Audio sine(double hertz, double amplitude, int sampleRate, double seconds) {
    float[] samples = new float[(int) Math.round(seconds * sampleRate)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / sampleRate));
    }
    return Audio.wrap(sampleRate, samples);
  }

  /** White Gaussian noise of standard deviation {@code sigma}, not clipped. */
  public static Audio noise(double sigma, int sampleRate, double seconds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] samples = new float[(int) Math.round(seconds * sampleRate)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (sigma * random.nextGaussian());
    }
    return Audio.wrap(sampleRate, samples);
  }

  /** Digital silence. */
  public static Audio silence(int sampleRate, double seconds) {
    return Audio.wrap(sampleRate, new float[(int) Math.round(seconds * sampleRate)]);
  }

  /** Root mean square over all channels. */
  public static double rms(Audio audio) {
    double sum = 0;
    for (float[] channel : audio.channels()) {
      for (float sample : channel) {
        sum += (double) sample * sample;
      }
    }
    return Math.sqrt(sum / Math.max(1, (long) audio.frameCount() * audio.channelCount()));
  }

  /** Inputs that break careless code, by what they are; all at one sample rate. */
  public static Map<String, Audio> difficult(int sampleRate) {
    Map<String, Audio> signals = new LinkedHashMap<>();
    signals.put("nothing", Audio.wrap(sampleRate, new float[0]));
    signals.put("one sample", Audio.wrap(sampleRate, new float[] {0.5f}));
    signals.put("two samples", Audio.wrap(sampleRate, new float[] {0.5f, -0.5f}));
    signals.put("10 ms", sine(440, 0.5, sampleRate, 0.01));
    signals.put("silence", silence(sampleRate, 0.7));
    signals.put("constant", constant(sampleRate, 0.25f));
    signals.put("clipped", loud(sampleRate));
    signals.put("faint", sine(440, 1e-7, sampleRate, 0.3));
    Audio left = sine(440, 0.5, sampleRate, 0.4);
    Audio right = noise(0.1, sampleRate, 0.4, 7);
    signals.put("stereo", Audio.of(sampleRate, left.channel(0), right.channel(0)));
    signals.put(
        "three channels", Audio.of(sampleRate, left.channel(0), right.channel(0), left.channel(0)));
    return signals;
  }

  private static Audio constant(int sampleRate, float value) {
    float[] samples = new float[sampleRate / 4];
    java.util.Arrays.fill(samples, value);
    return Audio.wrap(sampleRate, samples);
  }

  private static Audio loud(int sampleRate) {
    float[] samples = sine(300, 4, sampleRate, 0.3).channel(0);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.max(-1, Math.min(1, samples[i]));
    }
    return Audio.wrap(sampleRate, samples);
  }
}
