package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.files.Npy;
import org.sonoprobe.files.Npz;

/**
 * A trained linear probe: weights, what becomes of their sums, and what is done to embeddings
 * before. In its file a weight is the sum of two numbers of single precision.
 */
final class LinearModel implements Predictor {
  private static final String FORMAT = "sonoprobe-linear-1";

  private final FittedPreparation preparation;
  private final double[] weights;
  private final double[] biases;
  private final Link link;

  /**
   * A model.
   *
   * @param weights {@code [dimension][label]} row by row
   * @param biases one per label
   */
  LinearModel(FittedPreparation preparation, double[] weights, double[] biases, Link link) {
    this.preparation = preparation;
    this.weights = sums(high(weights), low(weights));
    this.biases = sums(high(biases), low(biases));
    this.link = link;
  }

  private static float[] high(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** What single precision leaves of values. */
  private static float[] low(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) (values[i] - (float) values[i]);
    }
    return floats;
  }

  private static double[] sums(float[] high, float[] low) {
    double[] sums = new double[high.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (double) high[i] + low[i];
    }
    return sums;
  }

  @Override
  public double[][] predict(Vectors tracks) {
    int rows = tracks.rowCount();
    int labels = biases.length;
    double[][] scores = new double[rows][labels];
    if (rows == 0) {
      return scores;
    }
    float[] inputs = preparation.apply(tracks);
    int dimension = weights.length / labels;
    if (inputs.length != rows * dimension) {
      throw new IllegalArgumentException(
          "the model takes embeddings of %s dimensions, but is given %s"
              .formatted(dimension, inputs.length / rows));
    }
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < labels; c++) {
        scores[r][c] = biases[c];
      }
      for (int d = 0; d < dimension; d++) {
        double input = inputs[r * dimension + d];
        for (int c = 0; c < labels; c++) {
          scores[r][c] += input * weights[d * labels + c];
        }
      }
      link.apply(scores[r]);
    }
    return tracks.meanPerTrack(scores);
  }

  @Override
  public void save(Path file) throws IOException {
    Map<String, Npy> arrays = new LinkedHashMap<>();
    int[] shape = {weights.length / biases.length, biases.length};
    arrays.put("weights", new Npy(shape, high(weights)));
    arrays.put("weights_low", new Npy(shape, low(weights)));
    arrays.put("biases", new Npy(new int[] {biases.length}, high(biases)));
    arrays.put("biases_low", new Npy(new int[] {biases.length}, low(biases)));
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format.txt", FORMAT);
    texts.put("link.txt", link.name().toLowerCase(Locale.ROOT));
    preparation.writeTo(texts);
    Npz.write(file, new Npz.Content(arrays, texts));
  }

  @Override
  public boolean exportOnnx(Path file, List<String> labels) throws IOException {
    Pca pca = preparation.pca();
    new OnnxGraph(pca == null ? weights.length / biases.length : pca.mean().length)
        .prepare(preparation)
        .dense(weights, biases)
        .link(link)
        .write(file, labels);
    return true;
  }

  static LinearModel read(Path file) throws IOException {
    Npz.Content content = Npz.read(file);
    Npy weights = content.arrays().get("weights");
    Npy weightsLow = content.arrays().get("weights_low");
    Npy biases = content.arrays().get("biases");
    Npy biasesLow = content.arrays().get("biases_low");
    String link = content.texts().get("link.txt");
    if (!FORMAT.equals(content.texts().get("format.txt"))
        || weights == null
        || weightsLow == null
        || biases == null
        || biasesLow == null
        || link == null) {
      throw new IOException(file + " holds no linear probe of this version (" + FORMAT + ")");
    }
    return new LinearModel(
        FittedPreparation.readFrom(content.texts()),
        sums(weights.values(), weightsLow.values()),
        sums(biases.values(), biasesLow.values()),
        Link.valueOf(link.toUpperCase(Locale.ROOT)));
  }
}
