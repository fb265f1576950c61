package org.sonoprobe.downstream;

/**
 * The objective that a network minimises: softmax or sigmoid cross-entropy, or the squared error;
 * for the latter two the mean over labels as well, as in Keras.
 *
 * @param link what becomes of the last layer's numbers
 * @param weights what examples of each class count, or of tags those that have it; all the same if
 *     empty
 */
record Loss(Link link, double[] weights) {

  /** All examples count alike. */
  static Loss of(Link link) {
    return new Loss(link, new double[0]);
  }

  /**
   * The mean loss of the last layer's numbers against targets, in double precision.
   *
   * @param delta gets its derivative by each number
   */
  double of(float[] logits, float[] targets, int rows, int classes, float[] delta) {
    if (rows == 0) {
      return Double.NaN;
    }
    double sum = 0;
    double scale = link == Link.SOFTMAX ? 1.0 / rows : 1.0 / ((double) rows * classes);
    for (int r = 0; r < rows; r++) {
      int base = r * classes;
      sum +=
          switch (link) {
            case SOFTMAX -> softmaxRow(logits, targets, base, classes, delta, scale);
            case SIGMOID -> sigmoidRow(logits, targets, base, classes, delta, scale);
            case IDENTITY, MARGIN -> squareRow(logits, targets, base, classes, delta, scale);
          };
    }
    return sum * scale;
  }

  private static double squareRow(
      float[] said, float[] targets, int base, int classes, float[] delta, double scale) {
    double loss = 0;
    for (int i = base; i < base + classes; i++) {
      double error = (double) said[i] - targets[i];
      loss += error * error;
      delta[i] = (float) (2 * error * scale);
    }
    return loss;
  }

  private double softmaxRow(
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
    double weight = 1;
    for (int c = 0; c < weights.length; c++) {
      weight = targets[base + c] > 0 ? weights[c] : weight;
    }
    double loss = 0;
    for (int i = base; i < base + classes; i++) {
      loss += targets[i] * (logNormaliser - logits[i]);
      delta[i] = (float) ((delta[i] / normaliser - targets[i]) * scale * weight);
    }
    return loss * weight;
  }

  private double sigmoidRow(
      float[] logits, float[] targets, int base, int classes, float[] delta, double scale) {
    double loss = 0;
    for (int i = base; i < base + classes; i++) {
      double z = logits[i];
      double e = Math.exp(-Math.abs(z));
      double probability = (z >= 0 ? 1 : e) / (1 + e);
      double weight = weights.length > 0 && targets[i] > 0 ? weights[i - base] : 1;
      loss += weight * (Math.max(z, 0) - z * targets[i] + Math.log(1 + e));
      delta[i] = (float) ((probability - targets[i]) * scale * weight);
    }
    return loss;
  }
}
