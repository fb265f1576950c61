package org.sonoprobe.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.Track;

/** What a reader of scores should know about the splits they rest on. */
final class SplitNotes {
  private static final int NAMED = 5;

  private final Corpus corpus;
  private final Map<String, Track> tracks = new HashMap<>();

  SplitNotes(Corpus corpus) {
    this.corpus = corpus;
    corpus.tracks().forEach(track -> tracks.put(track.id(), track));
  }

  /** All there is to say. */
  List<String> of(List<Split> splits) {
    List<String> notes = new ArrayList<>();
    torn(splits).ifPresent(notes::add);
    splits.forEach(split -> absent(split, notes));
    return notes;
  }

  /** For each split how many test tracks belong to a group that training or validation hears. */
  private Optional<String> torn(List<Split> splits) {
    List<String> torn = new ArrayList<>();
    for (Split split : splits) {
      Set<String> heard = new HashSet<>();
      for (List<String> part : List.of(split.train(), split.validation())) {
        part.forEach(id -> group(id).ifPresent(heard::add));
      }
      long count =
          split.test().stream().filter(id -> group(id).filter(heard::contains).isPresent()).count();
      if (count > 0) {
        torn.add("split '" + split.name() + "' " + count + " of " + split.test().size());
      }
    }
    return torn.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "groups are torn: so many test tracks share a group with training or validation: "
                + String.join(", ", torn)
                + (eachClassIsOneGroup()
                    ? " (each class is one group alone, so it cannot be otherwise)"
                    : "; scores may be better than on groups never heard"));
  }

  private Optional<String> group(String id) {
    return Optional.ofNullable(tracks.get(id)).flatMap(Track::group);
  }

  private boolean eachClassIsOneGroup() {
    Map<String, Optional<String>> groupOf = new HashMap<>();
    for (Track track : corpus.tracks()) {
      if (!(track.target() instanceof Target.Label label)) {
        return false;
      }
      Optional<String> known = groupOf.putIfAbsent(label.name(), track.group());
      if (known != null && !known.equals(track.group())) {
        return false;
      }
    }
    return true;
  }

  private void absent(Split split, List<String> notes) {
    if (corpus.task().type() == TaskType.REGRESSION) {
      return;
    }
    absent(split, "training", split.train(), notes);
    if (!split.validation().isEmpty()) {
      absent(split, "validation", split.validation(), notes);
    }
    absent(split, "test", split.test(), notes);
  }

  private void absent(Split split, String part, List<String> ids, List<String> notes) {
    Set<String> missing = new TreeSet<>(corpus.task().labels());
    for (String id : ids) {
      Track track = tracks.get(id);
      if (track != null && track.target() instanceof Target.Label label) {
        missing.remove(label.name());
      } else if (track != null && track.target() instanceof Target.Tags tags) {
        missing.removeAll(tags.names());
      }
    }
    if (!missing.isEmpty()) {
      notes.add(
          "split '"
              + split.name()
              + "': "
              + missing.size()
              + " of "
              + corpus.task().labels().size()
              + " classes are absent from the "
              + part
              + " part: "
              + String.join(", ", missing.stream().limit(NAMED).toList())
              + (missing.size() > NAMED ? ", …" : ""));
    }
  }
}
