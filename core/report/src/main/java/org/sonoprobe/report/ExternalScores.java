package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.files.Csv;

/**
 * Scores that others published, to stand beside one's own. They are marked by where they are from:
 * a number under another protocol is never the best of ours.
 *
 * <p>Two forms of CSV are read. Long: a row for each number, with a column {@code value}, {@code
 * score}, {@code mean} or {@code value_percent} and any of {@code task, dataset, embedding (or
 * model, feature), downstream (or probe), aggregation, scenario, metric, experiment}; other columns
 * are passed over. Wide, as leaderboards have it: a row for each model, named in the first column
 * or that called {@code model}, and a column of numbers for each task; columns without any number
 * are passed over.
 */
public final class ExternalScores {
  private static final Map<String, Double> VALUES =
      Map.of("value", 1.0, "score", 1.0, "mean", 1.0, "value_percent", 0.01);

  /** Names of metrics in the thesis, with ours. */
  private static final Map<String, String> METRICS =
      Map.of(
          "micro_f1", "f1_micro",
          "macro_f1", "f1_macro",
          "auc_roc", "roc_auc_macro",
          "auc_pr", "average_precision_macro",
          "micro_weighted", "weighted_key_score",
          "macro_weighted", "weighted_key_score_macro");

  /** Words in the names of metrics of which less is better. */
  private static final Set<String> ERRORS = Set.of("error", "loss", "mae", "mse", "rmse", "mape");

  private ExternalScores() {}

  /**
   * Reads a file.
   *
   * @param source what it is called beside others
   * @throws IOException naming file and line, if it is missing, has neither form or a number is
   *     none
   */
  public static List<Cell> read(Path file, String source) throws IOException {
    Csv csv = Csv.read(file, ',');
    Map<String, Integer> columns = new HashMap<>();
    for (int c = 0; c < csv.columns().size(); c++) {
      columns.put(csv.columns().get(c).toLowerCase(Locale.ROOT), c);
    }
    String value =
        VALUES.keySet().stream().filter(columns::containsKey).sorted().findFirst().orElse("");
    String mark = source + " (elsewhere)";
    List<Cell> cells =
        value.isEmpty() ? wide(file, csv, mark) : longForm(file, csv, columns, value, mark);
    if (cells.isEmpty()) {
      throw new IOException(
          file
              + " has no scores: it needs a column value, score, mean or value_percent, or a row for"
              + " each model and a column of numbers for each task; it has the columns "
              + String.join(", ", csv.columns()));
    }
    return cells;
  }

  private static List<Cell> longForm(
      Path file, Csv csv, Map<String, Integer> columns, String value, String source)
      throws IOException {
    Map<Variable, Integer> places = new EnumMap<>(Variable.class);
    columns.forEach(
        (name, place) -> {
          for (Variable variable : Variable.values()) {
            if (isNameOf(name, variable)) {
              places.put(variable, place);
            }
          }
        });
    List<Cell> cells = new ArrayList<>();
    for (int r = 0; r < csv.rows().size(); r++) {
      List<String> row = csv.rows().get(r);
      String text = row.get(columns.getOrDefault(value, 0));
      if (text.isBlank()) {
        continue;
      }
      double number;
      try {
        number = scaled(text, VALUES.getOrDefault(value, 1.0));
      } catch (NumberFormatException e) {
        throw new IOException(
            file + ":" + csv.lines().get(r) + ": " + value + " is no number: " + text, e);
      }
      Map<Variable, String> place = new EnumMap<>(Variable.class);
      places.forEach((variable, column) -> place.put(variable, Csv.plain(row.get(column))));
      place.put(Variable.SOURCE, source);
      place.computeIfPresent(Variable.METRIC, (key, name) -> METRICS.getOrDefault(name, name));
      place.merge(
          Variable.SCENARIO, Scenario.CLEAN.name(), (own, clean) -> isClean(own) ? clean : own);
      cells.add(Cell.of(place, greaterIsBetter(place.getOrDefault(Variable.METRIC, "")), number));
    }
    return cells;
  }

  /** What the thesis calls a metric of ours. */
  static String thesisName(String metric) {
    return METRICS.entrySet().stream()
        .filter(each -> each.getValue().equals(metric))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(metric);
  }

  /** As it was written: a percentage of 83.7 is the number nearest to 0.837. */
  private static double scaled(String text, double scale) {
    return scale == 1
        ? Double.parseDouble(text.strip())
        : new java.math.BigDecimal(text.strip()).movePointLeft(2).doubleValue();
  }

  private static boolean isNameOf(String name, Variable variable) {
    try {
      return Variable.of(name) == variable && variable != Variable.SOURCE;
    } catch (IllegalArgumentException e) {
      return false; // a column that says nothing of scores
    }
  }

  private static boolean isClean(String scenario) {
    return scenario.isBlank()
        || scenario.equalsIgnoreCase("C")
        || scenario.equalsIgnoreCase("none");
  }

  private static boolean greaterIsBetter(String metric) {
    return ERRORS.stream().noneMatch(metric.toLowerCase(Locale.ROOT)::contains);
  }

  private static List<Cell> wide(Path file, Csv csv, String source) throws IOException {
    int names =
        Math.max(
            0,
            csv.columns().stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .toList()
                .indexOf("model"));
    List<Cell> cells = new ArrayList<>();
    for (int c = 0; c < csv.columns().size(); c++) {
      int column = c;
      boolean numbers =
          c != names && csv.rows().stream().anyMatch(row -> isNumber(row.get(column)));
      for (int r = 0; r < csv.rows().size() && numbers; r++) {
        String text = csv.rows().get(r).get(c);
        if (text.isBlank() || text.equals("-") || text.equalsIgnoreCase("nan")) {
          continue;
        }
        if (!isNumber(text)) {
          throw new IOException(
              file
                  + ":"
                  + csv.lines().get(r)
                  + ": '"
                  + csv.columns().get(c)
                  + "' is no number: "
                  + text);
        }
        Map<Variable, String> place = new EnumMap<>(Variable.class);
        place.put(Variable.SOURCE, source);
        place.put(Variable.EMBEDDING, Csv.plain(csv.rows().get(r).get(names)));
        place.put(Variable.DATASET, csv.columns().get(c));
        place.put(Variable.METRIC, "score");
        place.put(Variable.SCENARIO, Scenario.CLEAN.name());
        cells.add(Cell.of(place, true, Double.parseDouble(text.strip())));
      }
    }
    return cells;
  }

  private static boolean isNumber(String text) {
    return text.strip().matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  }
}
