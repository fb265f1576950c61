package org.sonoprobe.deform;

/** The algorithm that makes audio longer or shorter. */
public enum Stretching {
  /** A phase vocoder whose phases are locked to peaks. */
  PHASE_LOCKED,
  /** A plain phase vocoder: each bin by itself. */
  PHASE_VOCODER;

  /** Channels {@code factor} times as long. */
  float[][] stretch(float[][] channels, int sampleRate, double factor) {
    return new PhaseVocoder(sampleRate, this == PHASE_LOCKED).stretch(channels, factor);
  }
}
