package org.sonoprobe.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Track;
import org.sonoprobe.audit.Finding.Kind;
import org.sonoprobe.audit.Finding.Severity;

/** The part of an audit that finds what is wrong with groups and labels. */
final class AnnotationChecks {
  private static final double IMBALANCE = 20;

  private final AuditedTracks data;
  private final Corpus corpus;
  private final List<Split> splits;
  private final List<Track> tracks;

  AnnotationChecks(AuditedTracks data) {
    this.data = data;
    this.corpus = data.corpus;
    this.splits = data.splits;
    this.tracks = data.tracks;
  }

  void run() {
    groups();
    labels();
  }

  private void groups() {
    boolean classes = eachClassIsOneGroup();
    for (int s = 0; s < splits.size(); s++) {
      Map<String, Set<String>> partsOf = new TreeMap<>();
      Map<String, List<String>> members = new HashMap<>();
      for (Track track : tracks) {
        String part = data.part(track.id(), s);
        if (track.group().isPresent() && !part.isEmpty()) {
          String group = track.group().get();
          partsOf.computeIfAbsent(group, key -> new TreeSet<>()).add(part);
          members.computeIfAbsent(group, key -> new ArrayList<>()).add(track.id());
        }
      }
      List<String> torn = new ArrayList<>();
      List<String> ids = new ArrayList<>();
      partsOf.forEach(
          (group, in) -> {
            if (in.contains("test") && in.size() > 1) {
              torn.add(group);
              ids.addAll(members.getOrDefault(group, List.of()));
            }
          });
      if (!torn.isEmpty()) {
        data.add(
            classes ? Severity.NOTE : Severity.ERROR,
            Kind.SHARED_GROUP,
            "split '%s': %s groups have tracks in test and in training or validation: %s%s"
                .formatted(
                    splits.get(s).name(),
                    torn.size(),
                    AuditedTracks.some(torn),
                    classes ? " (each class is one group, so it cannot be otherwise)" : ""),
            ids);
      }
    }
  }

  private boolean eachClassIsOneGroup() {
    Map<String, Optional<String>> groupOf = new HashMap<>();
    for (Track track : tracks) {
      if (track.target().onlyClass().isEmpty()) {
        return false;
      }
      Optional<String> known = groupOf.putIfAbsent(track.target().onlyClass().get(), track.group());
      if (known != null && !known.equals(track.group())) {
        return false;
      }
    }
    return Set.copyOf(groupOf.values()).size() == groupOf.size();
  }

  // ---- labels

  private void labels() {
    if (!corpus.task().type().hasClasses()) {
      return;
    }
    Map<String, Integer> counts = new TreeMap<>();
    corpus.task().labels().forEach(label -> counts.put(label, 0));
    List<String> without = new ArrayList<>();
    Map<String, String> only = new HashMap<>();
    for (Track track : tracks) {
      Set<String> names = track.target().classes();
      if (names.isEmpty()) {
        without.add(track.id());
      }
      for (String name : names) {
        counts.merge(name, 1, Integer::sum);
        only.put(name, track.id());
      }
    }
    spellings(counts.keySet());
    List<String> single = counts.keySet().stream().filter(l -> count(counts, l) == 1).toList();
    if (!single.isEmpty()) {
      data.add(
          Severity.WARNING,
          Kind.LABEL_SINGLE,
          single.size() + " classes have a single track: " + AuditedTracks.some(single),
          single.stream().map(label -> only.getOrDefault(label, "")).toList());
    }
    if (!without.isEmpty()) {
      data.add(
          Severity.NOTE,
          Kind.LABEL_NONE,
          "%s of %s tracks have no tag: %s"
              .formatted(without.size(), tracks.size(), AuditedTracks.some(without)),
          without);
    }
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    int least =
        counts.values().stream().mapToInt(Integer::intValue).filter(n -> n > 0).min().orElse(0);
    if (least > 0 && most > IMBALANCE * least) {
      data.add(
          Severity.NOTE,
          Kind.IMBALANCE,
          ("the largest class has %s tracks, the smallest %s; read scores that average "
                  + "over classes, too")
              .formatted(most, least),
          List.of());
    }
    for (int s = 0; s < splits.size(); s++) {
      absent(s, counts.keySet());
    }
  }

  private static int count(Map<String, Integer> counts, String label) {
    return counts.getOrDefault(label, 0);
  }

  private void spellings(Set<String> labels) {
    Map<String, List<String>> alike = new TreeMap<>();
    for (String label : labels) {
      String plain = label.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ");
      alike.computeIfAbsent(plain, key -> new ArrayList<>()).add("'" + label + "'");
    }
    List<String> doubles =
        alike.values().stream()
            .filter(names -> names.size() > 1)
            .map(names -> String.join(" and ", names))
            .toList();
    if (!doubles.isEmpty()) {
      data.add(
          Severity.ERROR,
          Kind.LABEL_SPELLING,
          "classes that differ by case, blanks or dashes only: " + AuditedTracks.some(doubles),
          List.of());
    }
  }

  private void absent(int split, Set<String> labels) {
    Map<String, Set<String>> in = new TreeMap<>();
    for (Track track : tracks) {
      String part = data.part(track.id(), split);
      in.computeIfAbsent(part, key -> new HashSet<>()).addAll(track.target().classes());
    }
    for (String part : List.of("train", "test")) {
      Set<String> missing = new TreeSet<>(labels);
      missing.removeAll(in.getOrDefault(part, Set.of()));
      if (!missing.isEmpty()) {
        data.add(
            Severity.WARNING,
            Kind.LABEL_ABSENT,
            "split '%s': %s classes are absent from the %s part: %s"
                .formatted(
                    splits.get(split).name(), missing.size(), part, AuditedTracks.some(missing)),
            List.of());
      }
    }
  }
}
