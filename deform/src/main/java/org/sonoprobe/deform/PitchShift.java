package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Raises or lowers the pitch, keeping tempo and length: the audio is stretched and read faster or
 * slower. Fractions of a semitone are allowed. Labels that are pitches move with it. As
 * audiomentations' transform of that name, by another engine ({@code method}).
 *
 * @param minSemitones lowest shift, -24 to 24; -4 unless set; drawn uniformly
 * @param maxSemitones highest shift, -24 to 24; 4 unless set
 * @param method {@code phase_locked} or {@code phase_vocoder}; phase_locked unless set
 * @param p probability of acting at all; 1 unless set
 */
public record PitchShift(double minSemitones, double maxSemitones, Stretching method, double p)
    implements Deformation {

  public PitchShift {
    Draw.checkRange("semitones", minSemitones, maxSemitones, -24, 24);
    Draw.checkProbability(p);
  }

  /** Between -4 and 4 semitones, always. */
  public PitchShift() {
    this(-4, 4, Stretching.PHASE_LOCKED, 1);
  }

  /** Exactly {@code semitones}, always. */
  public PitchShift(double semitones) {
    this(semitones, semitones, Stretching.PHASE_LOCKED, 1);
  }

  @Override
  public String name() {
    return "PitchShift";
  }

  @Override
  public String label() {
    return Draw.label("pitch", minSemitones, maxSemitones, "semitones")
        .replace("pitch ", minSemitones == maxSemitones && minSemitones > 0 ? "pitch +" : "pitch ");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minSemitones, maxSemitones, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double semitones = Draw.between(minSemitones, maxSemitones, random);
    Change change = audio -> shifted(audio, semitones);
    return acts
        ? change.withDrawn("semitones", semitones).withMove(Change.Move.ofSemitones(semitones))
        : Change.NONE;
  }

  private Audio shifted(Audio audio, double semitones) {
    int count = audio.frameCount();
    if (count == 0 || semitones == 0) {
      return audio;
    }
    double factor = StrictMath.pow(2, semitones / 12);
    float[][] channels = method.stretch(audio.channels(), audio.sampleRate(), factor);
    for (int c = 0; c < channels.length; c++) {
      channels[c] = Reader.resample(channels[c], factor, count);
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }
}
