package org.sonoprobe.run.evaluate;

import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Task;
import org.sonoprobe.component.Identity;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.run.plan.Scenarios;
import org.sonoprobe.run.plan.Truths;
import org.sonoprobe.run.plan.Units;

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
    this.units = Units.of(part.corpus());
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
}
