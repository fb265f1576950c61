package org.sonoprobe.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * The arrangement of labels in a space of embeddings, without any training: every track is asked
 * about all others. In time quadratic in the number of tracks.
 */
public final class Neighbourhood {
  private final double[][] distances;
  private final int[] labels;
  private final int classes;

  private Neighbourhood(double[][] distances, int[] labels, int classes) {
    this.distances = distances;
    this.labels = labels;
    this.classes = classes;
  }

  /**
   * Tracks with one label each.
   *
   * @param vectors one per track, of equal lengths
   * @param labels one per track
   * @param cosine whether distances are one minus the cosine; else Euclid's
   */
  public static Neighbourhood of(double[][] vectors, List<String> labels, boolean cosine) {
    if (vectors.length != labels.size()) {
      throw new IllegalArgumentException(vectors.length + " vectors, " + labels.size() + " labels");
    }
    double[][] distances = new double[vectors.length][vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      for (int j = 0; j < i; j++) {
        distances[i][j] = distance(vectors[i], vectors[j], cosine);
        distances[j][i] = distances[i][j];
      }
    }
    List<String> known = labels.stream().distinct().toList();
    return new Neighbourhood(
        distances, labels.stream().mapToInt(known::indexOf).toArray(), known.size());
  }

  private static double distance(double[] a, double[] b, boolean cosine) {
    double square = 0;
    double product = 0;
    double own = 0;
    double other = 0;
    for (int d = 0; d < a.length; d++) {
      square += (a[d] - b[d]) * (a[d] - b[d]);
      product += a[d] * b[d];
      own += a[d] * a[d];
      other += b[d] * b[d];
    }
    if (!cosine) {
      return Math.sqrt(square);
    }
    return own == 0 || other == 0 ? 1 : Math.max(0, 1 - product / Math.sqrt(own * other));
  }

  /**
   * The mean silhouette (P. Rousseeuw, 1987): {@code (b - a) / max(a, b)} of the mean distance
   * {@code a} to the tracks of the same label and the smallest mean distance {@code b} to those of
   * another; 0 for a track alone with its label. From -1 to 1; NaN for fewer than two labels or as
   * many as tracks. Scikit-learn's {@code silhouette_score}.
   */
  public double silhouette() {
    return mean(silhouettes());
  }

  /** The silhouette of each track; NaN where there is none. */
  double[] silhouettes() {
    double[] silhouettes = new double[labels.length];
    if (classes < 2 || classes >= labels.length) {
      Arrays.fill(silhouettes, Double.NaN);
      return silhouettes;
    }
    for (int i = 0; i < labels.length; i++) {
      double[] sums = new double[classes];
      int[] counts = new int[classes];
      for (int j = 0; j < labels.length; j++) {
        if (j != i) {
          sums[labels[j]] += distances[i][j];
          counts[labels[j]]++;
        }
      }
      if (counts[labels[i]] == 0) {
        continue;
      }
      double own = sums[labels[i]] / counts[labels[i]];
      double nearest = Double.POSITIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        nearest = c == labels[i] ? nearest : Math.min(nearest, sums[c] / counts[c]);
      }
      silhouettes[i] = own == nearest ? 0 : (nearest - own) / Math.max(own, nearest);
    }
    return silhouettes;
  }

  /** The mean of what is known; NaN if nothing is. */
  private static double mean(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
  }

  /**
   * Retrieval: the mean over tracks of the average precision with which the others of its label are
   * found by distance, those at one distance being found together; tracks that are alone with their
   * label are left out. NaN if all are.
   */
  public double meanAveragePrecision() {
    return mean(averagePrecisions());
  }

  /** The average precision of each track; NaN for one that is alone with its label. */
  double[] averagePrecisions() {
    double[] precisions = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      double[] nearness = new double[labels.length - 1];
      boolean[] same = new boolean[labels.length - 1];
      int at = 0;
      for (int j = 0; j < labels.length; j++) {
        if (j != i) {
          nearness[at] = -distances[i][j];
          same[at++] = labels[j] == labels[i];
        }
      }
      precisions[i] =
          SortedItems.of(nearness, same, new int[nearness.length]).averagePrecision(null);
    }
    return precisions;
  }

  /**
   * The share of tracks among whose {@code k} nearest there is one of the same label; of tracks at
   * one distance the earlier is nearer.
   */
  public double hitRate(int k) {
    return mean(hits(k));
  }

  /** For each track 1 if one of the same label is among the {@code k} nearest, else 0. */
  double[] hits(int k) {
    double[] hits = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      int own = i;
      Integer[] order = new Integer[labels.length];
      Arrays.setAll(order, j -> j);
      Arrays.sort(order, (a, b) -> Double.compare(distances[own][a], distances[own][b]));
      hits[i] =
          Arrays.stream(order)
                  .filter(j -> j != own)
                  .limit(k)
                  .anyMatch(j -> labels[j] == labels[own])
              ? 1
              : 0;
    }
    return hits;
  }
}
