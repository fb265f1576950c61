package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Resamples to a drawn rate and plays the samples at the old one, so that pitch and speed change.
 * As audiomentations' transform of that name, which does not go back either; {@link
 * ResampleRoundTrip} does. The length becomes {@code ceil(n rate / native)}.
 *
 * @param minSampleRate lowest rate in Hz; 8000 unless set; drawn uniformly, bounds included
 * @param maxSampleRate highest rate in Hz; 44100 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record Resample(int minSampleRate, int maxSampleRate, double p) implements Deformation {

  public Resample {
    Draw.checkRange("sample_rate", minSampleRate, maxSampleRate, 1, 1e7);
    Draw.checkProbability(p);
  }

  /** Between 8 and 44.1 kHz, always. */
  public Resample() {
    this(8000, 44100, 1);
  }

  @Override
  public String name() {
    return "Resample";
  }

  @Override
  public String label() {
    return Draw.label("as a tape at", minSampleRate, maxSampleRate, "Hz");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minSampleRate, maxSampleRate, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    int rate = Draw.whole(minSampleRate, maxSampleRate, random);
    Change change =
        SampleMath.each(
            (samples, nominal) -> ResampleRoundTrip.resampled(samples, nominal, rate, "soxr_hq"));
    return acts ? change.withDrawn("sample_rate", rate).withMove(Change.Move.UNKNOWN) : Change.NONE;
  }
}
