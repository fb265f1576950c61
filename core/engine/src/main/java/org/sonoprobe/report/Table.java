package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.sonoprobe.api.Metric;
import org.sonoprobe.run.Rank;
import org.sonoprobe.run.Results;
import org.sonoprobe.run.ScoreRow;
import org.sonoprobe.run.Scoring;
import org.sonoprobe.run.Summary;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Statistics;

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

  private static final double CONFIDENCE = 0.95;

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
   * @param mean over the splits where it is defined, and over trainings; NaN if there is none
   * @param deviation over those splits (divisor n - 1); 0 for one split
   * @param count splits where it is defined
   * @param scored tracks it rests on, over all splits
   * @param total tracks it should rest on
   * @param certainty what is known about how far it can be relied on
   */
  public record Cell(
      double mean, double deviation, int count, int scored, int total, Certainty certainty) {

    /** A number of which nothing is known but that. */
    public Cell(double mean, double deviation, int count, int scored, int total) {
      this(mean, deviation, count, scored, total, Certainty.NONE);
    }

    /** Whether it is no better than chance. */
    public boolean isAtChance(boolean greaterIsBetter) {
      return certainty.interval.isAtChance(mean, certainty.chance, greaterIsBetter);
    }
  }

  /**
   * How far a number can be relied on.
   *
   * @param interval where the mean lies with 95 % confidence: of one split by resampling its test
   *     part (the mean over trainings of the ends), of several by the deviation over splits with
   *     Nadeau and Bengio's correction
   * @param chance the mean over splits of what an answer would score that knows nothing of the
   *     audio; NaN where there is no such thing
   * @param spread the deviation over trainings from other seeds, or on resamples of the training
   *     part, the mean over splits; 0 for one
   * @param resampled whether it is that over resamples
   * @param group 1 for the best of the column and all that cannot be told from it; 0 where that is
   *     not known
   */
  public record Certainty(
      Interval interval, double chance, double spread, boolean resampled, int group) {
    /** Nothing is known. */
    public static final Certainty NONE = new Certainty(Interval.UNKNOWN, Double.NaN, 0, false, 0);
  }

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
          tables.add(table(experiment, dataset, scores, groups(results, experiment, dataset)));
        }
      }
    }
    return tables;
  }

  private static Map<Key, Integer> groups(Results results, Summary experiment, String dataset) {
    Map<Key, Integer> groups = new HashMap<>();
    for (Rank rank : results.ranks()) {
      if (rank.experiment().equals(experiment.name()) && rank.dataset().equals(dataset)) {
        groups.put(
            new Key(
                rank.embedding(),
                rank.aggregation(),
                rank.downstream(),
                rank.metric(),
                rank.scenario()),
            rank.group());
      }
    }
    return groups;
  }

  private static Table table(
      Summary experiment, String dataset, List<ScoreRow> scores, Map<Key, Integer> groups) {
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
            line.add(
                cell(
                    cells.getOrDefault(key, List.of()),
                    groups.getOrDefault(key, 0),
                    range(experiment, column.metric)));
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

  private static Metric.Range range(Summary experiment, String metric) {
    return experiment.metrics().stream()
        .filter(
            judge ->
                metric.equals(judge.metric())
                    || metric.equals(judge.metric() + ScoreRow.PER_RECORDING))
        .map(Summary.Judge::range)
        .findFirst()
        .orElse(Metric.Range.ANY);
  }

  private static Cell cell(List<ScoreRow> all, int group, Metric.Range range) {
    List<ScoreRow> scores = all.stream().filter(ScoreRow::isWhole).toList();
    Map<String, List<ScoreRow>> bySplit = new LinkedHashMap<>();
    int scored = 0;
    int total = 0;
    double share = 0;
    for (ScoreRow row : scores) {
      scored += row.scored();
      total += row.total();
      if (!Double.isNaN(row.value())) {
        bySplit.computeIfAbsent(row.split(), key -> new ArrayList<>()).add(row);
        share += (double) row.scored() / Math.max(1, row.trained()) / scores.size();
      }
    }
    double[] means = means(bySplit, ScoreRow::value);
    Interval interval =
        means.length > 1
            ? within(Statistics.correctedInterval(share, CONFIDENCE, means), range)
            : new Interval(
                mean(means(bySplit, row -> row.interval().low())),
                mean(means(bySplit, row -> row.interval().high())));
    boolean resampled = all.stream().anyMatch(ScoreRow::isResampled);
    Map<String, List<Double>> trainings = new LinkedHashMap<>();
    for (ScoreRow row : all) {
      boolean counts = resampled ? row.isResampled() : row.isWhole();
      if (counts && !Double.isNaN(row.value())) {
        trainings.computeIfAbsent(row.split(), split -> new ArrayList<>()).add(row.value());
      }
    }
    double spread =
        trainings.values().stream()
            .mapToDouble(own -> deviation(own.stream().mapToDouble(Double::doubleValue).toArray()))
            .average()
            .orElse(0);
    return new Cell(
        mean(means),
        deviation(means),
        means.length,
        scored,
        total,
        new Certainty(interval, mean(means(bySplit, ScoreRow::chance)), spread, resampled, group));
  }

  /** The part of an interval that a metric can have; none where splits do not differ at all. */
  private static Interval within(Interval interval, Metric.Range range) {
    return interval.high() - interval.low() <= ROUNDING
        ? Interval.UNKNOWN
        : new Interval(
            Math.max(range.lowest(), interval.low()), Math.min(range.highest(), interval.high()));
  }

  /** For each split the mean over trainings. */
  private static double[] means(
      Map<String, List<ScoreRow>> bySplit, ToDoubleFunction<ScoreRow> number) {
    return bySplit.values().stream()
        .mapToDouble(own -> mean(own.stream().mapToDouble(number).toArray()))
        .toArray();
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double deviation(double... values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
    return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
  }

  /**
   * Whether no row's number in this column is better, or none that is can be told from it; several
   * rows may share the best one.
   */
  public boolean isAmongBest(int row, int column) {
    int group = rows.get(row).cells.get(column).certainty.group;
    return group > 0 ? group == 1 : isBest(row, column);
  }

  /** Whether what is best in its column is known to share its place with what cannot be told. */
  public boolean hasGroups() {
    return rows.stream().flatMap(row -> row.cells.stream()).anyMatch(c -> c.certainty.group > 0);
  }

  /** Whether some number is no better than chance. */
  public boolean hasChance() {
    return rows.stream()
        .anyMatch(
            row -> {
              for (int c = 0; c < columns.size(); c++) {
                if (row.cells.get(c).isAtChance(columns.get(c).greaterIsBetter)) {
                  return true;
                }
              }
              return false;
            });
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

  /** Whether it is about predictions from elsewhere, which have neither scenarios nor probes. */
  public boolean isGiven() {
    return dataset.equals(Scoring.GIVEN)
        && rows.stream().allMatch(r -> r.downstream.equals(Scoring.GIVEN));
  }

  /** Whether an experiment is no experiment, but predictions from elsewhere. */
  static boolean isGiven(Summary experiment) {
    return experiment.datasets().equals(List.of(Scoring.GIVEN));
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
