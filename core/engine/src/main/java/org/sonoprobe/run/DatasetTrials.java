package org.sonoprobe.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.component.Identity;
import org.sonoprobe.experiment.Experiment;

/**
 * What all trials on one dataset share.
 *
 * @param dataset its name in the experiment
 * @param corpus its tracks
 * @param keys of the embeddings in the store
 * @param identity remembers the hashes of files
 */
record DatasetTrials(
    Experiment experiment, String dataset, Corpus corpus, Keys keys, Identity identity) {

  Task task() {
    return corpus.task();
  }

  /**
   * What each track shares with those that are not independent of it: its group, unless groups are
   * the classes themselves as in singer identification; else the recording it is a stretch of.
   */
  Map<String, String> units() {
    Map<String, Set<Target>> targetsOfGroup = new HashMap<>();
    Set<Target> all = new HashSet<>();
    for (Track track : corpus.tracks()) {
      all.add(track.target());
      track
          .group()
          .ifPresent(
              group ->
                  targetsOfGroup
                      .computeIfAbsent(group, key -> new HashSet<>())
                      .add(track.target()));
    }
    boolean areClasses =
        targetsOfGroup.size() == all.size()
            && targetsOfGroup.values().stream().allMatch(targets -> targets.size() == 1);
    Map<String, String> units = new HashMap<>();
    for (Track track : corpus.tracks()) {
      Optional<String> unit = areClasses ? track.recording() : track.group().or(track::recording);
      units.put(track.id(), unit.orElse(track.id()));
    }
    return units;
  }
}
