package org.sonoprobe.run.plan;

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
import org.sonoprobe.api.Track;
import org.sonoprobe.component.Internal;

/** The notes for a reader of scores about the splits they rest on. */
@Internal
public final class SplitNotes {
  private static final int NAMED = 5;

  private final Corpus corpus;
  private final Map<String, Track> tracks = new HashMap<>();

  public SplitNotes(Corpus corpus) {
    this.corpus = corpus;
    corpus.tracks().forEach(track -> tracks.put(track.id(), track));
  }

  /** All there is to say. */
  public List<String> of(List<Split> splits) {
    List<String> notes = new ArrayList<>();
    torn(splits, notes);
    splits.forEach(split -> absent(split, notes));
    return notes;
  }

  /** For each split how many tracks of a part belong to a group that earlier parts hear. */
  private void torn(List<Split> splits, List<String> notes) {
    List<String> test = new ArrayList<>();
    List<String> validation = new ArrayList<>();
    for (Split split : splits) {
      Set<String> heard = new HashSet<>();
      split.train().forEach(id -> group(id).ifPresent(heard::add));
      count(split.name(), split.validation(), heard).ifPresent(validation::add);
      split.validation().forEach(id -> group(id).ifPresent(heard::add));
      count(split.name(), split.test(), heard).ifPresent(test::add);
    }
    String why =
        eachClassIsOneGroup()
            ? " (each class is one group, so it cannot be otherwise)"
            : "; scores may be better than on groups never heard";
    if (!test.isEmpty()) {
      notes.add(
          "groups are torn: so many test tracks share a group with training or validation: "
              + String.join(", ", test)
              + why);
    }
    if (!validation.isEmpty()) {
      notes.add(
          "groups are torn: so many validation tracks share a group with training: "
              + String.join(", ", validation));
    }
  }

  private Optional<String> count(String split, List<String> part, Set<String> heard) {
    long count = part.stream().filter(id -> group(id).filter(heard::contains).isPresent()).count();
    return count == 0
        ? Optional.empty()
        : Optional.of("split '" + split + "' " + count + " of " + part.size());
  }

  private Optional<String> group(String id) {
    return Optional.ofNullable(tracks.get(id)).flatMap(Track::group);
  }

  private boolean eachClassIsOneGroup() {
    Map<String, Optional<String>> groupOf = new HashMap<>();
    for (Track track : corpus.tracks()) {
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

  private void absent(Split split, List<String> notes) {
    if (!corpus.task().type().hasClasses()) {
      return;
    }
    absent(split, "training", split.train(), notes);
    if (split.validation().isEmpty()) {
      notes.add(
          "split '"
              + split.name()
              + "' has no validation part: nothing tells when to stop training or which epoch is best");
    } else {
      absent(split, "validation", split.validation(), notes);
    }
    absent(split, "test", split.test(), notes);
  }

  private void absent(Split split, String part, List<String> ids, List<String> notes) {
    Set<String> missing = new TreeSet<>(corpus.task().labels());
    for (String id : ids) {
      Track track = tracks.get(id);
      if (track != null) {
        missing.removeAll(track.target().classes());
      }
    }
    if (!missing.isEmpty()) {
      notes.add(
          "split '%s': %s of %s classes are absent from the %s part: %s%s"
              .formatted(
                  split.name(),
                  missing.size(),
                  corpus.task().labels().size(),
                  part,
                  String.join(", ", missing.stream().limit(NAMED).toList()),
                  missing.size() > NAMED ? ", …" : ""));
    }
  }

  /**
   * What splits lack when the tracks that failed are left out.
   *
   * @param there for each embedding model the tracks that it has heard
   */
  public List<String> withoutWhatFailed(
      Plan.PlannedDataset dataset, Map<String, Set<String>> there) {
    List<String> planned = of(dataset.splits());
    List<String> notes = new ArrayList<>();
    there.forEach(
        (embedding, heard) -> {
          List<Split> left = dataset.splits().stream().map(split -> only(heard, split)).toList();
          if (!left.equals(dataset.splits()) && !heard.isEmpty()) {
            of(left).stream()
                .filter(text -> !planned.contains(text))
                .forEach(
                    text ->
                        notes.add(
                            "%s, without the tracks that failed for '%s': %s"
                                .formatted(dataset.choice().label(), embedding, text)));
          }
        });
    return notes;
  }

  private static Split only(Set<String> ids, Split split) {
    return new Split(
        split.name(),
        split.train().stream().filter(ids::contains).toList(),
        split.validation().stream().filter(ids::contains).toList(),
        split.test().stream().filter(ids::contains).toList());
  }
}
