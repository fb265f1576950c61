package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.statistics.Statistics;

/**
 * Mean ranks over several tasks, and how far they must lie apart to differ (Friedman's ranks with
 * Nemenyi's distance; Demšar, 2006), on clean audio by the first metric of each task.
 *
 * @param tasks experiments and datasets that all models have in common
 * @param distance that two mean ranks must exceed to differ at 5 %
 * @param models with their mean ranks, the best first
 */
record CriticalDifference(List<String> tasks, double distance, List<Ranked> models) {

  /** A model with a probe, and its mean rank. */
  record Ranked(String name, double rank) {}

  /** Of those models that every task has; nothing for fewer than two tasks or models. */
  static Optional<CriticalDifference> of(List<Cell> cells) {
    Map<List<String>, Map<String, Cell>> tasks = new LinkedHashMap<>();
    Map<List<String>, String> first = new LinkedHashMap<>();
    for (Cell cell : cells) {
      List<String> task = List.of(cell.at(Variable.EXPERIMENT), cell.at(Variable.DATASET));
      String metric = first.computeIfAbsent(task, key -> cell.at(Variable.METRIC));
      if (cell.at(Variable.METRIC).equals(metric)
          && cell.at(Variable.SCENARIO).equals(Scenario.CLEAN.name())
          && !Double.isNaN(cell.mean())) {
        tasks.computeIfAbsent(task, key -> new LinkedHashMap<>()).put(Answers.model(cell), cell);
      }
    }
    if (tasks.size() < 2) {
      return Optional.empty();
    }
    Set<String> common = new LinkedHashSet<>(tasks.values().iterator().next().keySet());
    tasks.values().forEach(models -> common.retainAll(models.keySet()));
    if (common.size() < 2) {
      return Optional.empty();
    }
    List<String> names = List.copyOf(common);
    double[] sums = new double[names.size()];
    for (Map<String, Cell> models : tasks.values()) {
      double[] goodness = new double[names.size()];
      for (int i = 0; i < goodness.length; i++) {
        Cell cell = models.getOrDefault(names.get(i), PivotTable.NOTHING);
        goodness[i] = cell.greaterIsBetter() ? cell.mean() : -cell.mean();
      }
      double[] ranks = Statistics.ranks(goodness);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += ranks[i] / tasks.size();
      }
    }
    List<Ranked> ranked = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      ranked.add(new Ranked(names.get(i), sums[i]));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::rank));
    return Optional.of(
        new CriticalDifference(
            tasks.keySet().stream().map(task -> String.join(", ", task)).toList(),
            Statistics.nemenyiDistance(names.size(), tasks.size(), Statistics.SIGNIFICANCE),
            List.copyOf(ranked)));
  }

  Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("n", tasks.size());
    data.put("tasks", tasks);
    data.put("distance", distance);
    data.put(
        "models",
        models.stream()
            .map(model -> Map.<String, Object>of("name", model.name, "rank", model.rank))
            .toList());
    return data;
  }
}
