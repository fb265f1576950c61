package org.sonoprobe.deform;

import java.util.SplittableRandom;

/**
 * Normally distributed numbers, the same on every machine and for every version of Java: the
 * ziggurat of G. Marsaglia and W. W. Tsang (Journal of Statistical Software, 2000) with 256 layers,
 * layer and place from separate bits (J. Doornik, 2005), over {@link SplittableRandom} and {@link
 * StrictMath}.
 */
final class Gaussian {
  private static final int LAYERS = 256;

  /** Where the tail begins, and the area of each layer. */
  private static final double TAIL = 3.654152885361009;

  private static final double AREA = 0.004928673233974655;
  private static final double[] X = new double[LAYERS + 1];
  private static final double[] Y = new double[LAYERS + 1];

  static {
    double density = StrictMath.exp(-0.5 * TAIL * TAIL);
    X[0] = AREA / density;
    X[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      X[i] =
          StrictMath.sqrt(
              -2 * StrictMath.log(AREA / X[i - 1] + StrictMath.exp(-0.5 * X[i - 1] * X[i - 1])));
    }
    X[LAYERS] = 0;
    for (int i = 0; i <= LAYERS; i++) {
      Y[i] = StrictMath.exp(-0.5 * X[i] * X[i]);
    }
  }

  private final SplittableRandom random;

  Gaussian(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The next number. */
  double next() {
    while (true) {
      long bits = random.nextLong();
      int layer = (int) (bits & (LAYERS - 1));
      double side = 2 * ((bits >>> 11) * 0x1.0p-53) - 1;
      double x = side * X[layer];
      if (Math.abs(x) < X[layer + 1]) {
        return x;
      }
      if (layer == 0) {
        return tail(side < 0);
      }
      double y = Y[layer] + random.nextDouble() * (Y[layer + 1] - Y[layer]);
      if (y < StrictMath.exp(-0.5 * x * x)) {
        return x;
      }
    }
  }

  private double tail(boolean negative) {
    while (true) {
      double x = -StrictMath.log(1 - random.nextDouble()) / TAIL;
      double y = -StrictMath.log(1 - random.nextDouble());
      if (y + y > x * x) {
        return negative ? -TAIL - x : TAIL + x;
      }
    }
  }

  /** That many numbers. */
  float[] noise(int count) {
    float[] noise = new float[count];
    for (int i = 0; i < count; i++) {
      noise[i] = (float) next();
    }
    return noise;
  }
}
