package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Plays the audio backwards. As audiomentations' transform of that name.
 *
 * @param p probability of acting at all; 1 unless set
 */
public record Reverse(double p) implements Deformation {

  public Reverse {
    Draw.checkProbability(p);
  }

  /** Always. */
  public Reverse() {
    this(1);
  }

  @Override
  public String name() {
    return "Reverse";
  }

  @Override
  public String label() {
    return "backwards";
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
              float[] back = new float[samples.length];
              for (int i = 0; i < samples.length; i++) {
                back[i] = samples[samples.length - 1 - i];
              }
              return back;
            });
    return Draw.acts(p, random) ? change : Change.NONE;
  }
}
