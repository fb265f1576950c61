package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.audio.Resampler;

/**
 * Goes to a lower sample rate and back, with filters: what lies above half the lower rate is lost.
 * Audio at a rate that is no higher stays as it is.
 *
 * @param minSampleRate lowest rate in Hz; 8000 unless set; drawn uniformly, bounds included
 * @param maxSampleRate highest rate in Hz; 32000 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record ResampleRoundTrip(int minSampleRate, int maxSampleRate, double p)
    implements Deformation {
  private static final int MOST_PLACES = 2000;

  public ResampleRoundTrip {
    Draw.checkRange("sample_rate", minSampleRate, maxSampleRate, 1, 1e7);
    Draw.checkProbability(p);
  }

  /** Between 8 and 32 kHz, always. */
  public ResampleRoundTrip() {
    this(8000, 32000, 1);
  }

  /** Exactly that rate, always. */
  public ResampleRoundTrip(int hertz) {
    this(hertz, hertz, 1);
  }

  @Override
  public String name() {
    return "ResampleRoundTrip";
  }

  @Override
  public String label() {
    return Draw.label("through", minSampleRate, maxSampleRate, "Hz");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minSampleRate, maxSampleRate, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    int rate = Draw.whole(minSampleRate, maxSampleRate, random);
    return acts ? through(rate, "polyphase").withDrawn("sample_rate", rate) : Change.NONE;
  }

  /** To a rate and back. */
  static Change through(int rate, String resampler) {
    return SampleMath.each(
        (samples, nominal) ->
            rate >= nominal
                ? samples
                : SampleMath.fitted(
                    resampled(
                        resampled(samples, nominal, rate, resampler), rate, nominal, resampler),
                    samples.length));
  }

  /** By a resampler where the rates have few places between samples, else by reading between. */
  static float[] resampled(float[] samples, int from, int to, String resampler) {
    int common =
        java.math.BigInteger.valueOf(from).gcd(java.math.BigInteger.valueOf(to)).intValue();
    return to / common <= MOST_PLACES
        ? Resampler.named(resampler).resample(samples, from, to)
        : Reader.resample(
            samples, (double) from / to, Resampler.resampledLength(samples.length, from, to));
  }
}
