package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Divides items with any number of tags so that each part has its share of each tag: the rarest tag
 * first, each item to the part that still wants most of it (K. Sechidis, G. Tsoumakas, I. Vlahavas,
 * "On the Stratification of Multi-Label Data", ECML PKDD 2011).
 */
final class IterativeStratification {
  private final List<Set<String>> tags;
  private final double[] wanted;
  private final double[][] wantedOfTag;
  private final int[] part;

  private IterativeStratification(List<Set<String>> tags, int tagCount, double[] shares) {
    this.tags = tags;
    this.wanted = Arrays.stream(shares).map(share -> share * tags.size()).toArray();
    this.wantedOfTag = new double[tagCount][];
    this.part = new int[tags.size()];
    Arrays.fill(part, -1);
  }

  /**
   * Divides items.
   *
   * @param tags of each item
   * @param shares of the parts; their sum is 1
   * @param random puts the items in order first; null for their own order
   * @return the part of each item
   */
  static int[] divide(List<Set<String>> tags, double[] shares, @Nullable MersenneTwister random) {
    Map<String, Integer> positions = new HashMap<>();
    Set<String> names = new TreeSet<>();
    tags.forEach(names::addAll);
    names.forEach(name -> positions.put(name, positions.size()));
    List<List<Integer>> members = new ArrayList<>();
    for (int t = 0; t < positions.size(); t++) {
      members.add(new ArrayList<>());
    }
    int[] order =
        random == null
            ? IntStream.range(0, tags.size()).toArray()
            : random.permutation(tags.size());
    for (int i : order) {
      tags.get(i).forEach(name -> members.get(positions.getOrDefault(name, 0)).add(i));
    }
    IterativeStratification division = new IterativeStratification(tags, positions.size(), shares);
    int[] left = new int[positions.size()];
    for (int t = 0; t < left.length; t++) {
      left[t] = members.get(t).size();
      int count = left[t];
      division.wantedOfTag[t] = Arrays.stream(shares).map(share -> share * count).toArray();
    }
    for (int tag = rarest(left); tag >= 0; tag = rarest(left)) {
      for (int item : members.get(tag)) {
        if (division.part[item] < 0) {
          division.assign(item, tag, positions, left);
        }
      }
    }
    for (int item : order) {
      if (division.part[item] < 0) {
        division.assign(item, -1, positions, left);
      }
    }
    return division.part;
  }

  /** The tag with the fewest items left, the first by name of equals; -1 if none has any. */
  private static int rarest(int[] left) {
    int best = -1;
    for (int t = 0; t < left.length; t++) {
      if (left[t] > 0 && (best < 0 || left[t] < left[best])) {
        best = t;
      }
    }
    return best;
  }

  private void assign(int item, int tag, Map<String, Integer> positions, int[] left) {
    int best = 0;
    for (int p = 1; p < wanted.length; p++) {
      double more = tag < 0 ? 0 : wantedOfTag[tag][p] - wantedOfTag[tag][best];
      if (more > 1e-9 || Math.abs(more) <= 1e-9 && wanted[p] > wanted[best] + 1e-9) {
        best = p;
      }
    }
    part[item] = best;
    wanted[best]--;
    for (String name : tags.get(item)) {
      int t = positions.getOrDefault(name, 0);
      wantedOfTag[t][best]--;
      left[t]--;
    }
  }
}
