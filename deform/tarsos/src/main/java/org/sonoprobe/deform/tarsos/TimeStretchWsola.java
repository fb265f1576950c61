package org.sonoprobe.deform.tarsos;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Makes the audio faster or slower, keeping its pitch, by waveform-similarity overlap-add (W.
 * Verhelst, M. Roelands, ICASSP 1993). The other engine beside {@code TimeStretch}.
 *
 * @param minRate lowest rate, 0.1 to 10, above 1 being faster; 0.8 unless set; drawn uniformly
 * @param maxRate highest rate; 1.25 unless set
 * @param leaveLengthUnchanged whether the result is cut to the length of the input, or filled up
 *     with silence; true unless set
 * @param p probability of acting at all; 1 unless set
 */
public record TimeStretchWsola(
    double minRate, double maxRate, boolean leaveLengthUnchanged, double p) implements Deformation {

  public TimeStretchWsola {
    if (!(minRate <= maxRate) || minRate < 0.1 || maxRate > 10) {
      throw new IllegalArgumentException(
          "rates must satisfy 0.1 <= min_rate <= max_rate <= 10, but are %s and %s"
              .formatted(minRate, maxRate));
    }
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p must be a probability between 0 and 1, but is " + p);
    }
  }

  /** Between 0.8 and 1.25 times as fast, always. */
  public TimeStretchWsola() {
    this(0.8, 1.25, true, 1);
  }

  @Override
  public String name() {
    return "TimeStretchWsola";
  }

  @Override
  public String label() {
    return "tempo x "
        + (minRate == maxRate ? String.valueOf(minRate) : minRate + " to " + maxRate)
        + " (WSOLA)";
  }

  @Override
  public boolean isRandom() {
    return p > 0 && (p < 1 || minRate < maxRate);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = random.nextDouble() < p;
    double rate = minRate + (maxRate - minRate) * random.nextDouble();
    Change change = audio -> stretched(audio, rate);
    return acts ? change.withDrawn("rate", rate).withMove(Change.Move.ofSpeed(rate)) : Change.NONE;
  }

  private Audio stretched(Audio audio, double rate) {
    int count = audio.frameCount();
    if (count == 0 || rate == 1) {
      return audio;
    }
    if (audio.sampleRate() < Wsola.LOWEST_RATE) {
      throw new IllegalArgumentException(
          "TimeStretchWsola needs a sample rate of at least 1000 Hz, but it is "
              + audio.sampleRate());
    }
    int length = leaveLengthUnchanged ? count : Math.max(1, (int) Math.rint(count / rate));
    float[][] channels = audio.channels();
    for (int c = 0; c < channels.length; c++) {
      float[] stretched = Wsola.stretch(channels[c], audio.sampleRate(), 1 / rate);
      int kept = (int) Math.min(stretched.length, Math.rint(count / rate));
      channels[c] = Arrays.copyOf(Arrays.copyOf(stretched, kept), length);
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }
}
