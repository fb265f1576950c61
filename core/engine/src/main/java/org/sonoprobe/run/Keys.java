package org.sonoprobe.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sonoprobe.experiment.Experiment;

/** Where the embeddings of an experiment lie in the store, and what was said on the way. */
final class Keys {
  private final Experiment experiment;
  private final Map<String, Map<String, String>> byCell = new HashMap<>();
  private final List<Skipped> failed = new ArrayList<>();
  private final Map<String, Map<String, Integer>> noted = new TreeMap<>();

  Keys(Experiment experiment) {
    this.experiment = experiment;
  }

  void put(Extraction extraction, Extraction.Wanted wanted, String key) {
    byCell
        .computeIfAbsent(
            cell(extraction.dataset(), wanted.scenario(), wanted.embedding()),
            cell -> new HashMap<>())
        .put(extraction.trackId(), key);
  }

  void fail(Skipped entry) {
    failed.add(entry);
  }

  void note(String dataset, String note) {
    noted.computeIfAbsent(dataset, d -> new TreeMap<>()).merge(note, 1, Integer::sum);
  }

  /** What was noted about tracks, each with the number of tracks, in an order of its own. */
  List<String> notes() {
    List<String> lines = new ArrayList<>();
    noted.forEach(
        (dataset, notes) ->
            notes.forEach(
                (note, count) ->
                    lines.add(
                        dataset + ": " + (count == 1 ? "1 track: " : count + " tracks: ") + note)));
    return lines;
  }

  /** For each scenario the key of each track. */
  List<Map<String, String>> of(String dataset, int embedding) {
    List<Map<String, String>> keys = new ArrayList<>();
    for (int scenario = 0; scenario <= experiment.scenarios().size(); scenario++) {
      keys.add(byCell.getOrDefault(cell(dataset, scenario, embedding), Map.of()));
    }
    return keys;
  }

  /** What failed, in the order of the plan whatever the order in which it came. */
  List<Skipped> skippedInOrder(Plan plan) {
    Map<String, Integer> order = new HashMap<>();
    for (Extraction extraction : plan.extractions()) {
      order.putIfAbsent(extraction.dataset() + "\n" + extraction.trackId(), order.size());
    }
    List<Skipped> sorted = new ArrayList<>(failed);
    sorted.sort(
        Comparator.comparing(
            entry ->
                order.getOrDefault(entry.dataset() + "\n" + entry.track(), Integer.MAX_VALUE)));
    return sorted;
  }

  private static String cell(String dataset, int scenario, int embedding) {
    return scenario + "\n" + embedding + "\n" + dataset;
  }
}
