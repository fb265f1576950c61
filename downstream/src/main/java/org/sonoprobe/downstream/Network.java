package org.sonoprobe.downstream;

import java.util.random.RandomGenerator;

/**
 * Dense layers with ReLU between them: forward and backward passes in single precision.
 *
 * <p>Gradients are those of the mean over a batch of softmax or sigmoid cross-entropy (for sigmoid
 * the mean over classes as well), as in Keras. Not thread-safe.
 */
final class Network {
  private final int[] sizes;
  private final float[][] weights;
  private final float[][] biases;
  private final float[][] weightGradients;
  private final float[][] biasGradients;
  private float[][] outputs;
  private float[][] deltas;
  private int capacity;

  /**
   * A network with zero weights.
   *
   * @param sizes dimension of the input, hidden layers, number of classes
   */
  Network(int... sizes) {
    this.sizes = sizes.clone();
    int layers = sizes.length - 1;
    weights = new float[layers][];
    biases = new float[layers][];
    weightGradients = new float[layers][];
    biasGradients = new float[layers][];
    outputs = new float[layers][0];
    deltas = new float[layers][0];
    for (int l = 0; l < layers; l++) {
      weights[l] = new float[Math.multiplyExact(sizes[l], sizes[l + 1])];
      biases[l] = new float[sizes[l + 1]];
      weightGradients[l] = new float[weights[l].length];
      biasGradients[l] = new float[sizes[l + 1]];
    }
  }

  /**
   * Draws weights from Glorot and Bengio's uniform distribution (AISTATS 2010); biases stay zero.
   */
  void initialise(RandomGenerator random) {
    for (int l = 0; l < weights.length; l++) {
      double limit = Math.sqrt(6.0 / (sizes[l] + sizes[l + 1]));
      for (int i = 0; i < weights[l].length; i++) {
        weights[l][i] = (float) ((2 * random.nextDouble() - 1) * limit);
      }
    }
  }

  int[] sizes() {
    return sizes.clone();
  }

  int classes() {
    return sizes[sizes.length - 1];
  }

  /** The weights of each layer, {@code [input][output]} row by row: the arrays themselves. */
  float[][] weights() {
    return weights;
  }

  /** The biases of each layer: the arrays themselves. */
  float[][] biases() {
    return biases;
  }

  float[][] weightGradients() {
    return weightGradients;
  }

  float[][] biasGradients() {
    return biasGradients;
  }

  private void reserve(int rows) {
    if (rows > capacity) {
      capacity = rows;
      for (int l = 0; l < weights.length; l++) {
        outputs[l] = new float[Math.multiplyExact(rows, sizes[l + 1])];
        deltas[l] = new float[rows * sizes[l + 1]];
      }
    }
  }

  /** The logits of {@code rows} inputs; the array is reused by the next call. */
  float[] forward(float[] input, int rows) {
    reserve(rows);
    float[] in = input;
    for (int l = 0; l < weights.length; l++) {
      repeat(biases[l], outputs[l], rows);
      Blas.addProduct(rows, sizes[l + 1], sizes[l], in, weights[l], outputs[l]);
      if (l < weights.length - 1) {
        rectify(outputs[l], rows * sizes[l + 1]);
      }
      in = outputs[l];
    }
    return in;
  }

  private static void repeat(float[] row, float[] matrix, int rows) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(row, 0, matrix, r * row.length, row.length);
    }
  }

  private static void rectify(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Math.max(0f, values[i]);
    }
  }

  /**
   * Sets the gradients for the inputs of the last {@link #forward}; penalties are not included.
   *
   * @return the mean cross-entropy of that batch
   */
  double backward(float[] input, float[] targets, int rows, boolean softmax) {
    int last = weights.length - 1;
    double loss = crossEntropy(outputs[last], targets, rows, classes(), softmax, deltas[last]);
    for (int l = last; l >= 0; l--) {
      float[] in = l == 0 ? input : outputs[l - 1];
      Blas.multiplyFirstTransposed(sizes[l], sizes[l + 1], rows, in, deltas[l], weightGradients[l]);
      Blas.sumRows(rows, sizes[l + 1], deltas[l], biasGradients[l]);
      if (l > 0) {
        Blas.multiplySecondTransposed(
            rows, sizes[l], sizes[l + 1], deltas[l], weights[l], deltas[l - 1]);
        rectifyDelta(deltas[l - 1], outputs[l - 1], rows * sizes[l]);
      }
    }
    return loss;
  }

  /**
   * Zeroes the deltas where the output is zero; with a mask, because the branch would be
   * mispredicted half the time.
   */
  private static void rectifyDelta(float[] delta, float[] output, int count) {
    for (int i = 0; i < count; i++) {
      int mask = -Float.floatToRawIntBits(output[i]) >> 31;
      delta[i] = Float.intBitsToFloat(Float.floatToRawIntBits(delta[i]) & mask);
    }
  }

  /**
   * The mean cross-entropy of logits against targets, in double precision; for sigmoid over classes
   * as well.
   *
   * @param delta gets its derivative by each logit
   */
  static double crossEntropy(
      float[] logits, float[] targets, int rows, int classes, boolean softmax, float[] delta) {
    if (rows == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      int base = r * classes;
      sum +=
          softmax
              ? softmaxRow(logits, targets, base, classes, delta, 1.0 / rows)
              : sigmoidRow(logits, targets, base, classes, delta, 1.0 / ((double) rows * classes));
    }
    return softmax ? sum / rows : sum / ((double) rows * classes);
  }

  private static double softmaxRow(
      float[] logits, float[] targets, int base, int classes, float[] delta, double scale) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = base; i < base + classes; i++) {
      max = Math.max(max, logits[i]);
    }
    double normaliser = 0;
    for (int i = base; i < base + classes; i++) {
      double e = Math.exp((double) logits[i] - max);
      delta[i] = (float) e;
      normaliser += e;
    }
    double logNormaliser = max + Math.log(normaliser);
    double loss = 0;
    for (int i = base; i < base + classes; i++) {
      loss += targets[i] * (logNormaliser - logits[i]);
      delta[i] = (float) ((delta[i] / normaliser - targets[i]) * scale);
    }
    return loss;
  }

  private static double sigmoidRow(
      float[] logits, float[] targets, int base, int classes, float[] delta, double scale) {
    double loss = 0;
    for (int i = base; i < base + classes; i++) {
      double z = logits[i];
      double e = Math.exp(-Math.abs(z));
      double probability = (z >= 0 ? 1 : e) / (1 + e);
      loss += Math.max(z, 0) - z * targets[i] + Math.log(1 + e);
      delta[i] = (float) ((probability - targets[i]) * scale);
    }
    return loss;
  }

  /** The sum of squares of all weights and biases. */
  double squaredNorm() {
    double sum = 0;
    for (int l = 0; l < weights.length; l++) {
      for (float w : weights[l]) {
        sum += (double) w * w;
      }
      for (float b : biases[l]) {
        sum += (double) b * b;
      }
    }
    return sum;
  }

  /** A network with copies of these weights. */
  Network copy() {
    Network copy = new Network(sizes);
    for (int l = 0; l < weights.length; l++) {
      System.arraycopy(weights[l], 0, copy.weights[l], 0, weights[l].length);
      System.arraycopy(biases[l], 0, copy.biases[l], 0, biases[l].length);
    }
    return copy;
  }
}
