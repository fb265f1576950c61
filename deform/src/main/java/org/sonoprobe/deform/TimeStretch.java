package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Makes the audio faster or slower, keeping its pitch. Labels that are tempi move with it. As
 * audiomentations' transform of that name, by another engine ({@code method}).
 *
 * @param minRate lowest rate, 0.1 to 10, above 1 being faster; 0.8 unless set; drawn uniformly
 * @param maxRate highest rate; 1.25 unless set
 * @param leaveLengthUnchanged whether the result is cut to the length of the input, or filled up
 *     with silence; true unless set
 * @param method {@code phase_locked} or {@code phase_vocoder}; phase_locked unless set
 * @param p probability of acting at all; 1 unless set
 */
public record TimeStretch(
    double minRate, double maxRate, boolean leaveLengthUnchanged, Stretching method, double p)
    implements Deformation {

  public TimeStretch {
    Draw.checkRange("rate", minRate, maxRate, 0.1, 10);
    Draw.checkProbability(p);
  }

  /** Between 0.8 and 1.25 times as fast, always. */
  public TimeStretch() {
    this(0.8, 1.25, true, Stretching.PHASE_LOCKED, 1);
  }

  /** Exactly that rate, always. */
  public TimeStretch(double rate) {
    this(rate, rate, true, Stretching.PHASE_LOCKED, 1);
  }

  @Override
  public String name() {
    return "TimeStretch";
  }

  @Override
  public String label() {
    return Draw.label("tempo x", minRate, maxRate, "");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minRate, maxRate, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double rate = Draw.between(minRate, maxRate, random);
    Change change = audio -> stretched(audio, rate);
    return acts ? change.withDrawn("rate", rate).withMove(Change.Move.ofSpeed(rate)) : Change.NONE;
  }

  private Audio stretched(Audio audio, double rate) {
    if (audio.frameCount() == 0 || rate == 1) {
      return audio;
    }
    float[][] channels = method.stretch(audio.channels(), audio.sampleRate(), 1 / rate);
    Audio result = Audio.wrap(audio.sampleRate(), channels);
    if (leaveLengthUnchanged) {
      return SampleMath.fitted(result, audio.frameCount());
    }
    return result.frameCount() == 0 ? SampleMath.fitted(result, 1) : result;
  }
}
