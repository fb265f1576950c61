package org.sonoprobe.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.files.Csv;

/**
 * Scores that others published, to stand beside one's own. They are marked by where they are from:
 * a number under another protocol is never the best of ours.
 *
 * <p>Two forms of CSV are read. Long: a row for each number, with a column {@code value}, {@code
 * score}, {@code mean} or {@code value_percent}, one of {@code task, dataset, metric} and any of
 * {@code embedding (or model, feature), downstream (or probe), aggregation, scenario, experiment}.
 * Wide, as leaderboards have it: a row for each model, named in the first column or that called
 * {@code model}, and a column of numbers, or of percentages as {@code 60.0%}, for each task.
 * Columns that are none of these, and in the wide form those with a text in them or that are called
 * rank, memory, parameters, dimension, tokens, mean or average, are passed over, and named.
 *
 * @param cells the numbers
 * @param passedOver the columns that say nothing of scores
 */
public record ExternalScores(List<Cell> cells, List<String> passedOver) {
  /** Columns of leaderboards that are no task. */
  private static final Pattern NO_TASK =
      Pattern.compile(
          "\\b(rank|memory|param|parameters|dimensions?|tokens|mean|average|avg|zero-shot)\\b");

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
  private static final Set<String> ERRORS =
      Set.of("error", "loss", "mae", "mse", "rmse", "mape", "eer", "wer", "cer", "distance");

  public ExternalScores {
    cells = List.copyOf(cells);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * Reads a file.
   *
   * @param source what it is called beside others
   * @throws IOException naming file and line, if it is missing, has neither form or a number is
   *     none
   */
  public static ExternalScores read(Path file, String source) throws IOException {
    Csv csv = Csv.read(file, ',');
    Map<String, Integer> columns = new HashMap<>();
    for (int c = 0; c < csv.columns().size(); c++) {
      String name = csv.columns().get(c).strip().toLowerCase(Locale.ROOT);
      if (columns.put(name, c) != null && !name.isEmpty()) {
        throw new IOException(file + " has two columns '" + name + "'; leave one out");
      }
    }
    List<String> values = VALUES.keySet().stream().filter(columns::containsKey).sorted().toList();
    boolean isLong =
        !values.isEmpty()
            && List.of("task", "dataset", "metric").stream().anyMatch(columns::containsKey);
    if (isLong && values.size() > 1) {
      throw new IOException(
          file + " has several columns of values: " + String.join(", ", values) + "; leave one in");
    }
    List<String> passedOver = new ArrayList<>();
    String mark = source + " (elsewhere)";
    List<Cell> cells =
        isLong
            ? longForm(file, csv, columns, values.get(0), mark, passedOver)
            : wide(csv, mark, passedOver);
    if (cells.isEmpty()) {
      throw new IOException(
          ("%s has no scores: it needs a column value, score, mean or value_percent "
                  + "beside one of task, dataset or metric, or a row for each model and a column "
                  + "of numbers for each task; it has the columns %s")
              .formatted(file, String.join(", ", csv.columns())));
    }
    Set<Map<Variable, String>> places = new HashSet<>();
    for (Cell cell : cells) {
      if (!places.add(cell.place())) {
        throw new IOException(
            file
                + " has two scores of "
                + cell.place().values().stream()
                    .filter(value -> !value.isEmpty())
                    .collect(Collectors.joining(" / "))
                + "; leave one out");
      }
    }
    return new ExternalScores(cells, passedOver);
  }

  private static List<Cell> longForm(
      Path file,
      Csv csv,
      Map<String, Integer> columns,
      String value,
      String source,
      List<String> passedOver)
      throws IOException {
    Map<Variable, Integer> places = new EnumMap<>(Variable.class);
    for (int c = 0; c < csv.columns().size(); c++) {
      String name = csv.columns().get(c).strip().toLowerCase(Locale.ROOT);
      Optional<Variable> variable =
          Stream.of(Variable.values()).filter(each -> isNameOf(name, each)).findFirst();
      if (variable.isPresent()) {
        Integer other = places.put(variable.get(), c);
        if (other != null) {
          throw new IOException(
              "%s has two columns for the %s: %s and %s; leave one out"
                  .formatted(
                      file, variable.get().word(), csv.columns().get(other), csv.columns().get(c)));
        }
      } else if (!name.equals(value)) {
        passedOver.add(csv.columns().get(c));
      }
    }
    List<Cell> cells = new ArrayList<>();
    for (int r = 0; r < csv.rows().size(); r++) {
      List<String> row = csv.rows().get(r);
      String text = row.get(columns.getOrDefault(value, 0));
      if (text.isBlank()) {
        continue;
      }
      if (!isNumber(text)) {
        throw new IOException(
            file + ":" + csv.lines().get(r) + ": " + value + " is no number: " + text);
      }
      double number = scaled(text, VALUES.getOrDefault(value, 1.0));
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

  /** As it was written: a percentage of 83.7 is the number nearest to 0.837. */
  private static double scaled(String text, double scale) {
    String plain = text.strip();
    boolean percent = plain.endsWith("%");
    BigDecimal number = new BigDecimal(percent ? plain.substring(0, plain.length() - 1) : plain);
    return (percent || scale != 1 ? number.movePointLeft(2) : number).doubleValue();
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

  private static List<Cell> wide(Csv csv, String source, List<String> passedOver) {
    List<String> titles =
        csv.columns().stream().map(each -> each.strip().toLowerCase(Locale.ROOT)).toList();
    int names = Math.max(0, titles.indexOf("model"));
    List<Cell> cells = new ArrayList<>();
    for (int c = 0; c < csv.columns().size(); c++) {
      int column = c;
      List<String> texts = csv.rows().stream().map(row -> row.get(column).strip()).toList();
      boolean task =
          c != names
              && !NO_TASK.matcher(titles.get(c)).find()
              && texts.stream().anyMatch(ExternalScores::isNumber)
              && texts.stream().allMatch(text -> isNumber(text) || isNothing(text));
      if (!task && c != names) {
        passedOver.add(csv.columns().get(c));
      }
      for (int r = 0; r < texts.size() && task; r++) {
        if (isNumber(texts.get(r))) {
          Map<Variable, String> place = new EnumMap<>(Variable.class);
          place.put(Variable.SOURCE, source);
          place.put(Variable.EMBEDDING, Csv.plain(csv.rows().get(r).get(names)));
          place.put(Variable.DATASET, csv.columns().get(c).strip());
          place.put(Variable.METRIC, "score");
          place.put(Variable.SCENARIO, Scenario.CLEAN.name());
          cells.add(Cell.of(place, true, scaled(texts.get(r), 1)));
        }
      }
    }
    if (cells.isEmpty()) {
      passedOver.clear();
    }
    return cells;
  }

  /** What leaderboards write where a model has no score. */
  private static boolean isNothing(String text) {
    return Set.of("", "-", "–", "nan", "n/a", "na").contains(text.toLowerCase(Locale.ROOT));
  }

  private static boolean isNumber(String text) {
    return text.strip().matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?%?");
  }
}
