package org.sonoprobe.deform;

import java.util.Arrays;
import org.sonoprobe.dsp.AnalysisWindows;
import org.sonoprobe.dsp.Fft;

/**
 * Makes audio longer or shorter without changing its pitch, in the frequency domain.
 *
 * <p>Each frame of the result is a frame of the input whose bins are turned so that they go on
 * where the frame before ended: by how much is measured on a second frame of the input, one hop
 * before, so that no phase has to be unwrapped. With phases locked (J. Laroche and M. Dolson, IEEE
 * Transactions on Speech and Audio Processing, 1999) all bins about a peak turn with it. All
 * channels turn alike, by the louder of them in each bin, so that what lies between them is kept.
 */
final class PhaseVocoder {
  private static final int OVERLAP = 4;
  private static final int REACH = 2;

  private final int size;
  private final int hop;
  private final boolean locked;
  private final double[] window;
  private final Fft fft;

  /**
   * A vocoder.
   *
   * @param locked whether phases are locked to peaks
   */
  PhaseVocoder(int sampleRate, boolean locked) {
    this.locked = locked;
    int points = Integer.highestOneBit(Math.max(32, (int) (sampleRate * 0.0931)));
    this.size = points;
    this.hop = size / OVERLAP;
    this.window = AnalysisWindows.hann(size, false);
    this.fft = new Fft(size);
  }

  /** Channels {@code factor} times as long, rounded to whole samples. */
  float[][] stretch(float[][] channels, double factor) {
    int count = channels[0].length;
    int length = (int) Math.rint(count * factor);
    int tracks = channels.length;
    float[][] result = new float[tracks][length];
    float[] weight = new float[length];
    double[][] now = new double[tracks][size];
    double[][] before = new double[tracks][size];
    double[][] last = new double[tracks][size];
    int bins = size / 2;
    double[] loudness = new double[bins + 1];
    int[] louder = new int[bins + 1];
    double[] turn = new double[2 * (bins + 1)];
    for (int frame = 0; frame * (long) hop < length + size / 2; frame++) {
      int centre = (int) Math.rint(frame * (double) hop / factor);
      for (int c = 0; c < tracks; c++) {
        read(channels[c], centre - size / 2, now[c]);
        if (frame > 0) {
          read(channels[c], centre - hop - size / 2, before[c]);
        }
      }
      if (frame > 0) {
        measure(now, loudness, louder);
        turns(before, last, loudness, louder, turn);
        for (double[] spectrum : now) {
          rotate(spectrum, turn);
        }
      }
      int start = frame * hop - size / 2;
      for (int c = 0; c < tracks; c++) {
        double[] kept = last[c];
        last[c] = now[c];
        now[c] = kept;
        System.arraycopy(last[c], 0, before[c], 0, size);
        fft.inverse(before[c]);
        add(before[c], start, result[c]);
      }
      for (int i = Math.max(0, -start); i < size && start + i < length; i++) {
        weight[start + i] += (float) (window[i] * window[i]);
      }
    }
    for (float[] channel : result) {
      for (int i = 0; i < length; i++) {
        channel[i] /= Math.max(weight[i], 1e-3f);
      }
    }
    return result;
  }

  private void read(float[] samples, int start, double[] spectrum) {
    int from = Math.max(0, -start);
    int to = Math.max(from, Math.min(size, samples.length - start));
    Arrays.fill(spectrum, 0);
    for (int i = from; i < to; i++) {
      spectrum[i] = window[i] * samples[start + i];
    }
    fft.forward(spectrum);
  }

  private void add(double[] frame, int start, float[] result) {
    for (int i = Math.max(0, -start); i < size && start + i < result.length; i++) {
      result[start + i] += (float) (window[i] * frame[i]);
    }
  }

  /** How loud each bin is in its loudest channel, and in which. */
  private void measure(double[][] spectra, double[] loudness, int[] louder) {
    int bins = size / 2;
    for (int k = 0; k <= bins; k++) {
      double most = -1;
      for (int c = 0; c < spectra.length; c++) {
        double re = real(spectra[c], k);
        double im = imaginary(spectra[c], k);
        double power = re * re + im * im;
        if (power > most) {
          most = power;
          louder[k] = c;
        }
      }
      loudness[k] = most;
    }
  }

  /** By how much each bin is turned, as points of the unit circle. */
  private void turns(
      double[][] before, double[][] last, double[] loudness, int[] louder, double[] turn) {
    int bins = size / 2;
    int valley = 0;
    int peak = -1;
    for (int k = 0; k <= bins; k++) {
      if (!locked) {
        turn(k, before[louder[k]], last[louder[k]], turn);
      } else if (isPeak(loudness, k)) {
        if (peak >= 0) {
          int lowest = peak;
          for (int i = peak; i <= k; i++) {
            lowest = loudness[i] < loudness[lowest] ? i : lowest;
          }
          fill(turn, valley, lowest, peak);
          valley = lowest;
        }
        peak = k;
        turn(k, before[louder[k]], last[louder[k]], turn);
      }
    }
    if (locked) {
      if (peak < 0) {
        turn[0] = 1;
        turn[1] = 0;
        peak = 0;
      }
      fill(turn, valley, bins + 1, peak);
    }
  }

  private static boolean isPeak(double[] loudness, int k) {
    if (loudness[k] == 0) {
      return false;
    }
    for (int i = Math.max(0, k - REACH); i <= Math.min(loudness.length - 1, k + REACH); i++) {
      if (i < k ? loudness[i] >= loudness[k] : loudness[i] > loudness[k]) {
        return false;
      }
    }
    return true;
  }

  private static void fill(double[] turn, int from, int to, int peak) {
    double re = turn[2 * peak];
    double im = turn[2 * peak + 1];
    for (int i = from; i < to; i++) {
      turn[2 * i] = re;
      turn[2 * i + 1] = im;
    }
  }

  /** From where the input was one hop before to where the result was. */
  private void turn(int k, double[] before, double[] last, double[] turn) {
    double a = real(before, k);
    double b = imaginary(before, k);
    double c = real(last, k);
    double d = imaginary(last, k);
    double re = c * a + d * b;
    double im = d * a - c * b;
    double norm = Math.sqrt(re * re + im * im);
    turn[2 * k] = norm > 1e-30 ? re / norm : 1;
    turn[2 * k + 1] = norm > 1e-30 ? im / norm : 0;
  }

  private void rotate(double[] spectrum, double[] turn) {
    int bins = size / 2;
    spectrum[0] *= turn[0] < 0 ? -1 : 1;
    spectrum[1] *= turn[2 * bins] < 0 ? -1 : 1;
    for (int k = 1; k < bins; k++) {
      double re = spectrum[2 * k];
      double im = spectrum[2 * k + 1];
      spectrum[2 * k] = re * turn[2 * k] - im * turn[2 * k + 1];
      spectrum[2 * k + 1] = re * turn[2 * k + 1] + im * turn[2 * k];
    }
  }

  private double real(double[] spectrum, int k) {
    return k == size / 2 ? spectrum[1] : spectrum[2 * k];
  }

  private double imaginary(double[] spectrum, int k) {
    return k == 0 || k == size / 2 ? 0 : spectrum[2 * k + 1];
  }
}
