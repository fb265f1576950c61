package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * One stratified cut of labelled items in two, bit-compatible with scikit-learn's {@code
 * train_test_split(..., stratify=y, random_state=seed)}.
 *
 * @param first positions of the larger part, in the order the cut gives them
 * @param second positions of the part of size {@code ceil(fraction * n)}
 */
record StratifiedShuffle(List<Integer> first, List<Integer> second) {

  static StratifiedShuffle cut(List<String> labels, double fraction, long seed) {
    int n = labels.size();
    int secondSize = (int) Math.ceil(fraction * n);
    int firstSize = n - secondSize;
    List<String> classes = List.copyOf(new TreeSet<>(labels));
    int[][] members = new int[classes.size()][];
    int[] counts = new int[classes.size()];
    for (int c = 0; c < members.length; c++) {
      String name = classes.get(c);
      members[c] =
          java.util.stream.IntStream.range(0, n).filter(i -> labels.get(i).equals(name)).toArray();
      counts[c] = members[c].length;
    }
    MersenneTwister random = new MersenneTwister(seed);
    int[] toFirst = approximateMode(counts, firstSize, random);
    int[] remaining = new int[counts.length];
    for (int c = 0; c < counts.length; c++) {
      remaining[c] = counts[c] - toFirst[c];
    }
    int[] toSecond = approximateMode(remaining, secondSize, random);
    List<Integer> first = new ArrayList<>();
    List<Integer> second = new ArrayList<>();
    for (int c = 0; c < members.length; c++) {
      int[] order = random.permutation(counts[c]);
      for (int i = 0; i < toFirst[c] + toSecond[c]; i++) {
        (i < toFirst[c] ? first : second).add(members[c][order[i]]);
      }
    }
    return new StratifiedShuffle(shuffled(first, random), shuffled(second, random));
  }

  private static List<Integer> shuffled(List<Integer> items, MersenneTwister random) {
    int[] values = items.stream().mapToInt(Integer::intValue).toArray();
    random.shuffle(values);
    return Arrays.stream(values).boxed().toList();
  }

  /**
   * How many of each class to draw: proportional, missing ones by the largest remainder, ties at
   * random.
   */
  private static int[] approximateMode(int[] counts, int draws, MersenneTwister random) {
    double total = Arrays.stream(counts).sum();
    int[] floors = new int[counts.length];
    double[] remainders = new double[counts.length];
    int missing = draws;
    for (int c = 0; c < counts.length; c++) {
      double exact = counts[c] / total * draws;
      floors[c] = (int) Math.floor(exact);
      remainders[c] = exact - floors[c];
      missing -= floors[c];
    }
    double[] values = Arrays.stream(remainders).distinct().sorted().toArray();
    for (int v = values.length - 1; v >= 0 && missing > 0; v--) {
      double value = values[v];
      int[] tied =
          java.util.stream.IntStream.range(0, counts.length)
              .filter(c -> remainders[c] == value)
              .toArray();
      int add = Math.min(tied.length, missing);
      for (int c : random.choice(tied, add)) {
        floors[c]++;
      }
      missing -= add;
    }
    return floors;
  }
}
