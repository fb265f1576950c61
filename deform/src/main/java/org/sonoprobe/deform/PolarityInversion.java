package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Turns the signal upside down. As audiomentations' transform of that name.
 *
 * @param p probability of acting at all; 1 unless set
 */
public record PolarityInversion(double p) implements Deformation {

  public PolarityInversion {
    Draw.checkProbability(p);
  }

  /** Always. */
  public PolarityInversion() {
    this(1);
  }

  @Override
  public String name() {
    return "PolarityInversion";
  }

  @Override
  public String label() {
    return "inverted";
  }

  @Override
  public boolean isRandom() {
    return p > 0 && p < 1;
  }

  @Override
  public Change draw(RandomGenerator random) {
    Change change =
        SampleMath.each(
            (samples, rate) -> {
              for (int i = 0; i < samples.length; i++) {
                samples[i] = -samples[i];
              }
              return samples;
            });
    return Draw.acts(p, random) ? change : Change.NONE;
  }
}
