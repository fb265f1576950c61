package org.sonoprobe.downstream.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The weights of the network as plain arrays: of inputs and states of the three gates, their
 * biases, then of the last layer.
 */
record RecurrentWeights(int dimension, int units, int labels, List<float[]> arrays) {

  /** The lengths of the arrays. */
  static int[] lengths(int dimension, int units, int labels) {
    return new int[] {
      3 * units * dimension, 3 * units * units, 3 * units, 3 * units, labels * units, labels
    };
  }

  /** Uniform between plus and minus the root of 1 / units, as is usual. */
  static RecurrentWeights drawn(int dimension, int units, int labels, SplittableRandom random) {
    double bound = 1 / Math.sqrt(units);
    List<float[]> arrays = new ArrayList<>();
    for (int length : lengths(dimension, units, labels)) {
      float[] array = new float[length];
      for (int i = 0; i < length; i++) {
        array[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      arrays.add(array);
    }
    return new RecurrentWeights(dimension, units, labels, arrays);
  }
}
