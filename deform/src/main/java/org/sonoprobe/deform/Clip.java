package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Parameter;

/**
 * Limits samples to a range. As audiomentations' transform of that name.
 *
 * @param aMin the lowest sample; -1 unless set
 * @param aMax the highest sample; 1 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record Clip(
    @Parameter(name = "a_min") double aMin, @Parameter(name = "a_max") double aMax, double p)
    implements Deformation {

  public Clip {
    if (!(aMin < aMax)) {
      throw new IllegalArgumentException(
          "a_min must be below a_max, but they are " + aMin + " and " + aMax);
    }
    Draw.checkProbability(p);
  }

  /** To -1 and 1, always. */
  public Clip() {
    this(-1, 1, 1);
  }

  @Override
  public String name() {
    return "Clip";
  }

  @Override
  public String label() {
    return "clipped to " + Draw.number(aMin) + " and " + Draw.number(aMax);
  }

  @Override
  public boolean isRandom() {
    return p > 0 && p < 1;
  }

  @Override
  public Change draw(RandomGenerator random) {
    float low = (float) aMin;
    float high = (float) aMax;
    Change change =
        SampleMath.each(
            (samples, rate) -> {
              for (int i = 0; i < samples.length; i++) {
                samples[i] = Math.max(low, Math.min(high, samples[i]));
              }
              return samples;
            });
    return Draw.acts(p, random) ? change : Change.NONE;
  }
}
