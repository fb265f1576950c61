package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.run.Rank;
import org.sonoprobe.run.Results;
import org.sonoprobe.run.ScoreRow;
import org.sonoprobe.run.Scoring;
import org.sonoprobe.run.Summary;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Statistics;

/** All numbers of results, each the mean over splits and trainings: what every table is made of. */
public final class Cells {
  /** Means of the same scores may differ by this much when summed in another order. */
  static final double ROUNDING = 1e-12;

  private static final double CONFIDENCE = 0.95;

  /** Components that know nothing of the audio or have learnt nothing. */
  private static final Set<String> FLOORS =
      Set.of("random", "untrained", "duration_loudness", "prior");

  private Cells() {}

  /** The numbers of a run, in the order of its experiments' lists. */
  public static List<Cell> of(Results results) {
    return of(
        results,
        results.directory().map(folder -> String.valueOf(folder.getFileName())).orElse(""));
  }

  /**
   * The numbers of a run.
   *
   * @param source what it is called beside others
   */
  public static List<Cell> of(Results results, String source) {
    Map<List<String>, List<ScoreRow>> rows = new HashMap<>();
    for (ScoreRow row : results.wholeScores()) {
      rows.computeIfAbsent(
              List.of(
                  row.experiment(),
                  row.dataset(),
                  row.embedding(),
                  row.aggregation(),
                  row.downstream(),
                  row.metric(),
                  row.scenario()),
              key -> new ArrayList<>())
          .add(row);
    }
    Map<List<String>, Integer> groups = new HashMap<>();
    for (Rank rank : results.ranks()) {
      groups.put(
          List.of(
              rank.experiment(),
              rank.dataset(),
              rank.embedding(),
              rank.aggregation(),
              rank.downstream(),
              rank.metric(),
              rank.scenario()),
          rank.group());
    }
    Protocols protocols = Protocols.of(results);
    List<Cell> cells = new ArrayList<>();
    for (Summary experiment : results.experiments()) {
      for (String dataset : experiment.datasets()) {
        cells.addAll(new Experiment(source, experiment, dataset, rows, groups, protocols).cells());
      }
    }
    return cells;
  }

  /** The numbers of a run that stand beside those of others: their source says the protocol. */
  public static List<Cell> marked(Results results) {
    return of(results).stream()
        .map(
            cell ->
                cell.with(
                    Variable.SOURCE,
                    cell.at(Variable.SOURCE) + " @" + Protocols.base(cell.nature().protocol())))
        .toList();
  }

  /**
   * The probe that a report begins with: that of the model with the best score on clean audio, by
   * the first metric; the choice is by test scores.
   *
   * @return empty if nothing was scored
   */
  public static String firstProbe(List<Cell> cells, String experiment, String dataset) {
    List<Cell> own =
        cells.stream()
            .filter(
                cell ->
                    cell.at(Variable.EXPERIMENT).equals(experiment)
                        && cell.at(Variable.DATASET).equals(dataset))
            .toList();
    if (own.isEmpty()) {
      return "";
    }
    String metric = own.get(0).at(Variable.METRIC);
    double sign = own.get(0).greaterIsBetter() ? 1 : -1;
    return own.stream()
        .filter(
            cell ->
                cell.at(Variable.METRIC).equals(metric)
                    && cell.at(Variable.SCENARIO).equals(Scenario.CLEAN.name())
                    && !cell.floor()
                    && !Double.isNaN(cell.mean()))
        .max(Comparator.comparingDouble(cell -> sign * cell.mean()))
        .orElse(own.get(0))
        .at(Variable.DOWNSTREAM);
  }

  /** Whether an experiment is no experiment, but predictions from elsewhere. */
  static boolean isGiven(Summary experiment) {
    return experiment.datasets().equals(List.of(Scoring.GIVEN));
  }

  /** The numbers of one dataset in an experiment. */
  private record Experiment(
      String source,
      Summary summary,
      String dataset,
      Map<List<String>, List<ScoreRow>> rows,
      Map<List<String>, Integer> groups,
      Protocols protocols) {

    List<Cell> cells() {
      List<Cell> cells = new ArrayList<>();
      int splits = splits();
      for (Summary.Part embedding : summary.embeddings()) {
        for (String aggregation : summary.aggregations()) {
          for (Summary.Part downstream : summary.downstream()) {
            List<Cell> line = line(embedding, aggregation, downstream, splits);
            if (line.stream().anyMatch(cell -> cell.total() > 0)) {
              cells.addAll(line);
            }
          }
        }
      }
      return cells;
    }

    private int splits() {
      Set<String> splits = new LinkedHashSet<>();
      for (Map.Entry<List<String>, List<ScoreRow>> entry : rows.entrySet()) {
        if (entry.getKey().subList(0, 2).equals(List.of(summary.name(), dataset))) {
          entry.getValue().forEach(row -> splits.add(row.split()));
        }
      }
      return splits.size();
    }

    /** A model with a probe under each metric and scenario. */
    private List<Cell> line(
        Summary.Part embedding, String aggregation, Summary.Part downstream, int splits) {
      List<Cell> cells = new ArrayList<>();
      for (Summary.Judge judge : summary.metrics()) {
        for (String metric : List.of(judge.metric(), judge.metric() + ScoreRow.PER_RECORDING)) {
          List<Cell> own = new ArrayList<>();
          for (String scenario : summary.allScenarios()) {
            List<String> key =
                List.of(
                    summary.name(),
                    dataset,
                    embedding.name(),
                    aggregation,
                    downstream.name(),
                    metric,
                    scenario);
            Map<Variable, String> place = new EnumMap<>(Variable.class);
            place.put(Variable.SOURCE, source);
            place.put(Variable.EXPERIMENT, summary.name());
            place.put(Variable.TASK, summary.task().name());
            place.put(Variable.DATASET, dataset);
            place.put(Variable.EMBEDDING, embedding.name());
            place.put(Variable.AGGREGATION, aggregation);
            place.put(Variable.DOWNSTREAM, downstream.name());
            place.put(Variable.SCENARIO, scenario);
            place.put(Variable.METRIC, metric);
            own.add(
                cell(
                    place,
                    new Cell.Nature(
                        judge.greaterIsBetter(),
                        judge.range().lowest() >= 0 && judge.range().highest() <= 1,
                        isFloor(embedding) || isFloor(downstream),
                        protocols.of(summary, scenario)),
                    judge.range(),
                    splits,
                    rows.getOrDefault(key, List.of()),
                    groups.getOrDefault(key, 0)));
          }
          if (metric.equals(judge.metric()) || own.stream().anyMatch(cell -> cell.total() > 0)) {
            cells.addAll(own);
          }
        }
      }
      return cells;
    }
  }

  private static boolean isFloor(Summary.Part part) {
    return FLOORS.contains(part.text().split("[^a-z_]", 2)[0]);
  }

  private static Cell cell(
      Map<Variable, String> place,
      Cell.Nature nature,
      Metric.Range range,
      int splits,
      List<ScoreRow> all,
      int group) {
    List<ScoreRow> scores = all.stream().filter(ScoreRow::isWhole).toList();
    Map<String, List<ScoreRow>> bySplit = new LinkedHashMap<>();
    Map<String, Integer> scored = new HashMap<>();
    Map<String, Integer> total = new HashMap<>();
    double share = 0;
    for (ScoreRow row : scores) {
      scored.merge(row.split(), row.scored(), Math::min);
      total.merge(row.split(), row.total(), Math::max);
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
    return new Cell(
        place,
        nature,
        mean(means),
        deviation(means),
        means.length,
        splits,
        scored.values().stream().mapToInt(Integer::intValue).sum(),
        total.values().stream().mapToInt(Integer::intValue).sum(),
        new Cell.Certainty(
            interval,
            mean(means(bySplit, ScoreRow::chance)),
            spread(all, resampled),
            resampled,
            group));
  }

  /** The mean over splits of the deviation over trainings. */
  private static double spread(List<ScoreRow> all, boolean resampled) {
    Map<String, List<Double>> trainings = new LinkedHashMap<>();
    for (ScoreRow row : all) {
      boolean counts = resampled ? row.isResampled() : row.isWhole();
      if (counts && !Double.isNaN(row.value())) {
        trainings.computeIfAbsent(row.split(), split -> new ArrayList<>()).add(row.value());
      }
    }
    return trainings.values().stream()
        .mapToDouble(own -> deviation(own.stream().mapToDouble(Double::doubleValue).toArray()))
        .average()
        .orElse(0);
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
}
