package org.sonoprobe.downstream;

/**
 * Changes parameters along their gradients: Adam (D. Kingma, J. Ba, ICLR 2015; beta 0.9 and 0.999,
 * epsilon 1e-7 as in Keras) or another {@link Optimizer}.
 */
final class Descent {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-7f;
  private static final float DECAY = 0.9f;

  private final Optimizer kind;
  private float learningRate;
  private final float penalty;
  private final float[][] parameters;
  private final float[][] gradients;
  private final float[][] firstMoments;
  private final float[][] secondMoments;
  private int steps;

  /**
   * A descent of a network.
   *
   * @param kind which rule
   * @param weightDecay factor of the sum of squares in the loss; for AdamW the decoupled decay is
   *     twice that
   */
  Descent(Optimizer kind, double learningRate, double weightDecay, Network network) {
    this.kind = kind;
    this.learningRate = (float) learningRate;
    this.penalty = (float) (2 * weightDecay);
    int layers = network.weights().length;
    parameters = new float[2 * layers][];
    gradients = new float[2 * layers][];
    firstMoments = new float[2 * layers][];
    secondMoments = new float[2 * layers][];
    for (int l = 0; l < layers; l++) {
      parameters[2 * l] = network.weights()[l];
      parameters[2 * l + 1] = network.biases()[l];
      gradients[2 * l] = network.weightGradients()[l];
      gradients[2 * l + 1] = network.biasGradients()[l];
    }
    for (int i = 0; i < parameters.length; i++) {
      firstMoments[i] = new float[parameters[i].length];
      secondMoments[i] = new float[parameters[i].length];
    }
  }

  /**
   * One step along the network's gradients, the penalty's gradient {@code 2 weightDecay w}
   * included.
   */
  void step() {
    steps++;
    double correction1 = 1 - Math.pow(0.9, steps);
    double correction2 = 1 - Math.pow(0.999, steps);
    for (int i = 0; i < parameters.length; i++) {
      switch (kind) {
        case ADAMAX -> adamax(i, correction1);
        case NADAM -> nadam(i, correction1, correction2);
        case RMSPROP -> rmsprop(i);
        case ADAGRAD -> adagrad(i);
        case MOMENTUM -> momentum(i);
        case SGD -> descend(parameters[i], gradients[i], learningRate, penalty);
        case ADAMW -> {
          shrink(parameters[i], 1 - learningRate * penalty);
          adam(i, 0, correction1, correction2);
        }
        case ADAM -> adam(i, penalty, correction1, correction2);
      }
    }
  }

  /** Another step size from now on. */
  void learningRate(double value) {
    learningRate = (float) value;
  }

  private float gradient(int i, int at) {
    return gradients[i][at] + penalty * parameters[i][at];
  }

  private void adamax(int i, double correction) {
    float[] m = firstMoments[i];
    float[] u = secondMoments[i];
    float rate = (float) (learningRate / correction);
    for (int at = 0; at < m.length; at++) {
      float g = gradient(i, at);
      m[at] = BETA1 * m[at] + (1 - BETA1) * g;
      u[at] = Math.max(BETA2 * u[at], Math.abs(g));
      parameters[i][at] -= rate * m[at] / (u[at] + EPSILON);
    }
  }

  private void nadam(int i, double correction1, double correction2) {
    float[] m = firstMoments[i];
    float[] v = secondMoments[i];
    double next = 1 - Math.pow(0.9, steps + 1.0);
    for (int at = 0; at < m.length; at++) {
      float g = gradient(i, at);
      m[at] = BETA1 * m[at] + (1 - BETA1) * g;
      v[at] = BETA2 * v[at] + (1 - BETA2) * g * g;
      double ahead = BETA1 * m[at] / next + (1 - BETA1) * g / correction1;
      parameters[i][at] -=
          (float) (learningRate * ahead / (Math.sqrt(v[at] / correction2) + EPSILON));
    }
  }

  private void rmsprop(int i) {
    float[] v = secondMoments[i];
    for (int at = 0; at < v.length; at++) {
      float g = gradient(i, at);
      v[at] = DECAY * v[at] + (1 - DECAY) * g * g;
      parameters[i][at] -= learningRate * g / ((float) Math.sqrt(v[at]) + EPSILON);
    }
  }

  private void adagrad(int i) {
    float[] v = secondMoments[i];
    for (int at = 0; at < v.length; at++) {
      float g = gradient(i, at);
      v[at] += g * g;
      parameters[i][at] -= learningRate * g / ((float) Math.sqrt(v[at]) + EPSILON);
    }
  }

  private void momentum(int i) {
    float[] m = firstMoments[i];
    for (int at = 0; at < m.length; at++) {
      m[at] = DECAY * m[at] + gradient(i, at);
      parameters[i][at] -= learningRate * m[at];
    }
  }

  private void adam(int i, float l2, double correction1, double correction2) {
    float scale = (float) (1 / Math.sqrt(correction2));
    adam(
        parameters[i],
        gradients[i],
        firstMoments[i],
        secondMoments[i],
        l2,
        (float) (learningRate / correction1),
        scale);
  }

  private static void adam(
      float[] w, float[] g, float[] m, float[] v, float l2, float rate, float scale) {
    for (int i = 0; i < w.length; i++) {
      float gradient = g[i] + l2 * w[i];
      float first = BETA1 * m[i] + (1 - BETA1) * gradient;
      float second = BETA2 * v[i] + (1 - BETA2) * gradient * gradient;
      m[i] = first;
      v[i] = second;
      w[i] -= rate * first / ((float) Math.sqrt(second) * scale + EPSILON);
    }
  }

  private static void descend(float[] w, float[] g, float rate, float l2) {
    for (int i = 0; i < w.length; i++) {
      w[i] -= rate * (g[i] + l2 * w[i]);
    }
  }

  private static void shrink(float[] w, float factor) {
    for (int i = 0; i < w.length; i++) {
      w[i] *= factor;
    }
  }
}
