package org.sonoprobe.api;

import java.io.Serial;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A dataset as one task sees it.
 *
 * @param task the task with its labels
 * @param tracks all tracks with their targets, ids unique
 * @param splits the official splits; empty if the dataset has none
 * @param notes what a reader of the scores should know, such as tracks that the dataset's own rules
 *     leave out
 */
public record Corpus(Task task, List<Track> tracks, List<Split> splits, List<String> notes)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  public Corpus {
    tracks = List.copyOf(tracks);
    splits = List.copyOf(splits);
    notes = List.copyOf(notes);
    Map<String, Track> byId = new HashMap<>();
    for (Track track : tracks) {
      Track first = byId.putIfAbsent(track.id(), track);
      if (first != null) {
        throw new IllegalArgumentException(
            "track id '%s' is used twice: by %s and by %s; ids must be unique"
                .formatted(track.id(), first.audio().location(), track.audio().location()));
      }
    }
    Set<String> names = new HashSet<>();
    for (Split split : splits) {
      if (!names.add(split.name())) {
        throw new IllegalArgumentException("two splits are called '" + split.name() + "'");
      }
      for (List<String> part : List.of(split.train(), split.validation(), split.test())) {
        for (String id : part) {
          if (!byId.containsKey(id)) {
            throw new IllegalArgumentException(
                "split '%s' names track '%s', which is not in the dataset"
                    .formatted(split.name(), id));
          }
        }
      }
    }
  }

  /**
   * A corpus whose task gets the sorted classes that occur among the tracks, in code-point order.
   *
   * @param task a task without labels; with labels it is kept as it is
   */
  public static Corpus of(Task task, List<Track> tracks, List<Split> splits, List<String> notes) {
    if (!task.labels().isEmpty()) {
      return new Corpus(task, tracks, splits, notes);
    }
    List<String> labels = task.type().labels(tracks.stream().map(Track::target).toList());
    return new Corpus(task.withLabels(labels), tracks, splits, notes);
  }
}
