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
      Blas.multiply(rows, sizes[l + 1], sizes[l], in, weights[l], outputs[l]);
      addBias(outputs[l], biases[l], rows, l < weights.length - 1);
      in = outputs[l];
    }
    return in;
  }

  private static void addBias(float[] output, float[] bias, int rows, boolean rectify) {
    int width = bias.length;
    for (int r = 0; r < rows; r++) {
      int base = r * width;
      if (rectify) {
        for (int c = 0; c < width; c++) {
          output[base + c] = Math.max(0f, output[base + c] + bias[c]);
        }
      } else {
        for (int c = 0; c < width; c++) {
          output[base + c] += bias[c];
        }
      }
    }
  }

  /** Sets the gradients for the inputs of the last {@link #forward}; penalties are not included. */
  void backward(float[] input, float[] targets, int rows, boolean softmax) {
    int last = weights.length - 1;
    outputDelta(outputs[last], targets, deltas[last], rows, classes(), softmax);
    for (int l = last; l >= 0; l--) {
      float[] in = l == 0 ? input : outputs[l - 1];
      Blas.multiplyFirstTransposed(sizes[l], sizes[l + 1], rows, in, deltas[l], weightGradients[l]);
      sumRows(deltas[l], biasGradients[l], rows);
      if (l > 0) {
        Blas.multiplySecondTransposed(
            rows, sizes[l], sizes[l + 1], deltas[l], weights[l], deltas[l - 1]);
        rectifyDelta(deltas[l - 1], outputs[l - 1], rows * sizes[l]);
      }
    }
  }

  private static void outputDelta(
      float[] logits, float[] targets, float[] delta, int rows, int classes, boolean softmax) {
    float scale = softmax ? 1f / rows : 1f / ((float) rows * classes);
    for (int r = 0; r < rows; r++) {
      int base = r * classes;
      if (softmax) {
        softmax(logits, base, classes, delta);
        for (int c = 0; c < classes; c++) {
          delta[base + c] = (delta[base + c] - targets[base + c]) * scale;
        }
      } else {
        for (int c = 0; c < classes; c++) {
          delta[base + c] =
              ((float) (1 / (1 + Math.exp(-logits[base + c]))) - targets[base + c]) * scale;
        }
      }
    }
  }

  private static void softmax(float[] logits, int base, int classes, float[] out) {
    float max = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      max = Math.max(max, logits[base + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double e = Math.exp((double) logits[base + c] - max);
      out[base + c] = (float) e;
      sum += e;
    }
    float inverse = (float) (1 / sum);
    for (int c = 0; c < classes; c++) {
      out[base + c] *= inverse;
    }
  }

  private static void sumRows(float[] matrix, float[] sums, int rows) {
    int width = sums.length;
    java.util.Arrays.fill(sums, 0);
    for (int r = 0; r < rows; r++) {
      int base = r * width;
      for (int c = 0; c < width; c++) {
        sums[c] += matrix[base + c];
      }
    }
  }

  private static void rectifyDelta(float[] delta, float[] output, int count) {
    for (int i = 0; i < count; i++) {
      delta[i] = output[i] > 0 ? delta[i] : 0;
    }
  }

  /**
   * The mean cross-entropy of logits against targets, in double precision; for sigmoid over classes
   * as well.
   */
  static double crossEntropy(
      float[] logits, float[] targets, int rows, int classes, boolean softmax) {
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      int base = r * classes;
      if (softmax) {
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
          max = Math.max(max, logits[base + c]);
        }
        double normaliser = 0;
        for (int c = 0; c < classes; c++) {
          normaliser += Math.exp(logits[base + c] - max);
        }
        double logNormaliser = max + Math.log(normaliser);
        for (int c = 0; c < classes; c++) {
          sum += targets[base + c] * (logNormaliser - logits[base + c]);
        }
      } else {
        for (int c = 0; c < classes; c++) {
          double z = logits[base + c];
          sum +=
              (Math.max(z, 0) - z * targets[base + c] + Math.log1p(Math.exp(-Math.abs(z))))
                  / classes;
        }
      }
    }
    return rows == 0 ? Double.NaN : sum / rows;
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
