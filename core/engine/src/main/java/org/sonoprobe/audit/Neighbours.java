package org.sonoprobe.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The pairs of tracks that sound alike enough to be compared sample by sample: for each track the
 * few whose mean spectrum is nearest, by comparing all with all.
 */
final class Neighbours {

  /** Two tracks, the first with the smaller position. */
  record Pair(int first, int second) {}

  private static final int MOST = 8;

  /** Mean square difference of spectra in dB above which tracks are not compared. */
  private static final float FARTHEST = 25;

  private Neighbours() {}

  /** Does a job for each of so many positions, in any order. */
  interface Workers {
    void each(int count, IntConsumer job);
  }

  /** The pairs, each once, in order. */
  static List<Pair> of(List<float[]> spectra, Workers workers) {
    int count = spectra.size();
    int bands = count == 0 ? 0 : spectra.get(0).length;
    float[] flat = new float[count * bands];
    for (int i = 0; i < count; i++) {
      System.arraycopy(spectra.get(i), 0, flat, i * bands, bands);
    }
    List<List<Pair>> found = new ArrayList<>(Collections.nCopies(count, List.of()));
    workers.each(count, i -> found.set(i, nearest(flat, i, count, bands)));
    return found.stream()
        .flatMap(List::stream)
        .distinct()
        .sorted(java.util.Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second))
        .toList();
  }

  private static List<Pair> nearest(float[] flat, int i, int count, int bands) {
    float[] distances = new float[MOST];
    int[] who = new int[MOST];
    java.util.Arrays.fill(distances, FARTHEST * bands);
    java.util.Arrays.fill(who, -1);
    for (int j = 0; j < count; j++) {
      if (j == i) {
        continue;
      }
      float sum = 0;
      int a = i * bands;
      int b = j * bands;
      int half = bands / 2;
      for (int k = 0; k < half; k++) {
        float d = flat[a + k] - flat[b + k];
        sum += d * d;
      }
      if (sum >= distances[MOST - 1]) {
        continue;
      }
      for (int k = half; k < bands; k++) {
        float d = flat[a + k] - flat[b + k];
        sum += d * d;
      }
      if (sum < distances[MOST - 1]) {
        int at = MOST - 1;
        while (at > 0 && sum < distances[at - 1]) {
          distances[at] = distances[at - 1];
          who[at] = who[at - 1];
          at--;
        }
        distances[at] = sum;
        who[at] = j;
      }
    }
    List<Pair> pairs = new ArrayList<>();
    for (int other : who) {
      if (other >= 0) {
        pairs.add(new Pair(Math.min(i, other), Math.max(i, other)));
      }
    }
    return pairs;
  }
}
