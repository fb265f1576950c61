package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Soft distortion: {@code tanh(k x)} with {@code k = 0.5 / (q + 1e-6)}, q the percentile {@code 100
 * - 99 a} of the absolute samples for a drawn amount a, scaled back to the level of the input. As
 * audiomentations' transform of that name.
 *
 * @param minDistortion lowest amount, 0 to 1; 0.01 unless set; drawn uniformly
 * @param maxDistortion highest amount, 0 to 1; 0.7 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record TanhDistortion(double minDistortion, double maxDistortion, double p)
    implements Deformation {
  private static final int FINENESS = 4096;
  private static final int LARGEST = 9;

  /** From 0 on, with straight lines between entries: off by less than 1e-8. */
  private static final double[] TANH = new double[LARGEST * FINENESS + 2];

  static {
    for (int i = 0; i < TANH.length; i++) {
      TANH[i] = StrictMath.tanh((double) i / FINENESS);
    }
  }

  public TanhDistortion {
    Draw.checkRange("distortion", minDistortion, maxDistortion, 0, 1);
    Draw.checkProbability(p);
  }

  /** Between 0.01 and 0.7, always. */
  public TanhDistortion() {
    this(0.01, 0.7, 1);
  }

  /** Exactly that amount, always. */
  public TanhDistortion(double distortion) {
    this(distortion, distortion, 1);
  }

  @Override
  public String name() {
    return "TanhDistortion";
  }

  @Override
  public String label() {
    return Draw.label("distortion", minDistortion, maxDistortion, "");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minDistortion, maxDistortion, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double amount = Draw.between(minDistortion, maxDistortion, random);
    Change change = audio -> distort(audio, amount);
    return acts ? change.withDrawn("distortion", amount) : Change.NONE;
  }

  private static Audio distort(Audio audio, double amount) {
    int count = audio.frameCount();
    if (count == 0) {
      return audio;
    }
    float[][] channels = audio.channels();
    float[] sizes = new float[count * channels.length];
    for (int c = 0; c < channels.length; c++) {
      for (int i = 0; i < count; i++) {
        sizes[c * count + i] = Math.abs(channels[c][i]);
      }
    }
    double before = SampleMath.rms(channels);
    double factor = 0.5 / (SampleMath.percentiles(sizes, 100 - 99 * amount)[0] + 1e-6);
    for (float[] channel : channels) {
      for (int i = 0; i < count; i++) {
        channel[i] = tanh(factor * channel[i]);
      }
    }
    double after = SampleMath.rms(channels);
    for (float[] channel : channels) {
      SampleMath.scale(channel, after > 1e-9 ? before / after : 1);
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }

  private static float tanh(double x) {
    double place = Math.min(Math.abs(x), LARGEST) * FINENESS;
    int index = (int) place;
    double value = TANH[index] + (place - index) * (TANH[index + 1] - TANH[index]);
    return (float) (x < 0 ? -value : value);
  }
}
