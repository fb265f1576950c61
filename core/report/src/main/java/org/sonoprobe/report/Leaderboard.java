package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sonoprobe.results.Protocol;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.RunFiles;

/**
 * Many runs on one page: each model with each probe down, each task and dataset across by the first
 * metric of its experiment, under any scenario. Each protocol has a column of its own, so that what
 * stands in one is of one kind. Models that have a number in every column have a mean rank, too.
 */
public final class Leaderboard {
  /** The column of mean ranks. */
  static final String MEAN_RANK = "mean rank";

  private final List<Cell> cells;
  private final List<Object> runs;
  private final List<String> unfinished;

  private Leaderboard(List<Cell> cells, List<Object> runs, List<String> unfinished) {
    this.unfinished = List.copyOf(unfinished);
    this.cells = List.copyOf(cells);
    this.runs = runs;
  }

  /**
   * The leaderboard of all runs in a folder that have scores.
   *
   * @param published numbers from elsewhere that stand beside them
   * @throws IOException if there are none, or a run cannot be read
   */
  public static Leaderboard of(Path runs, List<Cell> published) throws IOException {
    List<Cell> all = new ArrayList<>();
    List<Object> described = new ArrayList<>();
    List<String> unfinished = new ArrayList<>();
    for (String id : RunDirectory.ids(runs)) {
      RunDirectory directory = RunDirectory.existing(runs, id);
      if (Files.exists(directory.file(RunFiles.RESULTS))
          && !Results.areOfEarlierVersion(directory)) {
        Results results = Results.read(directory);
        List<Cell> own = mainMetrics(Cells.marked(results));
        all.addAll(own);
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("id", id);
        run.put("scores", own.size());
        run.put("skipped", results.skipped().size());
        described.add(run);
      } else {
        unfinished.add(id);
      }
    }
    all.addAll(published);
    if (all.isEmpty()) {
      throw new IOException("there is no run with scores in " + runs.toAbsolutePath());
    }
    List<Cell> told = Cells.probesToldApart(all);
    List<Cell> cells = new ArrayList<>();
    Set<List<String>> twice = twice(told);
    for (Cell each : told) {
      Cell cell = each;
      if (twice.contains(place(cell))) {
        cell =
            cell.with(
                Variable.SOURCE,
                sourceOf(cell) + " / " + cell.at(Variable.EXPERIMENT) + protocolOf(cell));
      }
      cells.add(
          cell.with(Variable.DATASET, column(cell))
              .with(Variable.SOURCE, sourceOf(cell))
              .with(Variable.TASK, "")
              .with(Variable.METRIC, "")
              .with(Variable.EXPERIMENT, ""));
    }
    cells.addAll(meanRanks(cells));
    return new Leaderboard(cells, described, unfinished);
  }

  /** All its numbers: the dataset of each says task, dataset and metric. */
  public List<Cell> cells() {
    return cells;
  }

  /** The runs in the folder that are not finished, or were written by an earlier version. */
  public List<String> unfinished() {
    return unfinished;
  }

  /** Writes its page. */
  public void writeTo(Path folder) throws IOException {
    Page.write(folder, PageData.board(cells, runs));
  }

  private static String column(Cell cell) {
    List<String> parts = new ArrayList<>();
    for (Variable variable : List.of(Variable.DATASET, Variable.TASK, Variable.METRIC)) {
      if (!cell.at(variable).isEmpty()) {
        parts.add(cell.at(variable));
      }
    }
    return String.join(" · ", parts)
        + (cell.greaterIsBetter() ? "" : " ↓")
        + (protocolOf(cell).isEmpty() ? " @" + cell.at(Variable.SOURCE) : protocolOf(cell));
  }

  private static String sourceOf(Cell cell) {
    String source = cell.at(Variable.SOURCE);
    return source.substring(0, source.length() - protocolOf(cell).length());
  }

  /** What {@link Cells#marked} put behind the source; nothing of what was published. */
  private static String protocolOf(Cell cell) {
    String mark = " @" + Protocol.ofExperiment(cell.nature().protocol());
    return cell.at(Variable.SOURCE).endsWith(mark) ? mark : "";
  }

  private static List<String> place(Cell cell) {
    return List.of(
        sourceOf(cell),
        column(cell),
        cell.at(Variable.EMBEDDING),
        cell.at(Variable.AGGREGATION),
        cell.at(Variable.DOWNSTREAM),
        cell.at(Variable.SCENARIO));
  }

  /** Places that several experiments of a run would have, so that they need its name. */
  private static Set<List<String>> twice(List<Cell> cells) {
    Set<List<String>> once = new HashSet<>();
    Set<List<String>> twice = new HashSet<>();
    for (Cell cell : cells) {
      if (!once.add(place(cell))) {
        twice.add(place(cell));
      }
    }
    return twice;
  }

  /** Only what the first metric of each experiment says. */
  private static List<Cell> mainMetrics(List<Cell> all) {
    Map<List<String>, String> first = new HashMap<>();
    List<Cell> main = new ArrayList<>();
    for (Cell cell : all) {
      String metric =
          first.computeIfAbsent(
              List.of(
                  cell.at(Variable.SOURCE),
                  cell.at(Variable.EXPERIMENT),
                  cell.at(Variable.TASK),
                  cell.at(Variable.DATASET)),
              key -> cell.at(Variable.METRIC));
      if (cell.at(Variable.METRIC).equals(metric)) {
        main.add(cell);
      }
    }
    return main;
  }

  /**
   * The mean rank of each model with each probe under each scenario, over all columns; none if
   * there is but one column, the scenario is another in some run, or the model lacks a column.
   */
  private static List<Cell> meanRanks(List<Cell> cells) {
    Map<List<String>, List<Cell>> columns = new LinkedHashMap<>();
    for (Cell cell : cells) {
      if (!Double.isNaN(cell.mean())) {
        columns
            .computeIfAbsent(
                List.of(cell.at(Variable.SCENARIO), cell.at(Variable.DATASET)),
                key -> new ArrayList<>())
            .add(cell);
      }
    }
    // a scenario that does something else in another run has no ranks
    Set<String> unequal = new HashSet<>();
    for (List<Cell> column : columns.values()) {
      if (column.stream().map(cell -> cell.nature().protocol()).distinct().count() > 1) {
        unequal.add(column.get(0).at(Variable.SCENARIO));
      }
    }
    columns.keySet().removeIf(key -> unequal.contains(key.get(0)));
    Map<String, Set<String>> datasets = new LinkedHashMap<>();
    Map<List<String>, List<Double>> ranks = new LinkedHashMap<>();
    Map<List<String>, Cell> models = new HashMap<>();
    for (List<Cell> column : columns.values()) {
      datasets
          .computeIfAbsent(column.get(0).at(Variable.SCENARIO), key -> new LinkedHashSet<>())
          .add(column.get(0).at(Variable.DATASET));
      for (Cell cell : column) {
        double sign = cell.greaterIsBetter() ? 1 : -1;
        long better =
            column.stream().filter(other -> sign * other.mean() > sign * cell.mean()).count();
        long equal = column.stream().filter(other -> other.mean() == cell.mean()).count();
        List<String> model =
            List.of(
                cell.at(Variable.SCENARIO),
                cell.at(Variable.SOURCE),
                cell.at(Variable.EMBEDDING),
                cell.at(Variable.AGGREGATION),
                cell.at(Variable.DOWNSTREAM));
        models.putIfAbsent(model, cell);
        ranks.computeIfAbsent(model, key -> new ArrayList<>()).add(1 + better + (equal - 1) / 2.0);
      }
    }
    List<Cell> means = new ArrayList<>();
    ranks.forEach(
        (model, own) -> {
          Cell cell = models.get(model);
          int wanted = datasets.getOrDefault(model.get(0), Set.of()).size();
          if (cell != null && wanted > 1 && own.size() == wanted) { // one number a column
            double mean = own.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            means.add(
                Cell.of(cell.with(Variable.DATASET, MEAN_RANK).place(), false, mean)
                    .under(MEAN_RANK));
          }
        });
    return means;
  }
}
