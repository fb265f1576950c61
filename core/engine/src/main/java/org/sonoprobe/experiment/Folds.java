package org.sonoprobe.experiment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Deals items out to folds as scikit-learn does. */
final class Folds {
  /** Fewer items than so many, and one more, are sorted by insertion. */
  private static final int FEW = 16;

  private Folds() {}

  /**
   * {@code StratifiedKFold}: each fold gets its share of each class.
   *
   * @param random shuffles which members of a class go where; null for the order of the items
   * @return the fold of each item
   */
  static int[] stratified(List<String> labels, int folds, @Nullable MersenneTwister random) {
    Map<String, Integer> codes = new LinkedHashMap<>();
    int[] coded = new int[labels.size()];
    for (int i = 0; i < coded.length; i++) {
      coded[i] = codes.computeIfAbsent(labels.get(i), label -> codes.size());
    }
    int[] sorted = coded.clone();
    Arrays.sort(sorted);
    int[][] share = new int[codes.size()][folds];
    for (int i = 0; i < sorted.length; i++) {
      share[sorted[i]][i % folds]++;
    }
    int[] fold = new int[coded.length];
    for (int c = 0; c < codes.size(); c++) {
      int[] dealt = new int[Arrays.stream(share[c]).sum()];
      int at = 0;
      for (int f = 0; f < folds; f++) {
        Arrays.fill(dealt, at, at + share[c][f], f);
        at += share[c][f];
      }
      if (random != null) {
        random.shuffle(dealt);
      }
      int next = 0;
      for (int i = 0; i < coded.length; i++) {
        if (coded[i] == c) {
          fold[i] = dealt[next++];
        }
      }
    }
    return fold;
  }

  /**
   * {@code KFold}: folds of equal size, the first ones larger by one where that cannot be.
   *
   * @param random shuffles the items first; null for their order
   * @return the fold of each item
   */
  static int[] plain(int items, int folds, @Nullable MersenneTwister random) {
    int[] order = new int[items];
    for (int i = 0; i < items; i++) {
      order[i] = i;
    }
    if (random != null) {
      random.shuffle(order);
    }
    int[] fold = new int[items];
    int at = 0;
    for (int f = 0; f < folds; f++) {
      int size = items / folds + (f < items % folds ? 1 : 0);
      for (int i = 0; i < size; i++) {
        fold[order[at++]] = f;
      }
    }
    return fold;
  }

  /**
   * {@code GroupKFold}: whole groups, the largest first, each to the fold that has the fewest
   * items.
   *
   * @return the fold of each item
   */
  static int[] grouped(List<String> groups, int folds) {
    List<String> names = new ArrayList<>(new TreeSet<>(groups));
    Map<String, Integer> position = new HashMap<>();
    names.forEach(name -> position.put(name, position.size()));
    int[] sizes = new int[names.size()];
    int[] group = new int[groups.size()];
    for (int i = 0; i < group.length; i++) {
      group[i] = position.getOrDefault(groups.get(i), 0);
      sizes[group[i]]++;
    }
    int[] ascending = numpyOrder(sizes);
    int[] load = new int[folds];
    int[] foldOf = new int[sizes.length];
    for (int o = ascending.length - 1; o >= 0; o--) {
      int g = ascending[o];
      int least = 0;
      for (int f = 1; f < folds; f++) {
        least = load[f] < load[least] ? f : least;
      }
      foldOf[g] = least;
      load[least] += sizes[g];
    }
    return Arrays.stream(group).map(g -> foldOf[g]).toArray();
  }

  /**
   * The positions of values in ascending order, equal ones in the order that NumPy's default sort
   * happens to leave them in: a quicksort with the median of three, the larger side put off, and
   * insertion for few items. Groups of equal size are dealt out in that order.
   */
  private static int[] numpyOrder(int[] values) {
    int[] order = new int[values.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Deque<int[]> later = new ArrayDeque<>();
    int low = 0;
    int high = order.length - 1;
    while (true) {
      while (high - low >= FEW) {
        int pivot = partition(values, order, low, high);
        if (pivot - low < high - pivot) {
          later.push(new int[] {pivot + 1, high});
          high = pivot - 1;
        } else {
          later.push(new int[] {low, pivot - 1});
          low = pivot + 1;
        }
      }
      insertionSort(values, order, low, high);
      if (later.isEmpty()) {
        return order;
      }
      int[] next = later.pop();
      low = next[0];
      high = next[1];
    }
  }

  private static int partition(int[] values, int[] order, int low, int high) {
    int middle = (low + high) >>> 1;
    sortPair(values, order, low, middle);
    sortPair(values, order, middle, high);
    sortPair(values, order, low, middle);
    int pivot = values[order[middle]];
    int left = low;
    int right = high - 1;
    swap(order, middle, right);
    while (true) {
      do {
        left++;
      } while (values[order[left]] < pivot);
      do {
        right--;
      } while (pivot < values[order[right]]);
      if (left >= right) {
        swap(order, left, high - 1);
        return left;
      }
      swap(order, left, right);
    }
  }

  private static void insertionSort(int[] values, int[] order, int low, int high) {
    for (int i = low + 1; i <= high; i++) {
      int item = order[i];
      int at = i;
      while (at > low && values[item] < values[order[at - 1]]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = item;
    }
  }

  private static void sortPair(int[] values, int[] order, int a, int b) {
    if (values[order[b]] < values[order[a]]) {
      swap(order, a, b);
    }
  }

  private static void swap(int[] order, int a, int b) {
    int item = order[a];
    order[a] = order[b];
    order[b] = item;
  }
}
