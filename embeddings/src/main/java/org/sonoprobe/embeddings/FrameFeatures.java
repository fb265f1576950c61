package org.sonoprobe.embeddings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.dsp.Dct;
import org.sonoprobe.dsp.Framing;
import org.sonoprobe.dsp.MelFilterbank;
import org.sonoprobe.dsp.MelScale;
import org.sonoprobe.dsp.Stft;

/** Computes {@link Descriptor}s frame by frame. Immutable and thread-safe. */
final class FrameFeatures {
  private static final double RANGE_DB = 80;
  private static final double ROLLOFF = 0.85;
  private static final int DELTA_REACH = 4;

  private final Features recipe;
  private final Stft stft;
  private final MelFilterbank mel;
  private final Dct dct;
  private final double[][] chromaBank;
  private final int[][] contrastBands;
  private final ConstantQ constantQ;

  FrameFeatures(Features recipe) {
    this.recipe = recipe;
    Analysis analysis = recipe.analysis();
    int fftSize = analysis.fftSize();
    int rate = analysis.sampleRate();
    stft = new Stft(fftSize, fftSize, false, analysis.hop(), Framing.CENTRED_ZERO);
    mel =
        new MelFilterbank(
            rate,
            fftSize,
            recipe.bands(),
            0,
            rate / 2.0,
            MelScale.SLANEY,
            MelFilterbank.Shape.SLANEY_AREA);
    dct = new Dct(recipe.coefficients(), recipe.bands());
    chromaBank = chromaBank(rate, fftSize);
    contrastBands = contrastBands(rate, fftSize);
    constantQ =
        recipe.of().contains(Descriptor.CHROMA_CQT)
            ? new ConstantQ(rate, analysis.hop())
            : ConstantQ.NONE;
  }

  /** The features of each frame, one after the other. */
  float[][] of(float[] samples) {
    int frames = stft.frameCount(samples.length);
    Map<Descriptor, double[][]> features = new EnumMap<>(Descriptor.class);
    spectral(samples, frames, features);
    features.put(Descriptor.ZERO_CROSSING_RATE, crossings(samples, frames));
    features.put(Descriptor.RMS, rms(samples, frames));
    if (recipe.of().contains(Descriptor.CHROMA_CQT)) {
      features.put(Descriptor.CHROMA_CQT, constantQ.chroma(samples, frames));
    }
    double[][] db = decibels(features.remove(Descriptor.MEL));
    features.put(Descriptor.MEL, db);
    double[][] mfcc = new double[frames][];
    for (int t = 0; t < frames; t++) {
      mfcc[t] = dct.apply(db[t]);
    }
    features.put(Descriptor.MFCC, mfcc);
    features.put(Descriptor.MFCC_DELTA, fitted(mfcc, k -> k / 60));
    features.put(Descriptor.MFCC_DELTA2, fitted(mfcc, k -> 2 * (3 * k * k - 20) / 924));
    double[] onsets = onsets(db);
    features.put(Descriptor.ONSET_STRENGTH, column(onsets));
    if (recipe.of().contains(Descriptor.TEMPOGRAM)) {
      features.put(Descriptor.TEMPOGRAM, tempogram(onsets));
    }
    return joined(features, frames);
  }

  private float[][] joined(Map<Descriptor, double[][]> features, int frames) {
    int total = 0;
    for (Descriptor descriptor : recipe.of()) {
      total +=
          descriptor.dimension(recipe.coefficients(), recipe.bands(), recipe.tempogramLength());
    }
    float[][] rows = new float[frames][total];
    int at = 0;
    for (Descriptor descriptor : recipe.of()) {
      double[][] values = features.getOrDefault(descriptor, new double[0][]);
      for (int t = 0; t < frames; t++) {
        for (int d = 0; d < values[t].length; d++) {
          rows[t][at + d] = (float) values[t][d];
        }
      }
      at += values[0].length;
    }
    return rows;
  }

  /** What comes of the spectra, one by one; the mel energies under {@link Descriptor#MEL}. */
  private void spectral(float[] samples, int frames, Map<Descriptor, double[][]> features) {
    List<Descriptor> simple =
        List.of(
            Descriptor.SPECTRAL_CENTROID,
            Descriptor.SPECTRAL_BANDWIDTH,
            Descriptor.SPECTRAL_ROLLOFF,
            Descriptor.SPECTRAL_FLATNESS,
            Descriptor.SPECTRAL_FLUX);
    simple.forEach(each -> features.put(each, new double[frames][1]));
    double[][] energies = new double[frames][recipe.bands()];
    double[][] chroma = new double[frames][];
    double[][] tonnetz = new double[frames][];
    double[][] peaks = new double[frames][contrastBands.length];
    double[][] valleys = new double[frames][contrastBands.length];
    double hertzPerBin = (double) recipe.analysis().sampleRate() / recipe.analysis().fftSize();
    double[] magnitudes = new double[stft.binCount()];
    double[] before = new double[stft.binCount()];
    stft.power(
        samples,
        (t, power) -> {
          mel.apply(power, energies[t]);
          chroma[t] = chroma(power);
          tonnetz[t] = tonnetz(chroma[t]);
          for (int bin = 0; bin < power.length; bin++) {
            magnitudes[bin] = Math.sqrt(power[bin]);
          }
          contrast(magnitudes, peaks[t], valleys[t]);
          put(features, t, shape(magnitudes, hertzPerBin), simple);
          value(features, Descriptor.SPECTRAL_FLATNESS, t, flatness(power));
          value(features, Descriptor.SPECTRAL_FLUX, t, t == 0 ? 0 : flux(before, magnitudes));
          System.arraycopy(magnitudes, 0, before, 0, before.length);
        });
    features.put(Descriptor.MEL, energies);
    features.put(Descriptor.CHROMA_STFT, chroma);
    features.put(Descriptor.TONNETZ, tonnetz);
    double[][] high = decibels(peaks);
    double[][] low = decibels(valleys);
    for (int t = 0; t < frames; t++) {
      for (int band = 0; band < contrastBands.length; band++) {
        high[t][band] -= low[t][band];
      }
    }
    features.put(Descriptor.SPECTRAL_CONTRAST, high);
  }

  private static void put(
      Map<Descriptor, double[][]> features, int t, double[] values, List<Descriptor> names) {
    for (int i = 0; i < values.length; i++) {
      value(features, names.get(i), t, values[i]);
    }
  }

  private static void value(
      Map<Descriptor, double[][]> features, Descriptor name, int t, double value) {
    double[][] rows = features.get(name);
    if (rows != null) {
      rows[t][0] = value;
    }
  }

  /** Centroid, bandwidth and roll-off in Hz; 0 in silence. */
  private static double[] shape(double[] magnitudes, double hertzPerBin) {
    double total = Arrays.stream(magnitudes).sum();
    if (total < Double.MIN_NORMAL) {
      return new double[3];
    }
    double centroid = 0;
    for (int bin = 0; bin < magnitudes.length; bin++) {
      centroid += bin * hertzPerBin * magnitudes[bin] / total;
    }
    double variance = 0;
    double sum = 0;
    int rolloff = -1;
    for (int bin = 0; bin < magnitudes.length; bin++) {
      double distance = bin * hertzPerBin - centroid;
      variance += magnitudes[bin] / total * distance * distance;
      sum += magnitudes[bin];
      if (rolloff < 0 && sum >= ROLLOFF * total) {
        rolloff = bin;
      }
    }
    return new double[] {centroid, Math.sqrt(variance), Math.max(0, rolloff) * hertzPerBin};
  }

  private static double flatness(double[] power) {
    double logarithms = 0;
    double sum = 0;
    for (double each : power) {
      double value = Math.max(1e-10, each);
      logarithms += Math.log(value);
      sum += value;
    }
    return Math.exp(logarithms / power.length) / (sum / power.length);
  }

  private static double flux(double[] before, double[] now) {
    double sum = 0;
    for (int bin = 0; bin < now.length; bin++) {
      sum += Math.max(0, now[bin] - before[bin]);
    }
    return sum / now.length;
  }

  // ---- decibels

  /** {@code 10 log10(max(x, 1e-10))}, at most 80 below the largest of all. */
  private static double[][] decibels(double[][] power) {
    double[][] db = new double[power.length][];
    double largest = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < power.length; t++) {
      db[t] = new double[power[t].length];
      for (int d = 0; d < db[t].length; d++) {
        db[t][d] = 10 * Math.log10(Math.max(1e-10, power[t][d]));
        largest = Math.max(largest, db[t][d]);
      }
    }
    for (double[] row : db) {
      for (int d = 0; d < row.length; d++) {
        row[d] = Math.max(row[d], largest - RANGE_DB);
      }
    }
    return db;
  }

  // ---- pitch classes

  /**
   * For each pitch class from C on the weight of each bin: a bell as wide as the bin's distance to
   * its neighbour, at least a semitone, each bin's weights of Euclidean norm 1, then a bell over
   * octaves around A5, two wide (D. Ellis's chroma matrix, librosa's defaults).
   */
  static double[][] chromaBank(int rate, int fftSize) {
    double[] semitones = new double[fftSize];
    for (int bin = 1; bin < fftSize; bin++) {
      semitones[bin] = 12 * Math.log((double) bin * rate / fftSize / 27.5) / Math.log(2);
    }
    semitones[0] = semitones[1] - 18;
    double[][] bank = new double[12][fftSize / 2 + 1];
    for (int bin = 0; bin <= fftSize / 2; bin++) {
      double width = bin + 1 < fftSize ? Math.max(1, semitones[bin + 1] - semitones[bin]) : 1;
      double squares = 0;
      for (int c = 0; c < 12; c++) {
        double distance = positiveRest(semitones[bin] - c + 6 + 120, 12) - 6;
        double weight = Math.exp(-0.5 * Math.pow(2 * distance / width, 2));
        bank[(c + 9) % 12][bin] = weight; // the scale of octaves begins at A
        squares += weight * weight;
      }
      double octave = Math.exp(-0.5 * Math.pow((semitones[bin] / 12 - 5) / 2, 2));
      for (double[] row : bank) {
        row[bin] *= octave / Math.sqrt(squares);
      }
    }
    return bank;
  }

  private static double positiveRest(double value, double divisor) {
    return value - divisor * Math.floor(value / divisor);
  }

  private double[] chroma(double[] power) {
    double[] chroma = new double[12];
    for (int c = 0; c < 12; c++) {
      double[] row = chromaBank[c];
      for (int bin = 0; bin < power.length; bin++) {
        chroma[c] += row[bin] * power[bin];
      }
    }
    return byLargest(chroma);
  }

  /** Divided by its largest value, or left alone if that is nothing. */
  static double[] byLargest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest >= Double.MIN_NORMAL) {
      for (int i = 0; i < values.length; i++) {
        values[i] /= largest;
      }
    }
    return values;
  }

  private static double[] tonnetz(double[] chroma) {
    double sum = Arrays.stream(chroma).sum();
    double[] steps = {7 / 6.0, 7 / 6.0, 3 / 2.0, 3 / 2.0, 2 / 3.0, 2 / 3.0};
    double[] centroid = new double[6];
    if (sum < Double.MIN_NORMAL) {
      return centroid;
    }
    for (int d = 0; d < 6; d++) {
      for (int c = 0; c < 12; c++) {
        double angle = Math.PI * steps[d] * c;
        centroid[d] +=
            (d < 4 ? 1 : 0.5) * (d % 2 == 0 ? Math.sin(angle) : Math.cos(angle)) * chroma[c] / sum;
      }
    }
    return centroid;
  }

  // ---- contrast

  /** First bin, last bin and how many values count at either end, of each band. */
  private static int[][] contrastBands(int rate, int fftSize) {
    List<int[]> bands = new ArrayList<>();
    int bins = fftSize / 2 + 1;
    double low = 0;
    double high = 200;
    for (int band = 0; band < 7; band++) {
      int first = (int) Math.ceil(low * fftSize / rate);
      int last = (int) Math.floor(high * fftSize / rate);
      first = Math.min(first, bins - 1);
      last = Math.max(first, Math.min(last, bins - 1));
      if (band > 0) {
        first = Math.max(0, first - 1);
      }
      if (band == 6) {
        last = bins - 1;
      }
      int count = last - first + 1;
      if (band < 6 && count > 1) {
        last--;
      }
      bands.add(new int[] {first, last, (int) Math.max(1, Math.rint(0.02 * count))});
      low = high;
      high *= 2;
    }
    return bands.toArray(int[][]::new);
  }

  private void contrast(double[] magnitudes, double[] peaks, double[] valleys) {
    for (int band = 0; band < contrastBands.length; band++) {
      int[] bounds = contrastBands[band];
      double[] sorted = Arrays.copyOfRange(magnitudes, bounds[0], bounds[1] + 1);
      Arrays.sort(sorted);
      int count = Math.min(bounds[2], sorted.length);
      for (int i = 0; i < count; i++) {
        valleys[band] += sorted[i] / count;
        peaks[band] += sorted[sorted.length - 1 - i] / count;
      }
    }
  }

  // ---- samples

  private double[][] crossings(float[] samples, int frames) {
    int length = recipe.analysis().fftSize();
    double[][] rates = new double[frames][1];
    for (int t = 0; t < frames; t++) {
      long start = (long) t * recipe.analysis().hop() - length / 2;
      int changes = 0;
      boolean negative = isNegative(samples, start);
      for (int i = 1; i < length; i++) {
        boolean next = isNegative(samples, start + i);
        changes += next == negative ? 0 : 1;
        negative = next;
      }
      rates[t][0] = (double) changes / length;
    }
    return rates;
  }

  /** Beyond the ends the first and the last sample go on. */
  private static boolean isNegative(float[] samples, long index) {
    if (samples.length == 0) {
      return false;
    }
    return samples[(int) Math.max(0, Math.min(samples.length - 1, index))] < -1e-10;
  }

  private double[][] rms(float[] samples, int frames) {
    int length = recipe.analysis().fftSize();
    double[][] levels = new double[frames][1];
    for (int t = 0; t < frames; t++) {
      long start = (long) t * recipe.analysis().hop() - length / 2;
      int from = (int) Math.max(0, start);
      int until = (int) Math.min(samples.length, start + length);
      double squares = 0;
      for (int i = from; i < until; i++) {
        squares += (double) samples[i] * samples[i];
      }
      levels[t][0] = Math.sqrt(squares / length);
    }
    return levels;
  }

  // ---- time

  /** A weight for the frame k steps later. */
  private interface Weight {
    double at(double k);
  }

  /**
   * A derivative of a polynomial fitted to 9 frames; at the ends that of the first and the last 9.
   * With fewer than 9 frames the first and the last are repeated.
   */
  private static double[][] fitted(double[][] rows, Weight weight) {
    int frames = rows.length;
    boolean few = frames < 2 * DELTA_REACH + 1;
    double[][] result = new double[frames][rows[0].length];
    for (int t = 0; t < frames; t++) {
      int centre = few ? t : Math.max(DELTA_REACH, Math.min(frames - 1 - DELTA_REACH, t));
      for (int k = -DELTA_REACH; k <= DELTA_REACH; k++) {
        double[] row = rows[Math.max(0, Math.min(frames - 1, centre + k))];
        for (int d = 0; d < row.length; d++) {
          result[t][d] += weight.at(k) * row[d];
        }
      }
    }
    return result;
  }

  /** How much the mel spectrum rises, late by half a frame's length. */
  private double[] onsets(double[][] db) {
    int late = 1 + recipe.analysis().fftSize() / (2 * recipe.analysis().hop());
    double[] onsets = new double[db.length];
    for (int t = late; t < db.length; t++) {
      double sum = 0;
      for (int band = 0; band < db[t].length; band++) {
        sum += Math.max(0, db[t - late + 1][band] - db[t - late][band]);
      }
      onsets[t] = sum / db[t].length;
    }
    return onsets;
  }

  private static double[][] column(double[] values) {
    double[][] column = new double[values.length][];
    for (int t = 0; t < values.length; t++) {
      column[t] = new double[] {values[t]};
    }
    return column;
  }

  /** Autocorrelations under a Hann window, beyond the ends on a straight line to 0. */
  private double[][] tempogram(double[] onsets) {
    int length = recipe.tempogramLength();
    int half = length / 2;
    int last = onsets.length - 1;
    double[][] tempogram = new double[onsets.length][];
    double[] window = new double[length];
    for (int t = 0; t < onsets.length; t++) {
      for (int n = 0; n < length; n++) {
        int at = t + n - half;
        double value;
        if (at < 0) {
          value = onsets[0] * (half + at) / half;
        } else if (at > last) {
          value = onsets[last] * (half - (at - last)) / half;
        } else {
          value = onsets[at];
        }
        window[n] = value * (length == 1 ? 1 : 0.5 - 0.5 * Math.cos(2 * Math.PI * n / length));
      }
      double[] row = new double[length];
      for (int lag = 0; lag < length; lag++) {
        for (int n = 0; n + lag < length; n++) {
          row[lag] += window[n] * window[n + lag];
        }
      }
      tempogram[t] = byLargest(row);
    }
    return tempogram;
  }
}
