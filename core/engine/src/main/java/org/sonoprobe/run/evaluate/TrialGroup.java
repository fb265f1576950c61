package org.sonoprobe.run.evaluate;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.extract.EmbeddingKeys;
import org.sonoprobe.run.extract.PresentTracks;
import org.sonoprobe.run.extract.TrackVectors;
import org.sonoprobe.run.work.ComponentFailure;

/**
 * The trials that share their examples: one split, one embedding model and one aggregation, all
 * downstream models.
 *
 * <p>Examples are selected from the vectors of the dataset when the first trial asks.
 */
final class TrialGroup {
  final Experiment experiment;
  final DatasetTrials data;
  final Split split;
  final Aggregation aggregation;
  private final EmbeddingKeys keys;
  private final TrackVectors vectors;
  private final Map<String, Examples> loaded = new HashMap<>();

  /**
   * A group.
   *
   * @param data what all groups of the dataset share
   * @param split of its tracks
   * @param keys of the embedding model
   * @param vectors of all tracks, shared by the groups of all splits
   */
  TrialGroup(DatasetTrials data, Split split, EmbeddingKeys keys, TrackVectors vectors) {
    this.experiment = data.experiment();
    this.data = data;
    this.split = split;
    this.keys = keys;
    this.vectors = vectors;
    this.aggregation = vectors.aggregation();
  }

  Task task() {
    return data.task();
  }

  /**
   * Adds to a hash what training and predictions depend on: the tracks of a part that have an
   * embedding, with its key and the truth, one line each.
   */
  void hashInputs(List<String> ids, String scenario, Hashes.OfPieces hash) {
    Map<String, String> keyOf = keys.of(scenario);
    for (String id : ids) {
      String key = keyOf.get(id);
      Target target = data.truths().of(id, scenario);
      if (key != null && target != null) {
        hash.add(id + '\t' + task().type().write(target) + '\t' + key + '\n');
      }
    }
  }

  /** Adds to a hash what tracks share with others, on which the intervals of scores rest. */
  void hashUnits(List<String> ids, Hashes.OfPieces hash) {
    List<String> units = data.units(ids);
    for (int i = 0; i < units.size(); i++) {
      if (!units.get(i).equals(ids.get(i))) {
        hash.add("unit\t" + ids.get(i) + '\t' + units.get(i) + '\n');
      }
    }
  }

  /** The examples of a part of the split under a scenario. */
  synchronized Examples examples(String part, List<String> ids, String scenario)
      throws IOException, ComponentFailure {
    String wanted = part + "/" + scenario;
    Examples known = loaded.get(wanted);
    if (known == null) {
      Stage stage = part.equals("test") ? Stage.EVALUATE : Stage.TRAIN;
      known = load(ids, scenario, stage);
      loaded.put(wanted, known);
    }
    return known;
  }

  /** For each label the number of those tracks that have it under a scenario. */
  Map<String, Integer> tracksByLabel(List<String> ids, String scenario) {
    Map<String, Integer> counts = new HashMap<>();
    if (task().type().hasClasses()) {
      task().labels().forEach(label -> counts.put(label, 0));
    }
    for (String id : ids) {
      Target target = data.truths().of(id, scenario);
      if (target != null) {
        target.classes().forEach(name -> counts.merge(name, 1, Integer::sum));
      }
    }
    return counts;
  }

  /**
   * How many tracks of the training part have an embedding.
   *
   * @param scenarios under one of which a track needs it
   */
  int trained(List<String> scenarios) {
    List<Map<String, String>> known = scenarios.stream().map(keys::of).toList();
    return (int)
        split.train().stream()
            .filter(id -> data.truths().of(id) != null)
            .filter(id -> known.stream().anyMatch(keyOf -> keyOf.containsKey(id)))
            .count();
  }

  /** What identifies a component. */
  String identity(Component component) throws IOException {
    return data.identity().of(component);
  }

  private Examples load(List<String> ids, String scenario, Stage stage)
      throws IOException, ComponentFailure {
    PresentTracks present =
        PresentTracks.of(
            ids, keys.of(scenario), id -> data.truths().of(id, scenario), vectors, stage);
    return new Examples(present.rows(), present.targets());
  }
}
