package org.sonoprobe.dsp;

/** The placement of the frames of a short-time analysis. */
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
  ESSENTIA,
  /** The same, without frames of which less than half lies inside the signal. */
  ESSENTIA_HALF,
  /**
   * From sample 0 on, zeros beyond the end; ceil(n / hop) frames (kapre since 0.3, TensorFlow's
   * {@code pad_end}).
   */
  PAD_END,
  /**
   * As many zeros on either side as ceil(n / hop) frames need (a convolution padded {@code same},
   * kapre before 0.2).
   */
  SAME;

  /** Whether it is one of Essentia, whose filterbanks are computed in single precision. */
  boolean isEssentia() {
    return this == ESSENTIA || this == ESSENTIA_HALF;
  }

  /** Frames of {@code length} samples that a signal of {@code n} gives. */
  int count(long n, int length, int hop) {
    return Math.toIntExact(
        switch (this) {
          case INSIDE -> n < length ? 0 : 1 + (n - length) / hop;
          case CENTRED_REFLECT, CENTRED_ZERO -> 1 + n / hop;
          case ESSENTIA -> (n + hop - 1) / hop + 1;
          // a frame's start k * hop - (length + 1) / 2 is at most n - length / 2
          case ESSENTIA_HALF -> n == 0 ? 1 : Math.min((n + hop - 1) / hop + 1, n / hop + 1);
          case PAD_END, SAME -> (n + hop - 1) / hop;
        });
  }

  /** The fewest samples that give so many frames, at least one. */
  long samplesFor(int frames, int length, int hop) {
    return switch (this) {
      case INSIDE -> length + (frames - 1L) * hop;
      case CENTRED_REFLECT, CENTRED_ZERO, ESSENTIA_HALF -> Math.max(1, (frames - 1L) * hop);
      case ESSENTIA -> Math.max(1, (frames - 2L) * hop + 1);
      case PAD_END, SAME -> (frames - 1L) * hop + 1;
    };
  }

  /** Samples by which the first frame, of that length, starts before the signal of n samples. */
  int lead(long n, int length, int hop) {
    return switch (this) {
      case INSIDE, PAD_END -> 0;
      case CENTRED_REFLECT, CENTRED_ZERO -> length / 2;
      case ESSENTIA, ESSENTIA_HALF -> (length + 1) / 2;
      case SAME -> (int) Math.max(0, (count(n, length, hop) - 1L) * hop + length - n) / 2;
    };
  }
}
