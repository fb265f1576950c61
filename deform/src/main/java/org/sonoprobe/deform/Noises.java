package org.sonoprobe.deform;

import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;

/** Noises that are added. */
final class Noises {
  private Noises() {}

  /** The loudness that a noise is to have. */
  @FunctionalInterface
  interface Level {
    /** The root mean square of the noise for such audio. */
    double of(float[][] channels);
  }

  /** White noise of a level, another in each channel. */
  static Change gaussian(Level level, long seed) {
    return audio -> {
      float[][] channels = audio.channels();
      double sigma = level.of(channels);
      Gaussian random = new Gaussian(seed);
      for (float[] channel : channels) {
        for (int i = 0; i < channel.length; i++) {
          channel[i] = (float) (channel[i] + sigma * random.next());
        }
      }
      return Audio.wrap(audio.sampleRate(), channels);
    };
  }

  /** White noise at a ratio in dB. */
  static Change gaussianAt(double snrDb, long seed) {
    return gaussian(channels -> SampleMath.rms(channels) / SampleMath.factor(snrDb), seed);
  }
}
