package org.sonoprobe.dsp;

/** Where the frames of a short-time analysis lie. */
public enum Framing {
  /** From sample 0 on, without padding; an incomplete last frame is dropped. */
  INSIDE,
  /**
   * Centred on multiples of the hop, the signal mirrored at its ends (librosa before 0.9); 1 + n /
   * hop frames.
   */
  CENTRED_REFLECT,
  /**
   * Centred on multiples of the hop, zeros beyond the ends (librosa since 0.9); 1 + n / hop frames.
   */
  CENTRED_ZERO,
  /**
   * Essentia's FrameCutter: centred on multiples of the hop with zeros beyond the ends; ceil(n /
   * hop) + 1 frames.
   */
  ESSENTIA
}
