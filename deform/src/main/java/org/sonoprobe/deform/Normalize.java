package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Scales the audio to a peak of 1 over all channels; silence stays. As audiomentations' transform
 * of that name.
 *
 * @param applyTo {@code all}, or {@code only_too_loud_sounds} for peaks of 1 and more alone; all
 *     unless set
 * @param p probability of acting at all; 1 unless set
 */
public record Normalize(To applyTo, double p) implements Deformation {

  /** The audio that is scaled. */
  public enum To {
    ALL,
    ONLY_TOO_LOUD_SOUNDS
  }

  public Normalize {
    Draw.checkProbability(p);
  }

  /** All, always. */
  public Normalize() {
    this(To.ALL, 1);
  }

  @Override
  public String name() {
    return "Normalize";
  }

  @Override
  public String label() {
    return "normalized";
  }

  @Override
  public boolean isRandom() {
    return p > 0 && p < 1;
  }

  @Override
  public Change draw(RandomGenerator random) {
    return Draw.acts(p, random) ? this::normalized : Change.NONE;
  }

  private Audio normalized(Audio audio) {
    float[][] channels = audio.channels();
    float peak = SampleMath.peak(channels);
    if (peak == 0 || applyTo == To.ONLY_TOO_LOUD_SOUNDS && peak < 1) {
      return audio;
    }
    for (float[] channel : channels) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] /= peak;
      }
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }
}
