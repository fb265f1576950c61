package org.sonoprobe.embeddings;

/** A short-time feature, by librosa's definition (0.10, its defaults) where it has one. */
public enum Descriptor {
  /** Mel-frequency cepstral coefficients: orthonormal DCT-II of the mel spectrum in dB. */
  MFCC,
  /** Their slope over 9 frames, fitted by a straight line (Savitzky, Golay). */
  MFCC_DELTA,
  /** Their curvature over 9 frames, fitted by a parabola. */
  MFCC_DELTA2,
  /** The mel spectrum in dB, at most 80 below its largest value. */
  MEL,
  /** The power spectrum folded into twelve pitch classes, C first, divided by its largest. */
  CHROMA_STFT,
  /**
   * The same of a constant-Q spectrum of seven octaves from C1 (J. C. Brown, M. Puckette, 1992).
   */
  CHROMA_CQT,
  /** The mean frequency in Hz, weighted by magnitude. */
  SPECTRAL_CENTROID,
  /** The standard deviation around it in Hz. */
  SPECTRAL_BANDWIDTH,
  /** The frequency in Hz below which 85 % of the magnitude lies. */
  SPECTRAL_ROLLOFF,
  /** The geometric mean of the power by its arithmetic mean. */
  SPECTRAL_FLATNESS,
  /** Peaks above valleys in dB, in seven bands an octave wide (D.-N. Jiang et al., 2002). */
  SPECTRAL_CONTRAST,
  /** The mean over bins of how much magnitudes rise from the frame before. */
  SPECTRAL_FLUX,
  /** Changes of sign as part of the frame's samples. */
  ZERO_CROSSING_RATE,
  /** The root mean square of the frame's samples. */
  RMS,
  /** Tonal centroids: fifths, minor and major thirds (C. Harte et al., 2006) of the STFT chroma. */
  TONNETZ,
  /** The mean over mel bands of how much dB rise from the frame before. */
  ONSET_STRENGTH,
  /** The autocorrelation of onset strength in windows of {@code tempogram_length} frames. */
  TEMPOGRAM;

  int dimension(int coefficients, int bands, int tempogramLength) {
    return switch (this) {
      case MFCC, MFCC_DELTA, MFCC_DELTA2 -> coefficients;
      case MEL -> bands;
      case CHROMA_STFT, CHROMA_CQT -> 12;
      case SPECTRAL_CONTRAST -> 7;
      case TONNETZ -> 6;
      case TEMPOGRAM -> tempogramLength;
      default -> 1;
    };
  }
}
