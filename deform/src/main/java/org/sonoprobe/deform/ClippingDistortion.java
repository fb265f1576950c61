package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
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
    Draw.checkRange("percentile_threshold", minPercentileThreshold, maxPercentileThreshold, 0, 100);
    Draw.checkProbability(p);
  }

  /** A threshold between 0 and 40, always. */
  public ClippingDistortion() {
    this(0, 40, 1);
  }

  /** Exactly that threshold, always. */
  public ClippingDistortion(int percentileThreshold) {
    this(percentileThreshold, percentileThreshold, 1);
  }

  @Override
  public String name() {
    return "ClippingDistortion";
  }

  @Override
  public String label() {
    return Draw.label("clipped", minPercentileThreshold, maxPercentileThreshold, "%");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minPercentileThreshold, maxPercentileThreshold, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    int threshold = Draw.whole(minPercentileThreshold, maxPercentileThreshold, random);
    Change change = audio -> clip(audio, threshold / 2);
    return acts ? change.withDrawn("percentile_threshold", threshold) : Change.NONE;
  }

  private static Audio clip(Audio audio, int percent) {
    if (audio.frameCount() == 0) {
      return audio;
    }
    float[][] channels = audio.channels();
    float[] all = new float[audio.frameCount() * channels.length];
    for (int c = 0; c < channels.length; c++) {
      System.arraycopy(channels[c], 0, all, c * audio.frameCount(), audio.frameCount());
    }
    float[] bounds = SampleMath.percentiles(all, percent, 100 - percent);
    float lower = bounds[0];
    float upper = bounds[1];
    for (float[] channel : channels) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] = Math.max(lower, Math.min(upper, channel[i]));
      }
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }
}
