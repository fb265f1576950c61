package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Track;

/**
 * The groups of tracks: what a split should not tear apart. A track without a group is one by
 * itself.
 */
final class Groups {

  private final List<Track> tracks;
  private final Map<String, List<Track>> members = new LinkedHashMap<>();

  private Groups(List<Track> tracks) {
    this.tracks = tracks;
    tracks.forEach(
        track -> members.computeIfAbsent(of(track), group -> new ArrayList<>()).add(track));
  }

  /** The groups of these tracks. */
  static Groups of(List<Track> tracks) {
    return new Groups(tracks);
  }

  /** The group of a track, which no other kind of name can be. */
  static String of(Track track) {
    return track.group().map(group -> "group " + group).orElse("track " + track.id());
  }

  /** Whether any track has a group. */
  boolean areKnown() {
    return tracks.stream().anyMatch(track -> track.group().isPresent());
  }

  int count() {
    return members.size();
  }

  /** Their names in order. */
  List<String> names() {
    return new ArrayList<>(new TreeSet<>(members.keySet()));
  }

  /**
   * Whether each class is one group and each group one class, as singers in singer identification:
   * then whole groups cannot be set aside.
   */
  boolean areTheClasses() {
    Map<String, String> groupOf = new HashMap<>();
    for (Track track : tracks) {
      if (track.target().onlyClass().isEmpty()) {
        return false;
      }
      String known = groupOf.putIfAbsent(track.target().onlyClass().get(), of(track));
      if (known != null && !known.equals(of(track))) {
        return false;
      }
    }
    return Set.copyOf(groupOf.values()).size() == groupOf.size();
  }

  /**
   * Groups drawn at random until they have about a share of the tracks; one at least, never most of
   * the tracks if it can be helped.
   */
  Set<String> about(double share, MersenneTwister random) {
    List<String> names = names();
    int wanted = (int) Math.ceil(share * tracks.size());
    Set<String> drawn = new HashSet<>();
    int count = 0;
    String smallest = names.get(0);
    for (int i : random.permutation(names.size())) {
      int size = size(names.get(i));
      smallest = size < size(smallest) ? names.get(i) : smallest;
      if (count < wanted && count + size <= 2 * wanted) {
        drawn.add(names.get(i));
        count += size;
      }
    }
    return drawn.isEmpty() ? Set.of(smallest) : drawn;
  }

  private int size(String name) {
    return members.getOrDefault(name, List.of()).size();
  }

  /** A corpus in which every track has a group. */
  Corpus corpus(Corpus corpus) {
    List<Track> grouped =
        corpus.tracks().stream()
            .map(
                track ->
                    new Track(
                        track.id(),
                        track.audio(),
                        track.target(),
                        Optional.of(of(track)),
                        track.recording()))
            .toList();
    return new Corpus(corpus.task(), grouped, corpus.splits(), corpus.notes());
  }

  /**
   * Deals groups out, the most uneven first, each to the fold that leaves the classes most evenly
   * spread.
   */
  List<List<String>> deal(int folds, @Nullable MersenneTwister random) {
    Map<String, Integer> classes = new TreeMap<>();
    for (Track track : tracks) {
      labels(track).forEach(label -> classes.putIfAbsent(label, classes.size()));
    }
    List<String> names = names();
    List<String> order = new ArrayList<>();
    if (random == null) {
      order.addAll(names);
    } else {
      for (int i : random.permutation(names.size())) {
        order.add(names.get(i));
      }
    }
    Map<String, Counts> counts = new HashMap<>();
    double[] total = new double[classes.size()];
    for (String name : order) {
      counts.put(name, Counts.of(members.getOrDefault(name, List.of()), classes, total));
    }
    order.sort(Comparator.comparingDouble(name -> -deviation(counts.get(name), classes.size())));
    double[][] dealt = new double[folds][classes.size()];
    List<List<String>> ids = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      ids.add(new ArrayList<>());
    }
    double[] shares = new double[folds];
    for (String name : order) {
      Counts own = counts.getOrDefault(name, Counts.NONE);
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int fold = 0; fold < folds; fold++) {
        double load = change(dealt, total, fold, own, shares) + 1e-9 * ids.get(fold).size();
        if (load < least) {
          least = load;
          best = fold;
        }
      }
      for (int i = 0; i < own.classes.length; i++) {
        dealt[best][own.classes[i]] += own.tracks[i];
      }
      for (Track track : members.getOrDefault(name, List.of())) {
        ids.get(best).add(track.id());
      }
    }
    return ids;
  }

  /** The numbers of tracks of each class in a group. */
  private record Counts(int[] classes, double[] tracks) {
    static final Counts NONE = new Counts(new int[0], new double[0]);

    static Counts of(List<Track> tracks, Map<String, Integer> classes, double[] total) {
      Map<Integer, Integer> counts = new TreeMap<>();
      for (Track track : tracks) {
        for (String label : labels(track)) {
          counts.merge(classes.getOrDefault(label, 0), 1, Integer::sum);
        }
      }
      Counts own = new Counts(new int[counts.size()], new double[counts.size()]);
      int i = 0;
      for (Map.Entry<Integer, Integer> each : counts.entrySet()) {
        own.classes[i] = each.getKey();
        own.tracks[i++] = each.getValue();
        total[each.getKey()] += each.getValue();
      }
      return own;
    }
  }

  private static List<String> labels(Track track) {
    return track.target().hasClasses() ? List.copyOf(track.target().classes()) : List.of("");
  }

  /**
   * How much more unevenly the folds share the classes of a group, were it put into one; classes
   * that it does not have stay as they are.
   */
  private static double change(
      double[][] dealt, double[] total, int fold, Counts group, double[] shares) {
    double sum = 0;
    for (int i = 0; i < group.classes.length; i++) {
      int c = group.classes[i];
      for (int f = 0; f < shares.length; f++) {
        shares[f] = dealt[f][c] / total[c];
      }
      double before = deviation(shares);
      shares[fold] += group.tracks[i] / total[c];
      sum += deviation(shares) - before;
    }
    return sum / total.length;
  }

  /** The deviation of the counts of a group over all classes. */
  private static double deviation(@Nullable Counts group, int classes) {
    double sum = 0;
    double squares = 0;
    for (double count : group == null ? new double[0] : group.tracks) {
      sum += count;
      squares += count * count;
    }
    double mean = sum / classes;
    return Math.sqrt(Math.max(0, squares / classes - mean * mean));
  }

  private static double deviation(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }
}
