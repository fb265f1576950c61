package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sonoprobe.results.MeasuredRow;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.Robustness;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.statistics.Interval;

/**
 * A table of texts.
 *
 * @param title what it is about
 * @param lines a header, then a line for each model
 * @param remarks what a reader should know
 */
record CellTable(String title, List<List<String>> lines, List<String> remarks) {

  /** All that a report shows beside the scores. */
  static List<CellTable> of(Results results) {
    List<CellTable> tables = new ArrayList<>();
    tables.addAll(curves(results));
    tables.addAll(measures(results));
    for (LearningCurves curves : LearningCurves.of(results)) {
      tables.add(new CellTable(curves.title(), curves.cells(), List.of()));
    }
    return tables;
  }

  /** For each sweep and metric the score of each model at each level. */
  private static List<CellTable> curves(Results results) {
    Map<List<String>, List<Robustness>> groups = new LinkedHashMap<>();
    for (Robustness curve : results.curves()) {
      groups
          .computeIfAbsent(
              List.of(curve.experiment(), curve.dataset(), curve.metric(), curve.sweep()),
              key -> new ArrayList<>())
          .add(curve);
    }
    List<CellTable> tables = new ArrayList<>();
    groups.forEach((key, own) -> tables.add(curves(results, key, own)));
    return tables;
  }

  private static CellTable curves(Results results, List<String> key, List<Robustness> curves) {
    Map<List<String>, Map<Double, List<ScoreRow>>> rows = new LinkedHashMap<>();
    List<Double> levels = new ArrayList<>();
    for (ScoreRow row : results.wholeScores()) {
      if (row.isWhole()
          && List.of(row.experiment(), row.dataset(), row.metric(), row.sweep()).equals(key)) {
        if (!levels.contains(row.level())) {
          levels.add(row.level());
        }
        rows.computeIfAbsent(
                List.of(row.embedding(), row.aggregation(), row.downstream()),
                model -> new TreeMap<>())
            .computeIfAbsent(row.level(), level -> new ArrayList<>())
            .add(row);
      }
    }
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("model", "clean"));
    levels.forEach(level -> header.add(number(level)));
    header.addAll(List.of("area", "half lost at"));
    lines.add(header);
    for (Robustness curve : curves) {
      List<String> line = new ArrayList<>();
      line.add(curve.place().model().words());
      line.add(share(curve.clean()));
      Map<Double, List<ScoreRow>> own =
          rows.getOrDefault(
              List.of(curve.embedding(), curve.aggregation(), curve.downstream()), Map.of());
      for (double level : levels) {
        line.add(
            share(
                own.getOrDefault(level, List.of()).stream()
                    .mapToDouble(ScoreRow::value)
                    .average()
                    .orElse(Double.NaN)));
      }
      boolean none = Double.isNaN(curve.area());
      line.add(none ? curve.why() : share(curve.area()) + within(curve.areaInterval(), "%.2f"));
      line.add(
          none || Double.isNaN(curve.half())
              ? "–"
              : (curve.before() ? "before " : "")
                  + number(curve.half())
                  + within(curve.halfInterval(), "%.1f"));
      lines.add(line);
    }
    return new CellTable(
        key.get(0) + ", " + key.get(1) + ": " + key.get(2) + " over " + key.get(3),
        lines,
        List.of(
            "area: the mean over the range of levels of what is kept of the score above chance, 1"
                + " where nothing is lost; half lost at: the level at which half of it is gone, going"
                + " from left to right; both with 95 % confidence over the same test tracks",
            "a model that cannot be told from chance on clean audio has nothing to lose, and is not"
                + " robust"));
  }

  /** For each measure what it says of each model under each scenario, or of each sweep. */
  private static List<CellTable> measures(Results results) {
    Map<List<String>, Map<String, Map<String, MeasuredRow>>> groups = new LinkedHashMap<>();
    for (MeasuredRow row : results.measures()) {
      String kind = row.measure().substring(0, row.measure().indexOf(": "));
      boolean ofSweep = row.scenario().isEmpty();
      String what = row.measure().substring(kind.length() + 2);
      String model =
          row.embedding() + (row.aggregation().equals("mean") ? "" : " / " + row.aggregation());
      groups
          .computeIfAbsent(
              List.of(
                  row.experiment(),
                  row.dataset(),
                  ofSweep ? kind + " over " + row.sweep() : kind + ": " + what),
              key -> new LinkedHashMap<>())
          .computeIfAbsent(model, key -> new LinkedHashMap<>())
          .put(ofSweep ? what : row.scenario(), row);
    }
    List<CellTable> tables = new ArrayList<>();
    groups.forEach(
        (key, models) -> {
          List<String> columns =
              models.values().stream().flatMap(own -> own.keySet().stream()).distinct().toList();
          List<List<String>> lines = new ArrayList<>();
          List<String> header = new ArrayList<>(List.of("model"));
          header.addAll(columns);
          lines.add(header);
          models.forEach(
              (model, own) -> {
                List<String> line = new ArrayList<>(List.of(model));
                for (String column : columns) {
                  MeasuredRow row = own.get(column);
                  line.add(row == null ? "–" : share(row.value()) + within(row.interval(), "%.2f"));
                }
                lines.add(line);
              });
          tables.add(
              new CellTable(key.get(0) + ", " + key.get(1) + ": " + key.get(2), lines, List.of()));
        });
    return tables;
  }

  private static String within(Interval interval, String format) {
    return interval.isKnown()
        ? " "
            + String.format(Locale.ROOT, format, interval.low())
            + (interval.low() < 0 ? " to " : "–")
            + String.format(Locale.ROOT, format, interval.high()).replaceAll("^-(0\\.0+)$", "$1")
        : "";
  }

  private static String share(double value) {
    return Double.isNaN(value)
        ? "–"
        : String.format(Locale.ROOT, "%.3f", value).replaceAll("^-(0\\.0+)$", "$1");
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
