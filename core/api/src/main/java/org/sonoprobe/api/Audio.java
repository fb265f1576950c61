package org.sonoprobe.api;

import java.util.Arrays;
import java.util.Objects;

/**
 * Sampled sound: one or more channels of equal length at one sample rate, nominally within [-1, 1]
 * but never clipped.
 *
 * <p>Immutable: arrays are copied on the way in and out, except by {@link #wrap}.
 */
public final class Audio {
  private final float[][] channels;
  private final int sampleRate;

  private Audio(int sampleRate, float[][] channels) {
    if (sampleRate <= 0) {
      throw new IllegalArgumentException("sampleRate must be positive, but is " + sampleRate);
    }
    if (channels.length == 0) {
      throw new IllegalArgumentException("audio needs at least one channel");
    }
    for (float[] channel : channels) {
      Objects.requireNonNull(channel, "channel");
      if (channel.length != channels[0].length) {
        throw new IllegalArgumentException(
            "channels differ in length: %s and %s frames"
                .formatted(channels[0].length, channel.length));
      }
    }
    this.sampleRate = sampleRate;
    this.channels = channels;
  }

  /** Audio from copies of the channels given, at {@code sampleRate} Hz. */
  public static Audio of(int sampleRate, float[]... channels) {
    float[][] copies = new float[channels.length][];
    for (int c = 0; c < channels.length; c++) {
      copies[c] = channels[c].clone();
    }
    return new Audio(sampleRate, copies);
  }

  /**
   * Audio that takes the channels over without copying them; the caller must not touch the arrays
   * again. For producers that have just made the arrays: decoders, deformations, resamplers.
   */
  public static Audio wrap(int sampleRate, float[]... channels) {
    return new Audio(sampleRate, channels.clone());
  }

  /** Sample rate in Hz. */
  public int sampleRate() {
    return sampleRate;
  }

  /** Number of channels, at least one. */
  public int channelCount() {
    return channels.length;
  }

  /** Number of sample frames (samples per channel), possibly zero. */
  public int frameCount() {
    return channels[0].length;
  }

  /** Length in seconds. */
  public double durationSeconds() {
    return (double) frameCount() / sampleRate;
  }

  /** A copy of one channel. */
  public float[] channel(int index) {
    return channels[index].clone();
  }

  /** Copies of all channels, {@code [channel][frame]}. */
  public float[][] channels() {
    float[][] copies = new float[channels.length][];
    for (int c = 0; c < copies.length; c++) {
      copies[c] = channels[c].clone();
    }
    return copies;
  }

  /** A copy of the samples as one channel: the mean of the channels. */
  public float[] mono() {
    if (channels.length == 1) {
      return channels[0].clone();
    }
    float[] mix = new float[frameCount()];
    if (channels.length == 2) {
      float[] left = channels[0];
      float[] right = channels[1];
      for (int i = 0; i < mix.length; i++) {
        mix[i] = (left[i] + right[i]) * 0.5f;
      }
      return mix;
    }
    double scale = 1.0 / channels.length;
    for (int i = 0; i < mix.length; i++) {
      double sum = 0;
      for (float[] channel : channels) {
        sum += channel[i];
      }
      mix[i] = (float) (sum * scale);
    }
    return mix;
  }

  /**
   * The samples as one channel, as {@link #mono} gives them, but where there is one channel the
   * array itself: long recordings need not be held twice. Not to be written to, since others hear
   * the same array.
   */
  public float[] samples() {
    return channels.length == 1 ? channels[0] : mono();
  }

  /** This audio as one channel, the mean of its channels; itself if it is mono already. */
  public Audio toMono() {
    return channels.length == 1 ? this : wrap(sampleRate, mono());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Audio audio
        && audio.sampleRate == sampleRate
        && Arrays.deepEquals(audio.channels, channels);
  }

  @Override
  public int hashCode() {
    return 31 * sampleRate + Arrays.deepHashCode(channels);
  }

  @Override
  public String toString() {
    return "Audio[" + channels.length + " ch, " + frameCount() + " frames, " + sampleRate + " Hz]";
  }
}
