package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sonoprobe.run.Results;
import org.sonoprobe.run.ScoreRow;
import org.sonoprobe.run.Summary;

/**
 * The thesis's table: one task and dataset, a row for each embedding model, aggregation and
 * downstream model, a column for each metric and scenario.
 *
 * @param experiment its name
 * @param task its task
 * @param dataset the dataset's name
 * @param splits how many splits each number is the mean of
 * @param columns metric and scenario of each column, in order
 * @param rows in the order of the experiment's lists
 */
public record Table(
    String experiment,
    String task,
    String dataset,
    int splits,
    List<Column> columns,
    List<Row> rows) {
  /** Means of the same scores may differ by this much when summed in another order. */
  private static final double ROUNDING = 1e-12;

  /** A metric under a scenario. */
  public record Column(String metric, String scenario, boolean greaterIsBetter) {}

  /**
   * An embedding model with a downstream model.
   *
   * @param aggregation how frames became vectors
   */
  public record Row(String embedding, String aggregation, String downstream, List<Cell> cells) {}

  /**
   * One number.
   *
   * @param mean over the splits where it is defined; NaN if there is none
   * @param deviation over those splits (divisor n - 1); 0 for one split
   * @param count splits where it is defined
   * @param scored tracks it rests on, over all splits
   * @param total tracks it should rest on
   */
  public record Cell(double mean, double deviation, int count, int scored, int total) {}

  private record Key(
      String embedding, String aggregation, String downstream, String metric, String scenario) {}

  /** A table for each experiment and dataset that has scores. */
  public static List<Table> of(Results results) {
    List<Table> tables = new ArrayList<>();
    for (Summary experiment : results.experiments()) {
      for (String dataset : experiment.datasets()) {
        List<ScoreRow> scores =
            results.wholeScores().stream()
                .filter(
                    row ->
                        row.experiment().equals(experiment.name()) && row.dataset().equals(dataset))
                .toList();
        if (!scores.isEmpty()) {
          tables.add(table(experiment, dataset, scores));
        }
      }
    }
    return tables;
  }

  private static Table table(Summary experiment, String dataset, List<ScoreRow> scores) {
    Map<Key, List<ScoreRow>> cells = new LinkedHashMap<>();
    Set<String> splits = new LinkedHashSet<>();
    for (ScoreRow row : scores) {
      cells
          .computeIfAbsent(
              new Key(
                  row.embedding(),
                  row.aggregation(),
                  row.downstream(),
                  row.metric(),
                  row.scenario()),
              key -> new ArrayList<>())
          .add(row);
      splits.add(row.split());
    }
    List<Column> columns = new ArrayList<>();
    Set<String> scored = new LinkedHashSet<>();
    scores.forEach(row -> scored.add(row.metric()));
    for (Summary.Judge judge : experiment.metrics()) {
      for (String metric : List.of(judge.metric(), judge.metric() + ScoreRow.PER_RECORDING)) {
        if (metric.equals(judge.metric()) || scored.contains(metric)) {
          experiment
              .allScenarios()
              .forEach(
                  scenario -> columns.add(new Column(metric, scenario, judge.greaterIsBetter())));
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Summary.Part embedding : experiment.embeddings()) {
      for (String aggregation : experiment.aggregations()) {
        for (Summary.Part downstream : experiment.downstream()) {
          List<Cell> line = new ArrayList<>();
          for (Column column : columns) {
            Key key =
                new Key(
                    embedding.name(),
                    aggregation,
                    downstream.name(),
                    column.metric,
                    column.scenario);
            line.add(cell(cells.getOrDefault(key, List.of())));
          }
          if (line.stream().anyMatch(cell -> cell.total > 0)) {
            rows.add(new Row(embedding.name(), aggregation, downstream.name(), line));
          }
        }
      }
    }
    return new Table(
        experiment.name(), experiment.task().name(), dataset, splits.size(), columns, rows);
  }

  private static Cell cell(List<ScoreRow> scores) {
    int scored = 0;
    int total = 0;
    int count = 0;
    double sum = 0;
    for (ScoreRow row : scores) {
      scored += row.scored();
      total += row.total();
      if (!Double.isNaN(row.value())) {
        sum += row.value();
        count++;
      }
    }
    double mean = count == 0 ? Double.NaN : sum / count;
    double squares = 0;
    for (ScoreRow row : scores) {
      squares += Double.isNaN(row.value()) ? 0 : (row.value() - mean) * (row.value() - mean);
    }
    return new Cell(mean, count < 2 ? 0 : Math.sqrt(squares / (count - 1)), count, scored, total);
  }

  /** Whether no row's number in this column is better; several rows may share the best one. */
  public boolean isBest(int row, int column) {
    double value = rows.get(row).cells.get(column).mean;
    double sign = columns.get(column).greaterIsBetter ? 1 : -1;
    double best =
        rows.stream()
            .mapToDouble(other -> sign * other.cells.get(column).mean)
            .filter(other -> !Double.isNaN(other))
            .max()
            .orElse(Double.NaN);
    return sign * value >= best - ROUNDING;
  }

  /** Whether rows differ in how frames became vectors, so that it needs a column. */
  public boolean hasAggregations() {
    return rows.stream().map(Row::aggregation).distinct().count() > 1;
  }

  /** Whether some number rests on fewer tracks than it should. */
  public boolean isPartial() {
    return rows.stream()
        .flatMap(row -> row.cells.stream())
        .anyMatch(cell -> cell.scored < cell.total || cell.count < splits);
  }
}
