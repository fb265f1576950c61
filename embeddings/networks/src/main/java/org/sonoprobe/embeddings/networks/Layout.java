package org.sonoprobe.embeddings.networks;

import ai.djl.ndarray.types.Shape;

/** The axes of a network's input: N patches, T frames, F bands, 1 a channel. */
public enum Layout {
  NTF,
  NFT,
  N1TF,
  N1FT,
  NTF1,
  NFT1,
  /** Raw samples. */
  NT,
  /** Raw samples with a channel. */
  N1T,
  /** Raw samples with a channel. */
  NT1;

  public boolean isWaveform() {
    return name().indexOf('F') < 0;
  }

  /** Whether the bands of a frame lie apart in memory. */
  boolean isTransposed() {
    return name().contains("FT");
  }

  Shape shape(long patches, long frames, long bands) {
    long[] axes = new long[name().length()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] =
          switch (name().charAt(i)) {
            case 'N' -> patches;
            case 'T' -> frames;
            case 'F' -> bands;
            default -> 1;
          };
    }
    return new Shape(axes);
  }
}
