package org.sonoprobe.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Track;
import org.sonoprobe.audit.Finding.Kind;
import org.sonoprobe.audit.Finding.Severity;

/** The tracks that an audit looks at, in which parts they are, and what has been found of them. */
final class AuditedTracks {
  private static final int NAMED = 5;

  final Corpus corpus;
  final List<Split> splits;

  /** Those that the splits use; all where there are no splits. */
  final List<Track> tracks;

  private final List<Finding> findings = new ArrayList<>();

  /** For each track which part it is in, by split; empty for none. */
  private final Map<String, List<String>> parts = new HashMap<>();

  AuditedTracks(Corpus corpus, List<Split> splits) {
    this.corpus = corpus;
    this.splits = splits;
    for (int s = 0; s < splits.size(); s++) {
      put(s, "train", splits.get(s).train());
      put(s, "validation", splits.get(s).validation());
      put(s, "test", splits.get(s).test());
    }
    this.tracks =
        splits.isEmpty()
            ? corpus.tracks()
            : corpus.tracks().stream().filter(track -> parts.containsKey(track.id())).toList();
  }

  private void put(int split, String part, List<String> ids) {
    for (String id : ids) {
      parts
          .computeIfAbsent(
              id, key -> new ArrayList<>(java.util.Collections.nCopies(splits.size(), "")))
          .set(split, part);
    }
  }

  /** The part of a split that a track is in; empty for none. */
  String part(String track, int split) {
    return parts.getOrDefault(track, List.of()).get(split);
  }

  void add(Severity severity, Kind kind, String text, Collection<String> ids) {
    findings.add(new Finding(severity, kind, text, List.copyOf(ids)));
  }

  /** What has been found, the gravest first. */
  List<Finding> findings() {
    findings.sort(java.util.Comparator.comparing(Finding::severity).thenComparing(Finding::kind));
    return findings;
  }

  /** The first few of some names. */
  static String some(Collection<String> names) {
    return String.join(", ", names.stream().limit(NAMED).toList())
        + (names.size() > NAMED ? ", …" : "");
  }
}
