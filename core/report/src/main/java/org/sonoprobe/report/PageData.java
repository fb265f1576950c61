package org.sonoprobe.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sonoprobe.analysis.ProbeAgreement;
import org.sonoprobe.files.PlainFiles;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;

/**
 * All that the page shows of results, as plain data; the page computes nothing that is not here.
 * Numbers are those of the results to the last bit; names stand in lists, and what refers to one
 * has its place there.
 */
final class PageData {
  /** What the columns of a cell are, behind the places of its variables. */
  static final List<String> NUMBERS =
      List.of(
          "mean",
          "deviation",
          "low",
          "high",
          "chance",
          "spread",
          "resampled",
          "group",
          "count",
          "splits",
          "scored",
          "total",
          "greater",
          "floor",
          "at_chance",
          "protocol",
          "rank",
          "text",
          "sure");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Results results;
  private final List<Cell> cells;

  private PageData(Results results, List<Cell> cells) {
    this.results = results;
    this.cells = cells;
  }

  /**
   * The data of a page.
   *
   * @param cells of the results, and others beside them
   */
  static Map<String, Object> of(Results results, List<Cell> cells) throws IOException {
    return new PageData(results, cells).all();
  }

  /** The data of a page that shows a table alone. */
  static Map<String, Object> board(List<Cell> cells, List<Object> runs) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("board", Map.of("runs", runs));
    table(cells, data);
    return data;
  }

  /** All numbers of a table, in the places of their names. */
  private static void table(List<Cell> cells, Map<String, Object> data) {
    Map<Variable, Map<String, Integer>> names = new EnumMap<>(Variable.class);
    for (Variable variable : Variable.values()) {
      Map<String, Integer> places = new LinkedHashMap<>();
      cells.forEach(cell -> places.putIfAbsent(cell.at(variable), places.size()));
      names.put(variable, places);
    }
    Map<String, Object> variables = new LinkedHashMap<>();
    names.forEach(
        (variable, places) -> variables.put(variable.word(), List.copyOf(places.keySet())));
    data.put("variables", variables);
    data.put("numbers", NUMBERS);
    double[] ranks = ProbeRanks.of(cells);
    List<Object> lines = new ArrayList<>();
    for (int c = 0; c < ranks.length; c++) {
      lines.add(cell(cells.get(c), ranks[c], names));
    }
    data.put("cells", lines);
  }

  /** A script that hands data to the page, which is read from disk and so cannot fetch any. */
  static String script(String name, Object data) throws IOException {
    // JSON that is a script, too: these two end a line in old scripts
    String json =
        JSON.writeValueAsString(data).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    // in a script this name would not be one of the object's own
    json = json.replace("\"__proto__\":", "[\"__proto__\"]:");
    return "sonoprobe.take(" + JSON.writeValueAsString(name) + "," + json + ");\n";
  }

  private Map<String, Object> all() throws IOException {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", run());
    Map<String, Object> digits = new LinkedHashMap<>();
    results.experiments().forEach(each -> digits.put(each.name(), each.protocol().id()));
    data.put("protocols", digits);
    data.put("configuration", results.configuration());
    Map<String, Object> rows = results.toData();
    data.put("experiments", experiments(rows));
    table(cells, data);
    CriticalDifference.of(cells).ifPresent(critical -> data.put("critical", critical.toData()));
    data.put("answers", answers());
    data.put("costs", Costs.of(results, cells).stream().map(PageData::cost).toList());
    data.put("classes", classes());
    data.put("levels", levels());
    for (String key : List.of("drops", "ranks", "curves", "measures", "data", "notes")) {
      data.put(key, rows.getOrDefault(key, List.of()));
    }
    data.put("sizes", LearningCurves.of(results).stream().map(PageData::sizes).toList());
    data.put("agreement", ProbeAgreement.of(results).stream().map(ProbeAgreement::words).toList());
    data.put("skipped", results.skipped().stream().map(Report::words).toList());
    return data;
  }

  /** What the run says of itself. */
  private Map<String, Object> run() throws IOException {
    Map<String, Object> run = new LinkedHashMap<>();
    results.directory().ifPresent(folder -> run.put("id", String.valueOf(folder.getFileName())));
    Map<String, Object> said = results.provenance();
    for (String key :
        List.of(
            "sonoprobe",
            "java",
            "os",
            "policy",
            "started",
            "finished",
            "seeds",
            "embedding_models",
            "embeddings_computed",
            "embeddings_reused",
            "thread_seconds",
            "models")) {
      if (said.containsKey(key)) {
        run.put(key, said.get(key));
      }
    }
    return run;
  }

  /** What was run, with the words that explain its names. */
  private List<Object> experiments(Map<String, Object> rows) {
    List<Object> experiments = new ArrayList<>();
    List<?> known = (List<?>) rows.getOrDefault("experiments", List.of());
    for (int e = 0; e < known.size(); e++) {
      Map<String, Object> data = new LinkedHashMap<>();
      ((Map<?, ?>) known.get(e)).forEach((key, value) -> data.put(String.valueOf(key), value));
      data.put("given", results.experiments().get(e).isGiven());
      data.put("legend", Report.legend(results.experiments().get(e)));
      experiments.add(data);
    }
    return experiments;
  }

  private static List<Object> cell(
      Cell cell, double rank, Map<Variable, Map<String, Integer>> names) {
    List<Object> line = new ArrayList<>();
    names.forEach((variable, places) -> line.add(places.getOrDefault(cell.at(variable), 0)));
    Cell.Certainty known = cell.certainty();
    line.addAll(
        Arrays.asList(
            number(cell.mean()),
            number(cell.deviation()),
            number(known.interval().low()),
            number(known.interval().high()),
            number(known.chance()),
            number(known.spread()),
            known.resampled() ? 1 : 0,
            known.group(),
            cell.count(),
            cell.splits(),
            cell.scored(),
            cell.total(),
            cell.greaterIsBetter() ? 1 : 0,
            cell.floor() ? 1 : 0,
            cell.isAtChance() ? 1 : 0,
            cell.nature().protocol(),
            number(rank),
            TableStyle.USUAL.number(cell),
            TableStyle.USUAL.certainty(cell).strip()));
    return line;
  }

  /** What JSON knows no number for is a text there. */
  static Object number(double value) {
    return Double.isFinite(value) ? value : String.valueOf(value);
  }

  /** For each experiment, dataset and metric what its numbers say. */
  private List<Object> answers() {
    Map<List<String>, List<Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : cells) {
      groups
          .computeIfAbsent(
              List.of(
                  cell.at(Variable.EXPERIMENT),
                  cell.at(Variable.DATASET),
                  cell.at(Variable.METRIC)),
              key -> new ArrayList<>())
          .add(cell);
    }
    List<Object> answers = new ArrayList<>();
    groups.forEach(
        (key, own) -> {
          Map<String, Object> answer = new LinkedHashMap<>();
          answer.put("experiment", key.get(0));
          answer.put("dataset", key.get(1));
          answer.put("metric", key.get(2));
          answer.put("lines", Answers.of(results, own));
          answer.put("probe", Cells.firstProbe(cells, key.get(0), key.get(1)));
          answers.add(answer);
        });
    return answers;
  }

  /**
   * The scores of classes, the mean over splits and trainings: for each cell that has them their
   * values in the order of the labels.
   */
  private List<Object> classes() {
    Map<List<String>, Map<String, double[]>> sums = new HashMap<>();
    Map<List<String>, Map<String, Integer>> tracks = new HashMap<>();
    for (ScoreRow row : results.scores()) {
      if (!row.part().isEmpty() && row.isWhole()) {
        List<String> key = key(row);
        if (!Double.isNaN(row.value())) {
          double[] sum =
              sums.computeIfAbsent(key, each -> new LinkedHashMap<>())
                  .computeIfAbsent(row.part(), part -> new double[2]);
          sum[0] += row.value();
          sum[1]++;
        }
        if (row.repeat() == 1) {
          tracks
              .computeIfAbsent(key, each -> new LinkedHashMap<>())
              .merge(row.part(), row.total(), Integer::sum);
        }
      }
    }
    Map<List<String>, Integer> places = new HashMap<>();
    for (int c = 0; c < cells.size(); c++) {
      places.put(key(cells.get(c)), c);
    }
    List<Object> classes = new ArrayList<>();
    new TreeMap<>(inOrder(tracks, places))
        .forEach(
            (place, key) -> {
              Map<String, Object> own = new LinkedHashMap<>();
              Map<String, double[]> known = sums.getOrDefault(key, Map.of());
              Map<String, Integer> counts = tracks.getOrDefault(key, Map.of());
              own.put("cell", place);
              own.put("parts", List.copyOf(counts.keySet()));
              own.put("tracks", List.copyOf(counts.values()));
              own.put(
                  "values",
                  counts.keySet().stream()
                      .map(part -> known.getOrDefault(part, new double[2]))
                      .map(sum -> number(sum[1] == 0 ? Double.NaN : sum[0] / sum[1]))
                      .toList());
              classes.add(own);
            });
    return classes;
  }

  private static Map<Integer, List<String>> inOrder(
      Map<List<String>, Map<String, Integer>> tracks, Map<List<String>, Integer> places) {
    Map<Integer, List<String>> order = new HashMap<>();
    tracks
        .keySet()
        .forEach(
            key -> {
              Integer place = places.get(key);
              if (place != null) {
                order.put(place, key);
              }
            });
    return order;
  }

  private static List<String> key(ScoreRow row) {
    return List.of(
        row.experiment(),
        row.dataset(),
        row.embedding(),
        row.aggregation(),
        row.downstream(),
        row.scenario(),
        row.metric());
  }

  private static List<String> key(Cell cell) {
    return List.of(
        cell.at(Variable.EXPERIMENT),
        cell.at(Variable.DATASET),
        cell.at(Variable.EMBEDDING),
        cell.at(Variable.AGGREGATION),
        cell.at(Variable.DOWNSTREAM),
        cell.at(Variable.SCENARIO),
        cell.at(Variable.METRIC));
  }

  /** For each experiment the scenarios that are part of a sweep, with their levels. */
  private Map<String, Object> levels() {
    Map<String, Object> levels = new LinkedHashMap<>();
    for (ScoreRow row : results.wholeScores()) {
      if (!row.sweep().isEmpty()) {
        @SuppressWarnings("unchecked")
        Map<String, Object> own =
            (Map<String, Object>)
                levels.computeIfAbsent(
                    row.experiment(), key -> new LinkedHashMap<String, Object>());
        own.put(row.scenario(), List.of(row.sweep(), row.level()));
      }
    }
    return levels;
  }

  private static Map<String, Object> cost(Costs.Cost cost) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("cell", cost.place());
    data.put("milliseconds", cost.milliseconds());
    data.put("dimension", cost.dimension());
    data.put("front", cost.isOnFront());
    return data;
  }

  private static Map<String, Object> sizes(LearningCurves curves) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("experiment", curves.experiment());
    data.put("dataset", curves.dataset());
    data.put("metric", curves.metric());
    Map<String, Object> models = new LinkedHashMap<>();
    curves
        .models()
        .forEach(
            (model, points) -> {
              List<Object> line = new ArrayList<>();
              points.forEach(
                  (size, value) ->
                      line.add(List.of(size == Integer.MAX_VALUE ? "all" : size, number(value))));
              models.put(model, line);
            });
    data.put("models", models);
    return data;
  }

  /**
   * The training curve of each model, by the name of its trial.
   *
   * @param problems gets what cannot be read
   */
  static List<Object> training(Results results, List<String> problems) {
    List<Object> curves = new ArrayList<>();
    Map<List<Object>, Boolean> seen = new HashMap<>();
    for (ScoreRow row : results.wholeScores()) {
      List<Object> trial =
          List.of(
              row.experiment(),
              row.dataset(),
              row.split(),
              row.embedding(),
              row.aggregation(),
              row.downstream(),
              row.repeat());
      if (row.isWhole() && seen.putIfAbsent(trial, true) == null) {
        List<Map<String, Double>> epochs;
        try {
          epochs = results.curve(row);
        } catch (IOException e) {
          problems.add(String.valueOf(e.getMessage()));
          continue;
        }
        if (!epochs.isEmpty()) {
          Map<String, Object> curve = new LinkedHashMap<>();
          curve.put("trial", trial);
          for (String measure : epochs.get(0).keySet()) {
            curve.put(
                measure,
                epochs.stream()
                    .map(epoch -> number(epoch.getOrDefault(measure, Double.NaN)))
                    .toList());
          }
          curves.add(curve);
        }
      }
    }
    return curves;
  }

  static void write(Path file, String name, Object data) throws IOException {
    PlainFiles.writeText(file, script(name, data));
  }
}
