package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Adds white Gaussian noise of a fixed amplitude, whatever the level of the audio. As
 * audiomentations' transform of that name.
 *
 * @param minAmplitude lowest standard deviation of the noise, full scale being 1; 0.001 unless set;
 *     drawn uniformly
 * @param maxAmplitude highest standard deviation; 0.015 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record AddGaussianNoise(double minAmplitude, double maxAmplitude, double p)
    implements Deformation {

  public AddGaussianNoise {
    Draw.checkPositive("amplitude", minAmplitude, maxAmplitude);
    Draw.checkProbability(p);
  }

  /** Between 0.001 and 0.015, always. */
  public AddGaussianNoise() {
    this(0.001, 0.015, 1);
  }

  /** Exactly {@code amplitude}, always. */
  public AddGaussianNoise(double amplitude) {
    this(amplitude, amplitude, 1);
  }

  @Override
  public String name() {
    return "AddGaussianNoise";
  }

  @Override
  public String label() {
    return Draw.label("noise of amplitude", minAmplitude, maxAmplitude, "");
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double amplitude = Draw.between(minAmplitude, maxAmplitude, random);
    long seed = random.nextLong();
    return acts
        ? Noises.gaussian(channels -> amplitude, seed).withDrawn("amplitude", amplitude)
        : Change.NONE;
  }

  @Override
  public boolean isRandom() {
    return p > 0;
  }
}
