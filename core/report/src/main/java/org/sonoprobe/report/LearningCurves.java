package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;

/**
 * The growth of the score on clean audio with the number of training tracks, by each experiment's
 * first metric.
 *
 * @param experiment the experiment's name
 * @param dataset the dataset's name
 * @param metric the metric's label
 * @param models for each {@code embedding / probe} the mean over splits and trainings by the number
 *     of training tracks, the whole training part (of which splits may differ) as its largest
 */
public record LearningCurves(
    String experiment,
    String dataset,
    String metric,
    Map<String, TreeMap<Integer, Double>> models) {

  /** One for each experiment and dataset with subsets; none if there are none. */
  public static List<LearningCurves> of(Results results) {
    Map<List<String>, LearningCurves> curves = new LinkedHashMap<>();
    Map<List<Object>, List<Double>> values = new LinkedHashMap<>();
    for (ScoreRow row : results.wholeScores()) {
      boolean first =
          results.experiments().stream()
              .filter(experiment -> experiment.name().equals(row.experiment()))
              .anyMatch(
                  experiment ->
                      !experiment.metrics().isEmpty()
                          && experiment.metrics().get(0).metric().equals(row.metric()));
      if (first
          && row.scenario().equals(Scenario.CLEAN.name())
          && (row.isSubset() || row.isWhole())
          && !Double.isNaN(row.value())) {
        String model = row.place().model().words();
        int tracks = row.isWhole() ? Integer.MAX_VALUE : row.subset();
        values
            .computeIfAbsent(
                List.of(row.experiment(), row.dataset(), row.metric(), model, tracks),
                key -> new ArrayList<>())
            .add(row.value());
      }
    }
    values.forEach(
        (key, own) -> {
          LearningCurves curve =
              curves.computeIfAbsent(
                  List.of((String) key.get(0), (String) key.get(1)),
                  place ->
                      new LearningCurves(
                          place.get(0), place.get(1), (String) key.get(2), new LinkedHashMap<>()));
          curve
              .models
              .computeIfAbsent((String) key.get(3), model -> new TreeMap<>())
              .put(
                  (Integer) key.get(4),
                  own.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN));
        });
    return curves.values().stream()
        .filter(curve -> curve.models.values().stream().anyMatch(points -> points.size() > 1))
        .toList();
  }

  /** Numbers of training tracks in ascending order, the whole part last. */
  List<Integer> sizes() {
    TreeMap<Integer, Boolean> sizes = new TreeMap<>();
    models.values().forEach(points -> points.keySet().forEach(size -> sizes.put(size, true)));
    return List.copyOf(sizes.keySet());
  }

  /** Its lines as cells: a header, then a line per model. */
  List<List<String>> cells() {
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("model"));
    sizes().forEach(size -> header.add(size == Integer.MAX_VALUE ? "all" : size + " tracks"));
    lines.add(header);
    models.forEach(
        (model, points) -> {
          List<String> line = new ArrayList<>(List.of(model));
          for (int size : sizes()) {
            Double value = points.get(size);
            line.add(value == null ? "–" : String.format(Locale.ROOT, "%.3f", value));
          }
          lines.add(line);
        });
    return lines;
  }

  /** What it is, in words. */
  String title() {
    return experiment + ", " + dataset + ": " + metric + " on clean audio by training tracks";
  }
}
