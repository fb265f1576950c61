package org.sonoprobe.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.sonoprobe.api.Heard;

/**
 * The space of a model's embeddings: each dimension brought to mean 0 and deviation 1 of the clean
 * tracks, so that none counts for its unit; dimensions that do not vary are left out.
 */
final class Space {
  private static final int PAIRS = 20_000;

  private final double[] mean;
  private final double[] scale;

  private Space(double[] mean, double[] scale) {
    this.mean = mean;
    this.scale = scale;
  }

  static Space of(Heard.Version clean) {
    return of(clean, IntStream.range(0, clean.count()).toArray());
  }

  /** The space as some of the clean tracks show it. */
  static Space of(Heard.Version clean, int[] tracks) {
    int dimension = clean.vectors().dimension();
    int count = tracks.length;
    double[] mean = new double[dimension];
    double[] scale = new double[dimension];
    float[] values = clean.vectors().values();
    for (int d = 0; d < dimension; d++) {
      for (int t : tracks) {
        mean[d] += values[t * dimension + d] / count;
      }
      double squares = 0;
      for (int t : tracks) {
        double distance = values[t * dimension + d] - mean[d];
        squares += distance * distance / count;
      }
      double size = Math.max(1e-12, Math.abs(mean[d]) * 1e-6);
      scale[d] = Math.sqrt(squares) > size ? 1 / Math.sqrt(squares) : 0;
    }
    return new Space(mean, scale);
  }

  /** The vectors of a version in this space. */
  double[][] rows(Heard.Version version) {
    double[][] rows = new double[version.count()][];
    for (int t = 0; t < rows.length; t++) {
      rows[t] = version.vector(t);
      for (int d = 0; d < rows[t].length; d++) {
        rows[t][d] = (rows[t][d] - mean[d]) * scale[d];
      }
    }
    return rows;
  }

  static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return Math.sqrt(sum);
  }

  /** The mean distance of two tracks: of all pairs, or of 20,000 drawn ones. */
  static double meanDistance(double[][] rows) {
    long pairs = (long) rows.length * (rows.length - 1) / 2;
    double sum = 0;
    if (pairs <= PAIRS) {
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < i; j++) {
          sum += distance(rows[i], rows[j]);
        }
      }
      return pairs == 0 ? Double.NaN : sum / pairs;
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 0; n < PAIRS; n++) {
      int i = random.nextInt(rows.length);
      int j = (i + 1 + random.nextInt(rows.length - 1)) % rows.length;
      sum += distance(rows[i], rows[j]);
    }
    return sum / PAIRS;
  }

  /**
   * The positions of the {@code k} nearest of some rows, without one of them; ties to the first.
   */
  static int[] nearest(double[] point, double[][] rows, int k, int without) {
    double[] distances = new double[rows.length];
    Arrays.setAll(
        distances, i -> i == without ? Double.POSITIVE_INFINITY : distance(point, rows[i]));
    int count = Math.min(k, rows.length - (without >= 0 ? 1 : 0));
    int[] best = new int[count];
    for (int n = 0; n < count; n++) {
      int next = -1;
      for (int i = 0; i < rows.length; i++) {
        if (i != without
            && !Double.isNaN(distances[i])
            && (next < 0 || distances[i] < distances[next])) {
          next = i;
        }
      }
      best[n] = next;
      distances[next] = Double.NaN;
    }
    return best;
  }
}
