package org.sonoprobe.downstream;

import java.util.random.RandomGenerator;

/**
 * Dense layers with an activation between them: forward and backward passes in single precision.
 *
 * <p>Not thread-safe.
 */
final class Network {
  private static final RandomGenerator NOTHING = () -> 0L;

  private final int[] sizes;
  private final Activation activation;
  private final float[][] weights;
  private final float[][] biases;
  private final float[][] weightGradients;
  private final float[][] biasGradients;
  private float[][] outputs;
  private float[][] deltas;
  // sums before the activation, where its slope cannot be told from what it gives
  private float[][] sums;
  private float[][] masks;
  private int capacity;

  /**
   * A network with zero weights.
   *
   * @param sizes dimension of the input, hidden layers, number of classes
   */
  Network(int... sizes) {
    this(Activation.RELU, sizes);
  }

  /** A network with zero weights and another activation of its hidden layers. */
  Network(Activation activation, int... sizes) {
    this.activation = activation;
    this.sizes = sizes.clone();
    int layers = sizes.length - 1;
    weights = new float[layers][];
    biases = new float[layers][];
    weightGradients = new float[layers][];
    biasGradients = new float[layers][];
    outputs = new float[layers][0];
    deltas = new float[layers][0];
    sums = new float[layers][0];
    masks = new float[layers][0];
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

  Activation activation() {
    return activation;
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
        sums[l] = activation == Activation.RELU ? new float[0] : new float[outputs[l].length];
      }
    }
  }

  /** The logits of {@code rows} inputs; the array is reused by the next call. */
  float[] forward(float[] input, int rows) {
    return forward(input, rows, 0, NOTHING);
  }

  /**
   * The same in training, where each output of a hidden layer is left out with some probability and
   * the others are raised in turn (N. Srivastava and others, JMLR 2014).
   */
  float[] forward(float[] input, int rows, double dropout, RandomGenerator random) {
    reserve(rows);
    float[] in = input;
    for (int l = 0; l < weights.length; l++) {
      repeat(biases[l], outputs[l], rows);
      Blas.addProduct(rows, sizes[l + 1], sizes[l], in, weights[l], outputs[l]);
      if (l < weights.length - 1) {
        activate(l, rows * sizes[l + 1]);
        masks[l] =
            dropout == 0 ? new float[0] : drop(outputs[l], rows * sizes[l + 1], dropout, random);
      }
      in = outputs[l];
    }
    return in;
  }

  private void activate(int layer, int count) {
    float[] values = outputs[layer];
    if (activation == Activation.RELU) {
      rectify(values, count);
      return;
    }
    System.arraycopy(values, 0, sums[layer], 0, count);
    for (int i = 0; i < count; i++) {
      values[i] = (float) activation.apply(values[i]);
    }
  }

  private static float[] drop(float[] values, int count, double share, RandomGenerator random) {
    float[] mask = new float[count];
    float kept = (float) (1 / (1 - share));
    for (int i = 0; i < count; i++) {
      mask[i] = random.nextDouble() < share ? 0 : kept;
      values[i] *= mask[i];
    }
    return mask;
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
   * @return the mean loss of that batch
   */
  double backward(float[] input, float[] targets, int rows, Loss loss) {
    int last = weights.length - 1;
    double value = loss.of(outputs[last], targets, rows, classes(), deltas[last]);
    for (int l = last; l >= 0; l--) {
      float[] in = l == 0 ? input : outputs[l - 1];
      Blas.multiplyFirstTransposed(sizes[l], sizes[l + 1], rows, in, deltas[l], weightGradients[l]);
      Blas.sumRows(rows, sizes[l + 1], deltas[l], biasGradients[l]);
      if (l > 0) {
        Blas.multiplySecondTransposed(
            rows, sizes[l], sizes[l + 1], deltas[l], weights[l], deltas[l - 1]);
        slope(l - 1, rows * sizes[l]);
      }
    }
    return value;
  }

  private void slope(int layer, int count) {
    float[] delta = deltas[layer];
    float[] mask = masks[layer];
    for (int i = 0; i < mask.length && i < count; i++) {
      delta[i] *= mask[i];
    }
    if (activation == Activation.RELU) {
      rectifyDelta(delta, outputs[layer], count);
      return;
    }
    for (int i = 0; i < count; i++) {
      delta[i] *= (float) activation.slope(sums[layer][i]);
    }
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
    Network copy = new Network(activation, sizes);
    for (int l = 0; l < weights.length; l++) {
      System.arraycopy(weights[l], 0, copy.weights[l], 0, weights[l].length);
      System.arraycopy(biases[l], 0, copy.biases[l], 0, biases[l].length);
    }
    return copy;
  }
}
