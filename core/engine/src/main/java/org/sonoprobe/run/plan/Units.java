package org.sonoprobe.run.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Track;
import org.sonoprobe.component.Internal;

/** The independent units of a dataset, of which its tracks are. */
@Internal
public final class Units {
  private Units() {}

  /**
   * What each track shares with those that are not independent of it: its group, unless groups are
   * the classes themselves as in singer identification; else the recording it is a stretch of.
   */
  public static Map<String, String> of(Corpus corpus) {
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
