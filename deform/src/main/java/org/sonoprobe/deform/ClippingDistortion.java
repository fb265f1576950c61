package org.sonoprobe.deform;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Deformation;

/**
 * Clips the loudest samples: for a whole threshold t to the percentiles {@code floor(t/2)} and
 * {@code 100 - floor(t/2)} of all samples (linear interpolation between them, as NumPy). As
 * audiomentations' transform of that name.
 *
 * @param minPercentileThreshold lowest t, 0 to 100; 0 unless set; t is drawn uniformly, bounds
 *     included
 * @param maxPercentileThreshold highest t, 0 to 100; 40 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record ClippingDistortion(int minPercentileThreshold, int maxPercentileThreshold, double p)
    implements Deformation {

  public ClippingDistortion {
    Draw.checkRange("percentile_threshold", minPercentileThreshold, maxPercentileThreshold);
    Draw.checkProbability(p);
    if (minPercentileThreshold < 0 || maxPercentileThreshold > 100) {
      throw new IllegalArgumentException(
          "percentile thresholds must lie within 0 and 100, but are "
              + minPercentileThreshold
              + " and "
              + maxPercentileThreshold);
    }
  }

  /** A threshold between 0 and 40, always. */
  public ClippingDistortion() {
    this(0, 40, 1);
  }

  @Override
  public String name() {
    return "ClippingDistortion";
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minPercentileThreshold, maxPercentileThreshold, p);
  }

  @Override
  public Audio apply(Audio audio, RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    int threshold =
        minPercentileThreshold
            + random.nextInt(maxPercentileThreshold - minPercentileThreshold + 1);
    if (!acts || audio.frameCount() == 0) {
      return audio;
    }
    float[][] channels = audio.channels();
    float[] sorted = new float[audio.frameCount() * channels.length];
    for (int c = 0; c < channels.length; c++) {
      System.arraycopy(channels[c], 0, sorted, c * audio.frameCount(), audio.frameCount());
    }
    Arrays.sort(sorted);
    float lower = percentile(sorted, threshold / 2);
    float upper = percentile(sorted, 100 - threshold / 2);
    for (float[] channel : channels) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] = Math.max(lower, Math.min(upper, channel[i]));
      }
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }

  private static float percentile(float[] sorted, int percent) {
    double position = percent / 100.0 * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return (float) (sorted[below] + (position - below) * ((double) sorted[above] - sorted[below]));
  }
}
