package org.sonoprobe.downstream;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Seconds for 128 principal components of 20,000 x 1,280, fitted and projected: the case of the
 * reference program. In the package of what it measures, which is not public.
 */
public final class PcaSpeed {
  private PcaSpeed() {}

  /** Measures three times after one that does not count. */
  public static void main(String[] arguments) {
    int count = 20_000;
    int dimension = 1280;
    SplittableRandom random = new SplittableRandom(5);
    float[] rows = new float[count * dimension];
    for (int r = 0; r < count; r++) {
      double common = random.nextGaussian();
      for (int d = 0; d < dimension; d++) {
        rows[r * dimension + d] = (float) (1 + common / (1 + d) + 0.3 * random.nextGaussian());
      }
    }
    for (int rep = -1; rep < 3; rep++) {
      long start = System.nanoTime();
      Pca pca = Pca.fit(rows, count, dimension, 128);
      long middle = System.nanoTime();
      pca.apply(rows, count);
      if (rep >= 0) {
        System.out.printf(
            Locale.ROOT,
            "pca: fit %.2f s, with projection %.2f s%n",
            (middle - start) / 1e9,
            (System.nanoTime() - start) / 1e9);
      }
    }
  }
}
