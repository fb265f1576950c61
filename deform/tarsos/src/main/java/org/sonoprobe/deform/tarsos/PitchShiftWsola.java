package org.sonoprobe.deform.tarsos;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Raises or lowers the pitch, keeping tempo and length: waveform-similarity overlap-add (W.
 * Verhelst, M. Roelands, ICASSP 1993) makes the audio longer or shorter, resampling brings it back
 * to its length. The other engine beside {@code PitchShift}: attacks stay sharper, chords rougher.
 * Fractions of a semitone are allowed.
 *
 * @param minSemitones lowest shift, -24 to 24; -4 unless set; drawn uniformly
 * @param maxSemitones highest shift, -24 to 24; 4 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record PitchShiftWsola(double minSemitones, double maxSemitones, double p)
    implements Deformation {

  public PitchShiftWsola {
    if (!(minSemitones <= maxSemitones) || minSemitones < -24 || maxSemitones > 24) {
      throw new IllegalArgumentException(
          ("semitones must satisfy -24 <= min_semitones <= max_semitones <= 24, but are "
                  + "%s and %s")
              .formatted(minSemitones, maxSemitones));
    }
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p must be a probability between 0 and 1, but is " + p);
    }
  }

  /** Between -4 and 4 semitones, always. */
  public PitchShiftWsola() {
    this(-4, 4, 1);
  }

  /** Exactly {@code semitones}, always. */
  public PitchShiftWsola(double semitones) {
    this(semitones, semitones, 1);
  }

  @Override
  public String name() {
    return "PitchShiftWsola";
  }

  @Override
  public boolean isRandom() {
    return p > 0 && (p < 1 || minSemitones < maxSemitones);
  }

  @Override
  public String label() {
    return "pitch "
        + (minSemitones == maxSemitones
            ? String.valueOf(minSemitones)
            : minSemitones + " to " + maxSemitones)
        + " semitones (WSOLA)";
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = random.nextDouble() < p;
    double semitones = minSemitones + (maxSemitones - minSemitones) * random.nextDouble();
    Change change = audio -> shifted(audio, semitones);
    return acts
        ? change.withDrawn("semitones", semitones).withMove(Change.Move.ofSemitones(semitones))
        : Change.NONE;
  }

  private static Audio shifted(Audio audio, double semitones) {
    if (audio.frameCount() == 0 || semitones == 0) {
      return audio;
    }
    if (audio.sampleRate() < Wsola.LOWEST_RATE) {
      throw new IllegalArgumentException(
          "PitchShiftWsola needs a sample rate of at least 1000 Hz, but it is "
              + audio.sampleRate());
    }
    double factor = Math.pow(2, semitones / 12);
    float[][] channels = audio.channels();
    for (int c = 0; c < channels.length; c++) {
      float[] stretched = Wsola.stretch(channels[c], audio.sampleRate(), factor);
      channels[c] = Arrays.copyOf(Transposer.transpose(stretched, 1 / factor), audio.frameCount());
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }
}
