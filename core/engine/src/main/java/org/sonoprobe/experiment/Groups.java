package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.Arrays;
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
import org.sonoprobe.api.Target;
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
      if (!(track.target() instanceof Target.Label label)) {
        return false;
      }
      String known = groupOf.putIfAbsent(label.name(), of(track));
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
    Map<String, double[]> counts = new HashMap<>();
    double[] total = new double[classes.size()];
    for (String name : order) {
      double[] count = new double[classes.size()];
      for (Track track : members.getOrDefault(name, List.of())) {
        for (String label : labels(track)) {
          int place = classes.getOrDefault(label, 0);
          count[place]++;
          total[place]++;
        }
      }
      counts.put(name, count);
    }
    order.sort(
        Comparator.comparingDouble(name -> -deviation(counts.getOrDefault(name, new double[0]))));
    double[][] dealt = new double[folds][classes.size()];
    List<List<String>> ids = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      ids.add(new ArrayList<>());
    }
    for (String name : order) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int fold = 0; fold < folds; fold++) {
        double spread = spread(dealt, total, fold, counts.getOrDefault(name, new double[0]));
        double load = spread + 1e-9 * ids.get(fold).size();
        if (load < least) {
          least = load;
          best = fold;
        }
      }
      double[] count = counts.getOrDefault(name, new double[0]);
      for (int c = 0; c < count.length; c++) {
        dealt[best][c] += count[c];
      }
      for (Track track : members.getOrDefault(name, List.of())) {
        ids.get(best).add(track.id());
      }
    }
    return ids;
  }

  private static List<String> labels(Track track) {
    if (track.target() instanceof Target.Label label) {
      return List.of(label.name());
    }
    return track.target() instanceof Target.Tags tags ? List.copyOf(tags.names()) : List.of("");
  }

  /** The mean over the classes of how unevenly the folds share them, were a group put into one. */
  private static double spread(double[][] dealt, double[] total, int fold, double[] group) {
    double sum = 0;
    for (int c = 0; c < total.length; c++) {
      double[] shares = new double[dealt.length];
      for (int f = 0; f < shares.length; f++) {
        shares[f] = (dealt[f][c] + (f == fold ? group[c] : 0)) / total[c];
      }
      sum += deviation(shares);
    }
    return sum / total.length;
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Math.sqrt(
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElse(0));
  }
}
