package org.sonoprobe.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sonoprobe.results.Skipped;

/** The keys in the store of the embeddings of an experiment, and what was said on the way. */
final class StoredKeys {

  /** An embedding that is lacking, and why. */
  record Failed(Skipped entry, Fault fault) {}

  private record Cell(String dataset, String scenario, String embedding) {}

  private final Map<Cell, Map<String, String>> byCell = new HashMap<>();
  private final List<Failed> failed = new ArrayList<>();
  private final Map<String, Map<String, Integer>> noted = new TreeMap<>();

  void put(Extraction extraction, Extraction.Wanted wanted, String key) {
    byCell
        .computeIfAbsent(
            new Cell(extraction.dataset(), wanted.scenario(), wanted.embedding()),
            cell -> new HashMap<>())
        .put(extraction.trackId(), key);
  }

  void fail(Skipped entry, Fault fault) {
    failed.add(new Failed(entry, fault));
  }

  /** The first failure of each track, in the order of the plan whatever the order they came in. */
  List<Failed> failedTracks(List<Extraction> planned) {
    Map<List<String>, Failed> first = new LinkedHashMap<>();
    for (Failed each : failedInOrder(planned)) {
      Skipped.Where where = each.entry.where();
      first.putIfAbsent(List.of(where.dataset(), where.track()), each);
    }
    return List.copyOf(first.values());
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

  /** The keys of the embeddings of a dataset by one model. */
  EmbeddingKeys ofModel(String dataset, String embedding) {
    Map<String, Map<String, String>> byScenario = new HashMap<>();
    byCell.forEach(
        (cell, keys) -> {
          if (cell.dataset.equals(dataset) && cell.embedding.equals(embedding)) {
            byScenario.put(cell.scenario, keys);
          }
        });
    return new EmbeddingKeys(byScenario);
  }

  /** For each track that has such an embedding its key. */
  Map<String, String> of(String dataset, String scenario, String embedding) {
    return byCell.getOrDefault(new Cell(dataset, scenario, embedding), Map.of());
  }

  /** What failed, in the order of the plan whatever the order in which it came. */
  List<Failed> failedInOrder(List<Extraction> planned) {
    Map<String, Map<String, Integer>> order = new HashMap<>();
    for (Extraction extraction : planned) {
      Map<String, Integer> places =
          order.computeIfAbsent(extraction.dataset(), dataset -> new HashMap<>());
      places.put(extraction.trackId(), places.size());
    }
    List<String> datasets = planned.stream().map(Extraction::dataset).distinct().toList();
    List<Failed> sorted = new ArrayList<>(failed);
    sorted.sort(
        Comparator.<Failed>comparingInt(each -> datasets.indexOf(each.entry.where().dataset()))
            .thenComparingInt(
                each ->
                    order
                        .getOrDefault(each.entry.where().dataset(), Map.of())
                        .getOrDefault(each.entry.where().track(), Integer.MAX_VALUE)));
    return sorted;
  }
}
