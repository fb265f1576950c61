package org.sonoprobe.dsp;

/**
 * Overlapping triangles, equally spaced on a mel scale, that turn a spectrum into bands.
 *
 * <p>Immutable and thread-safe.
 */
public final class MelFilterbank {

  /** The scale and the norm of the triangles. */
  public enum Shape {
    /**
     * Straight in Hz, each with area 1 in Hz: weight {@code 2 / (upper - lower)} at the peak
     * (librosa's slaney).
     */
    SLANEY_AREA,
    /** Straight in Hz with peak 1 (torchaudio without norm). */
    HERTZ_PEAK,
    /** Straight in Hz, each with squares that add up to 1 over the bins (librosa's norm 2). */
    HERTZ_L2,
    /** Straight in mel with peak 1 and nothing at 0 Hz (AudioSet's VGGish). */
    MEL_PEAK
  }

  /** Slaney's logarithmic step in single precision. */
  private static final float SINGLE_STEP = (float) (Math.log(6.4) / 27);

  private final int[] first;
  private final double[][] weights;

  /**
   * A filterbank.
   *
   * @param sampleRate in Hz
   * @param fftSize points of the transform that the spectra come from
   * @param bands number of triangles
   * @param lowest lower edge of the first triangle in Hz
   * @param highest upper edge of the last triangle in Hz
   */
  public MelFilterbank(
      int sampleRate,
      int fftSize,
      int bands,
      double lowest,
      double highest,
      MelScale scale,
      Shape shape) {
    this(sampleRate, fftSize, bands, lowest, highest, scale, shape, false);
  }

  /**
   * A filterbank whose edges may be those of Essentia, which adds up mel steps in single precision;
   * that moves log energies of weak bands by some 5e-4.
   *
   * @param accumulated whether edges are added up so
   */
  MelFilterbank(
      int sampleRate,
      int fftSize,
      int bands,
      double lowest,
      double highest,
      MelScale scale,
      Shape shape,
      boolean accumulated) {
    if (bands < 1 || lowest < 0 || highest <= lowest || highest > sampleRate / 2.0) {
      throw new IllegalArgumentException(
          ("a filterbank needs at least one band and 0 <= lowest < highest <= half the "
                  + "sample rate, but has %s bands from %s to %s Hz at %s Hz")
              .formatted(bands, lowest, highest, sampleRate));
    }
    int bins = fftSize / 2 + 1;
    double low = scale.toMel(lowest);
    double high = scale.toMel(highest);
    double[] edges =
        accumulated
            ? accumulatedEdges(lowest, highest, bands, scale, shape)
            : exactEdges(low, high, bands, scale, shape);
    first = new int[bands];
    weights = new double[bands][];
    for (int band = 0; band < bands; band++) {
      double[] row = new double[bins];
      int from = bins;
      int to = 0;
      double gain = shape == Shape.SLANEY_AREA ? 2 / (edges[band + 2] - edges[band]) : 1;
      for (int bin = shape == Shape.MEL_PEAK ? 1 : 0; bin < bins; bin++) {
        double hertz = (double) bin * sampleRate / fftSize;
        double x = shape == Shape.MEL_PEAK ? scale.toMel(hertz) : hertz;
        double rise = (x - edges[band]) / (edges[band + 1] - edges[band]);
        double fall = (edges[band + 2] - x) / (edges[band + 2] - edges[band + 1]);
        row[bin] = Math.max(0, Math.min(rise, fall)) * gain;
        if (row[bin] > 0) {
          from = Math.min(from, bin);
          to = bin + 1;
        }
      }
      if (shape == Shape.HERTZ_L2) {
        normalise(row);
      }
      first[band] = Math.min(from, to);
      weights[band] = to > from ? java.util.Arrays.copyOfRange(row, from, to) : new double[0];
    }
  }

  private static void normalise(double[] row) {
    double squares = 0;
    for (double weight : row) {
      squares += weight * weight;
    }
    if (squares > 0) {
      double norm = Math.sqrt(squares);
      for (int bin = 0; bin < row.length; bin++) {
        row[bin] /= norm;
      }
    }
  }

  private static double[] exactEdges(
      double low, double high, int bands, MelScale scale, Shape shape) {
    double[] edges = new double[bands + 2];
    for (int i = 0; i < edges.length; i++) {
      double mel = low + (high - low) * i / (bands + 1);
      edges[i] = shape == Shape.MEL_PEAK ? mel : scale.toHertz(mel);
    }
    return edges;
  }

  /** Edges from mel steps added up in single precision, as Essentia's MelBands does. */
  private static double[] accumulatedEdges(
      double lowest, double highest, int bands, MelScale scale, Shape shape) {
    double[] edges = new double[bands + 2];
    float low = (float) singleMel(lowest, scale);
    float step = ((float) singleMel(highest, scale) - low) / (bands + 1);
    float mel = low;
    for (int i = 0; i < edges.length; i++) {
      float hertz = singleHertz(mel, scale);
      edges[i] = shape == Shape.MEL_PEAK ? scale.toMel(hertz) : hertz;
      mel += step;
    }
    return edges;
  }

  private static double singleMel(double hertz, MelScale scale) {
    if (scale == MelScale.HTK) {
      return 2595 * Math.log10(1 + hertz / 700);
    }
    return hertz < 1000
        ? (float) hertz * (3 / 200f)
        : 15f + (float) Math.log((float) hertz / 1000f) / SINGLE_STEP;
  }

  private static float singleHertz(float mel, MelScale scale) {
    if (scale == MelScale.HTK) {
      return (float) (700 * (Math.pow(10, mel / 2595.0) - 1));
    }
    return mel < 15 ? mel / (3 / 200f) : 1000f * (float) Math.exp(SINGLE_STEP * (mel - 15f));
  }

  /** Number of bands. */
  public int bandCount() {
    return first.length;
  }

  /** The weight of a bin in a band. */
  public double weight(int band, int bin) {
    int at = bin - first[band];
    return at < 0 || at >= weights[band].length ? 0 : weights[band][at];
  }

  /** Sums {@code spectrum} into {@code bands}. */
  public void apply(double[] spectrum, double[] bands) {
    for (int band = 0; band < first.length; band++) {
      double[] row = weights[band];
      int start = first[band];
      double sum = 0;
      for (int i = 0; i < row.length; i++) {
        sum += row[i] * spectrum[start + i];
      }
      bands[band] = sum;
    }
  }
}
