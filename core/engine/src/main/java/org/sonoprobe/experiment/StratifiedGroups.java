package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.Track;

/**
 * One random split in which no group is torn apart and each part has about its share of each class
 * or tag: groups are dealt out, the largest first, each to the part that is then nearest to what it
 * should have. A track without a group is one by itself.
 *
 * @param train share of the training part; the three shares sum to 1 within 1e-6
 * @param validation share of the validation part
 * @param test share of the test part
 * @param seed of the MT19937 generator that puts groups of equal size in order; the experiment's
 *     unless set
 */
public record StratifiedGroups(double train, double validation, double test, Optional<Long> seed)
    implements Splitter {
  private static final List<String> PARTS = List.of("training", "validation", "test");

  public StratifiedGroups {
    Splitters.checkShares(train, validation, test);
  }

  /** 80-10-10 with the experiment's seed. */
  public StratifiedGroups() {
    this(0.8, 0.1, 0.1, Optional.empty());
  }

  @Override
  public String name() {
    return "stratified_group";
  }

  @Override
  public Division divide(Corpus corpus, long experimentSeed) {
    MersenneTwister random = new MersenneTwister(seed.orElse(experimentSeed));
    TreeMap<String, Integer> classes = new TreeMap<>();
    TreeMap<String, List<Track>> groups = new TreeMap<>();
    for (Track track : corpus.tracks()) {
      groups.computeIfAbsent(Groups.of(track), key -> new ArrayList<>()).add(track);
      track.target().classes().forEach(label -> classes.putIfAbsent(label, classes.size()));
    }
    if (groups.size() < PARTS.size()) {
      throw new IllegalArgumentException(
          "a grouped split into three parts needs at least 3 groups, but there are "
              + groups.size());
    }
    List<String> names = new ArrayList<>(groups.keySet());
    List<List<Track>> order = new ArrayList<>();
    for (int i : random.permutation(names.size())) {
      order.add(groups.getOrDefault(names.get(i), List.of()));
    }
    order.sort((a, b) -> b.size() - a.size());
    double[] shares = {train, validation, test};
    // the classes, and the size of the part as one more
    double[] total = new double[classes.size() + 1];
    order.forEach(group -> add(total, group, classes, 1));
    double[][] has = new double[PARTS.size()][total.length];
    List<List<String>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int g = 0; g < order.size(); g++) {
      int best = best(has, order.get(g), classes, total, shares);
      int empty = firstEmpty(parts);
      if (order.size() - g <= count(parts) && empty >= 0) {
        best = empty;
      }
      add(has[best], order.get(g), classes, 1);
      for (Track track : order.get(g)) {
        parts.get(best).add(track.id());
      }
    }
    List<String> notes = new ArrayList<>();
    for (int p = 0; p < PARTS.size(); p++) {
      double expected = shares[p] * corpus.tracks().size();
      if (parts.get(p).size() < expected / 2) {
        notes.add(
            ("groups are of uneven size: the %s part has %s tracks where its share would be "
                    + "about %s")
                .formatted(PARTS.get(p), parts.get(p).size(), Math.round(expected)));
      }
    }
    return new Division(
        List.of(new Split("split0", parts.get(0), parts.get(1), parts.get(2))), notes);
  }

  private static int firstEmpty(List<List<String>> parts) {
    for (int p = 0; p < parts.size(); p++) {
      if (parts.get(p).isEmpty()) {
        return p;
      }
    }
    return -1;
  }

  private static int count(List<List<String>> parts) {
    return (int) parts.stream().filter(List::isEmpty).count();
  }

  private static void add(
      double[] counts, List<Track> group, TreeMap<String, Integer> classes, int sign) {
    for (Track track : group) {
      for (String label : track.target().classes()) {
        counts[classes.getOrDefault(label, 0)] += sign;
      }
      counts[counts.length - 1] += sign;
    }
  }

  /** The part that the group brings nearest, or keeps nearest, to its shares. */
  private static int best(
      double[][] has,
      List<Track> group,
      TreeMap<String, Integer> classes,
      double[] total,
      double[] shares) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int p = 0; p < has.length; p++) {
      double before = miss(has[p], total, shares[p]);
      add(has[p], group, classes, 1);
      double change = miss(has[p], total, shares[p]) - before;
      add(has[p], group, classes, -1);
      if (change < least - 1e-12) {
        least = change;
        best = p;
      }
    }
    return best;
  }

  /** How far a part is from its share of each class, in shares of the whole class, squared. */
  private static double miss(double[] has, double[] total, double share) {
    double sum = 0;
    for (int c = 0; c < total.length; c++) {
      double off = has[c] / total[c] - share;
      sum += off * off / share;
    }
    return sum;
  }
}
