package org.sonoprobe.dsp;

import java.util.Arrays;

/**
 * The processing of samples before anything else.
 *
 * @param padStart zeros that are put before the samples; 0 unless set
 * @param padEnd zeros that are put after the samples; 0 unless set
 * @param sampleGain by which samples are multiplied; 1 unless set
 * @param sixteenBit whether samples are clipped to [-1, 1] and cut to whole 32767ths, as LAION-CLAP
 *     does; false unless set
 * @param atLeast samples that there are at least in the end, shorter audio being followed by zeros;
 *     0 unless set
 */
public record Preparation(
    int padStart, int padEnd, double sampleGain, boolean sixteenBit, int atLeast) {

  /** Nothing. */
  public static final Preparation NONE = new Preparation(0, 0, 1, false, 0);

  public Preparation {
    if (padStart < 0 || padEnd < 0 || atLeast < 0) {
      throw new IllegalArgumentException(
          "pad_start, pad_end and at_least must not be negative, but are %s, %s and %s"
              .formatted(padStart, padEnd, atLeast));
    }
    if (!Double.isFinite(sampleGain)) {
      throw new IllegalArgumentException("sample_gain must be a number, but is " + sampleGain);
    }
  }

  /** Zeros before and after, and nothing else. */
  static Preparation padded(int start, int end) {
    return new Preparation(start, end, 1, false, 0);
  }

  /** Followed by zeros up to so many samples, and nothing else. */
  static Preparation lengthened(int atLeast) {
    return new Preparation(0, 0, 1, false, atLeast);
  }

  /** The samples themselves if nothing is to be done. */
  float[] apply(float[] samples) {
    if (equals(NONE)) {
      return samples;
    }
    float[] prepared = new float[Math.max(atLeast, padStart + samples.length + padEnd)];
    System.arraycopy(samples, 0, prepared, padStart, samples.length);
    for (int i = padStart; i < padStart + samples.length; i++) {
      double value = prepared[i] * sampleGain;
      prepared[i] =
          (float)
              (sixteenBit
                  ? (short) ((float) Math.max(-1, Math.min(1, value)) * 32767f) / 32767f
                  : value);
    }
    return prepared;
  }

  /** So many samples, the rest being zero or cut off. */
  static float[] resized(float[] samples, int length) {
    return samples.length == length ? samples : Arrays.copyOf(samples, length);
  }
}
