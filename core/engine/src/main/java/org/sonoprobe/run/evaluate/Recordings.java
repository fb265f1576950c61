package org.sonoprobe.run.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;

/**
 * The recordings that tracks are stretches of: what is predicted for a recording is the mean of
 * what is predicted for its tracks.
 */
final class Recordings {

  private final Map<String, String> ofTrack = new LinkedHashMap<>();

  /** Those of a corpus; none where every track is a recording of its own. */
  Recordings(Corpus corpus) {
    corpus
        .tracks()
        .forEach(track -> track.recording().ifPresent(name -> ofTrack.put(track.id(), name)));
  }

  /** How many recordings these tracks are of. */
  int count(List<String> tracks) {
    return (int) tracks.stream().map(id -> ofTrack.getOrDefault(id, id)).distinct().count();
  }

  /** Predictions for recordings; empty where there are none but the tracks. */
  Optional<Predictions> of(Predictions tracks) {
    if (ofTrack.isEmpty() || tracks.count() == 0) {
      return Optional.empty();
    }
    Map<String, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < tracks.count(); i++) {
      String id = tracks.trackIds().get(i);
      members.computeIfAbsent(ofTrack.getOrDefault(id, id), name -> new ArrayList<>()).add(i);
    }
    List<Target> targets = new ArrayList<>();
    List<String> units = new ArrayList<>();
    double[][] scores = new double[members.size()][tracks.task().labels().size()];
    int row = 0;
    for (List<Integer> own : members.values()) {
      targets.add(tracks.targets().get(own.get(0)));
      units.add(tracks.units().get(own.get(0)));
      for (int i : own) {
        for (int label = 0; label < scores[row].length; label++) {
          scores[row][label] += tracks.score(i, label) / own.size();
        }
      }
      row++;
    }
    return Optional.of(
        new Predictions(tracks.task(), List.copyOf(members.keySet()), targets, scores, units));
  }
}
