package org.sonoprobe.audio;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Encodes samples as MP3 and decodes them again, without shifting them in time.
 *
 * <p>The delay of encoder and decoder together, 1105 samples at every sample rate, is removed and
 * the result has exactly the length of the input. LAME scales its input by a factor that depends on
 * the bitrate; that factor stays in the result.
 */
public final class Mp3RoundTrip {

  /** Samples by which encoding and decoding delay a signal. */
  static final int DELAY = Mp3Encoder.ENCODER_DELAY + Mp3Decoder.DECODER_DELAY;

  private Mp3RoundTrip() {}

  /**
   * Passes one or two channels through an MP3 encoder and decoder. Input whose peak exceeds 1 is
   * scaled down to a peak of 1 before and scaled up again after.
   *
   * @param channels the samples, one array per channel; not modified
   * @param sampleRate sample rate in Hz, one of the nine of MP3
   * @param kbps bitrate in kbit/s, one of {@link Mp3Encoder#bitrates}
   * @param quality LAME's algorithm quality, 0 (slowest) to 9 (fastest)
   * @return new arrays of the same number and length
   * @throws IllegalArgumentException if an argument is out of its range or a sample is not finite
   */
  public static float[][] roundTrip(float[][] channels, int sampleRate, int kbps, int quality) {
    return roundTrip(channels, sampleRate, kbps, quality, 0);
  }

  /**
   * Passes one or two channels through an MP3 encoder of a given bandwidth and a decoder.
   *
   * @param channels the samples, one array per channel; not modified
   * @param sampleRate sample rate in Hz, one of the nine of MP3
   * @param kbps bitrate in kbit/s, one of {@link Mp3Encoder#bitrates}
   * @param quality LAME's algorithm quality, 0 (slowest) to 9 (fastest)
   * @param lowpassHz bandwidth in Hz, or 0 for LAME's choice, which depends on the bitrate
   * @return new arrays of the same number and length
   * @throws IllegalArgumentException if an argument is out of its range or a sample is not finite
   */
  public static float[][] roundTrip(
      float[][] channels, int sampleRate, int kbps, int quality, int lowpassHz) {
    float peak = 0;
    for (float[] channel : channels) {
      for (float x : channel) {
        if (!Float.isFinite(x)) {
          throw new IllegalArgumentException("a sample is not a finite number");
        }
        peak = Math.max(peak, Math.abs(x));
      }
    }
    float[][] input = peak > 1 ? scaled(channels, 1 / (double) peak) : channels;
    byte[] mp3 = Mp3Encoder.encode(input, sampleRate, kbps, quality, lowpassHz);
    int length = channels[0].length;
    float[][] output = new float[channels.length][length];
    if (length == 0) {
      return output;
    }
    float[][] decoded;
    try {
      decoded = Mp3Decoder.decode(mp3).channels();
    } catch (IOException e) {
      throw new UncheckedIOException("the MP3 just encoded cannot be decoded", e);
    }
    for (int c = 0; c < channels.length; c++) {
      int count = Math.max(0, Math.min(length, decoded[c].length - DELAY));
      System.arraycopy(decoded[c], DELAY, output[c], 0, count);
    }
    return peak > 1 ? scaled(output, peak) : output;
  }

  private static float[][] scaled(float[][] channels, double factor) {
    float[][] out = new float[channels.length][];
    for (int c = 0; c < channels.length; c++) {
      out[c] = new float[channels[c].length];
      for (int i = 0; i < out[c].length; i++) {
        out[c][i] = (float) (channels[c][i] * factor);
      }
    }
    return out;
  }
}
