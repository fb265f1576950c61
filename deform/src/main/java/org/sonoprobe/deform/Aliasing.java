package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Goes to a lower sample rate without a filter, and back, by straight lines between samples: high
 * frequencies fold down. As audiomentations' transform of that name.
 *
 * @param minSampleRate lowest rate in Hz, at least 2; 8000 unless set; drawn uniformly on the mel
 *     scale
 * @param maxSampleRate highest rate in Hz; 30000 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record Aliasing(int minSampleRate, int maxSampleRate, double p) implements Deformation {

  public Aliasing {
    Draw.checkRange("sample_rate", minSampleRate, maxSampleRate, 2, 1e9);
    Draw.checkProbability(p);
  }

  /** Between 8 and 30 kHz, always. */
  public Aliasing() {
    this(8000, 30000, 1);
  }

  /** Exactly that rate, always. */
  public Aliasing(int hertz) {
    this(hertz, hertz, 1);
  }

  @Override
  public String name() {
    return "Aliasing";
  }

  @Override
  public String label() {
    return Draw.label("aliased at", minSampleRate, maxSampleRate, "Hz");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minSampleRate, maxSampleRate, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double rate = Draw.frequency(minSampleRate, maxSampleRate, random);
    Change change =
        SampleMath.each(
            (samples, nominal) -> {
              int count = samples.length;
              int fewer = (int) Math.rint((double) count * rate / nominal);
              return fewer >= count || fewer < 2
                  ? samples
                  : resampled(resampled(samples, fewer), count);
            });
    return acts ? change.withDrawn("sample_rate", rate) : Change.NONE;
  }

  /** Samples at evenly spaced places, ends included. */
  private static float[] resampled(float[] samples, int count) {
    float[] result = new float[count];
    double step = count == 1 ? 0 : (samples.length - 1.0) / (count - 1);
    for (int i = 0; i < count; i++) {
      double place = i * step;
      int below = Math.min((int) place, samples.length - 1);
      int above = Math.min(below + 1, samples.length - 1);
      result[i] = (float) (samples[below] + (place - below) * (samples[above] - samples[below]));
    }
    return result;
  }
}
