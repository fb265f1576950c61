package org.sonoprobe.run.evaluate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.component.Identity;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.run.plan.Scenarios;
import org.sonoprobe.run.plan.Truths;

/** The data that all trials and measures on one dataset share in a process. Thread-safe. */
final class DatasetTrials {
  private final Experiment experiment;
  private final String dataset;
  private final DatasetPart part;
  private final Identity identity;
  private final Truths truths;
  private final Recordings recordings;
  private final Map<String, String> units;

  /**
   * What is known of a dataset.
   *
   * @param dataset its name in the experiment
   * @param identity remembers the hashes of files
   */
  DatasetTrials(
      Experiment experiment,
      String dataset,
      DatasetPart part,
      Identity identity,
      Scenarios scenarios) {
    this.experiment = experiment;
    this.dataset = dataset;
    this.part = part;
    this.identity = identity;
    this.truths = new Truths(part.corpus(), scenarios);
    this.recordings = new Recordings(part.corpus());
    this.units = units(part.corpus());
  }

  Experiment experiment() {
    return experiment;
  }

  String dataset() {
    return dataset;
  }

  DatasetPart part() {
    return part;
  }

  Task task() {
    return part.corpus().task();
  }

  Identity identity() {
    return identity;
  }

  /** What is true of each track. */
  Truths truths() {
    return truths;
  }

  Recordings recordings() {
    return recordings;
  }

  /** What each of these tracks shares with those that are not independent of it. */
  List<String> units(List<String> ids) {
    return ids.stream().map(id -> units.getOrDefault(id, id)).toList();
  }

  /**
   * What each track shares with those that are not independent of it: its group, unless groups are
   * the classes themselves as in singer identification; else the recording it is a stretch of.
   */
  private static Map<String, String> units(Corpus corpus) {
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
