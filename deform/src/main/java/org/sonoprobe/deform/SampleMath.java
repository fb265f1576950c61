package org.sonoprobe.deform;

import java.util.Arrays;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;

/** Arithmetic of samples. */
final class SampleMath {
  private SampleMath() {}

  /** An operation on the samples of one channel. */
  @FunctionalInterface
  interface Channel {
    /** Other samples; may write into those given. */
    float[] of(float[] samples, int sampleRate);
  }

  /** A change that does the same to each channel, and nothing where there are no samples. */
  static Change each(Channel change) {
    return audio -> {
      if (audio.frameCount() == 0) {
        return audio;
      }
      float[][] channels = audio.channels();
      for (int c = 0; c < channels.length; c++) {
        channels[c] = change.of(channels[c], audio.sampleRate());
      }
      return Audio.wrap(audio.sampleRate(), channels);
    };
  }

  /** The factor of a level in dB. */
  static double factor(double db) {
    return StrictMath.pow(10, db / 20);
  }

  /** The root of the mean square; 0 for no samples. */
  static double rms(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum / Math.max(1, samples.length));
  }

  /** The mean over channels of their root mean squares. */
  static double rms(float[][] channels) {
    double sum = 0;
    for (float[] channel : channels) {
      sum += rms(channel) / channels.length;
    }
    return sum;
  }

  /** The largest absolute sample. */
  static float peak(float[][] channels) {
    float peak = 0;
    for (float[] channel : channels) {
      for (float sample : channel) {
        peak = Math.max(peak, Math.abs(sample));
      }
    }
    return peak;
  }

  static void scale(float[] samples, double factor) {
    float single = (float) factor;
    for (int i = 0; i < samples.length; i++) {
      samples[i] *= single;
    }
  }

  /** Adds {@code factor} times a noise. */
  static void add(float[] samples, float[] noise, double factor) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (samples[i] + factor * noise[i]);
    }
  }

  /** Cut, or filled up with silence. */
  static float[] fitted(float[] samples, int length) {
    return samples.length == length ? samples : Arrays.copyOf(samples, length);
  }

  /** Audio that is cut, or filled up with silence. */
  static Audio fitted(Audio audio, int length) {
    if (audio.frameCount() == length) {
      return audio;
    }
    float[][] channels = audio.channels();
    for (int c = 0; c < channels.length; c++) {
      channels[c] = fitted(channels[c], length);
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }

  /**
   * A fade from 0 to 1 whose sum with its mirror image is 1, or nearly so in energy: with {@code a
   * = x (1 - x)}, {@code b = a (1 + k a)} it is {@code (b + x)^2} (S. Fink's polynomial; k = 1.4186
   * for equal energy, -0.70912 for equal gain).
   */
  static float[] fadeIn(int length, double k) {
    float[] fade = new float[length];
    for (int i = 0; i < length; i++) {
      double x = length == 1 ? 0 : (double) i / (length - 1);
      double a = x * (1 - x);
      double b = a * (1 + k * a);
      fade[i] = (float) ((b + x) * (b + x));
    }
    return fade;
  }

  /**
   * Percentiles with linear interpolation, as NumPy has them.
   *
   * @param values are put in another order
   */
  static float[] percentiles(float[] values, double... percents) {
    float[] result = new float[percents.length];
    for (int i = 0; i < percents.length; i++) {
      double position = percents[i] / 100.0 * (values.length - 1);
      int below = Math.min((int) position, values.length - 1);
      float low = selected(values, below);
      float high = low;
      if (below + 1 < values.length && position > below) {
        high = values[below + 1];
        for (int k = below + 2; k < values.length; k++) {
          high = Math.min(high, values[k]);
        }
      }
      result[i] = (float) (low + (position - below) * ((double) high - low));
    }
    return result;
  }

  /** The value that would stand there if all were sorted; those behind it are no smaller. */
  private static float selected(float[] values, int place) {
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      float first = values[low];
      float middle = values[(low + high) >>> 1];
      float last = values[high];
      float pivot = Math.max(Math.min(first, middle), Math.min(Math.max(first, middle), last));
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float swap = values[i];
          values[i++] = values[j];
          values[j--] = swap;
        }
      }
      if (place <= j) {
        high = j;
      } else if (place >= i) {
        low = i;
      } else {
        return values[place];
      }
    }
    return values[place];
  }
}
