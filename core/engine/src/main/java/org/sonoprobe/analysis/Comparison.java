package org.sonoprobe.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.ConfigException;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.run.Results;
import org.sonoprobe.run.ScoreRow;
import org.sonoprobe.run.Summary;
import org.sonoprobe.statistics.Bootstrap;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Paired;
import org.sonoprobe.statistics.Resampling;
import org.sonoprobe.statistics.Statistics;

/**
 * Two models on the same test tracks: whether a difference is real.
 *
 * <p>The difference is resampled with both models' predictions on the same draws of tracks (unit by
 * unit), over the test parts of all splits, and its p value is that of the normal distribution with
 * the deviation of the draws: what it says is of these trained models on other tracks. Where splits
 * share test tracks it is that of the t test over splits corrected for what they share (Nadeau and
 * Bengio, 2003), which is given beside it for other splits too: that one speaks of models trained
 * on other tracks, and wants many splits. All p values are adjusted together by Holm's method.
 */
public final class Comparison {
  private static final String GIVEN = "given";
  private static final int DRAWS = 2000;
  private static final long SEED = 20240501;
  private static final double SIGNIFICANCE = 0.05;
  private static final double CONFIDENCE = 0.95;

  private final String first;
  private final String second;
  private final List<Difference> differences;
  private final boolean drops;

  private Comparison(String first, String second, List<Difference> differences, boolean drops) {
    this.first = first;
    this.second = second;
    this.drops = drops;
    this.differences = List.copyOf(differences);
  }

  /**
   * One difference.
   *
   * @param experiment the experiment's name
   * @param dataset the dataset's name
   * @param metric the metric's label
   * @param scenario {@code clean} or a name
   * @param beside what both have in common: the downstream model where embedding models are
   *     compared, or the embedding model where downstream models are
   * @param firstValue the mean over splits and trainings of the first
   * @param secondValue that of the second
   * @param paired the difference over the same draws of test tracks
   * @param overSplits the corrected t test over splits, if there are several
   * @param overlaps whether splits share test tracks, so that the test is that over splits
   * @param interval where the difference lies with 95 % confidence, by the same test
   * @param mcNemar McNemar's test of tracks that one has right and the other has not, over all
   *     splits and trainings; for tasks with one class per track
   * @param adjusted the p value, adjusted for all differences of this comparison
   * @param greaterIsBetter whether the larger of the two values is better; of drops the smaller is
   */
  public record Difference(
      String experiment,
      String dataset,
      String metric,
      String scenario,
      String beside,
      double firstValue,
      double secondValue,
      Paired paired,
      Optional<Statistics.Test> overSplits,
      boolean overlaps,
      Interval interval,
      Optional<Statistics.Test> mcNemar,
      double adjusted,
      boolean greaterIsBetter) {

    /** The p value before it is adjusted. */
    public double p() {
      return overlaps ? overSplits.map(Statistics.Test::p).orElse(paired.p()) : paired.p();
    }

    /** Whether the difference is significant at 5 % among all that were looked at. */
    public boolean isReal() {
      return adjusted <= SIGNIFICANCE;
    }

    /** Whether the first has the better score. */
    public boolean isFirstBetter() {
      return greaterIsBetter == firstValue > secondValue;
    }
  }

  /**
   * Compares two models of a run.
   *
   * @param first the name of an embedding model, of a downstream model, or of both as {@code mfcc /
   *     M1}
   * @param second of the same kind
   * @throws IllegalArgumentException if a name is not known or there is nothing that both have,
   *     saying what there is
   * @throws IOException if predictions cannot be read
   */
  public static Comparison of(Results results, String first, String second) throws IOException {
    return of(results, first, second, row -> true);
  }

  /**
   * Compares two models of a run on some of its scores, such as those of one metric; p values are
   * adjusted for these alone.
   *
   * @param wanted which whole scores are looked at
   */
  public static Comparison of(
      Results results, String first, String second, Predicate<ScoreRow> wanted) throws IOException {
    return of(results, first, second, wanted, false);
  }

  /**
   * Compares what two models of a run lose under scenarios against clean audio, on the same draws
   * of tracks; the better one is that which loses less.
   *
   * @param wanted which whole scores under a scenario are looked at
   * @return differences of drops, which are positive for a loss whichever way is better
   */
  public static Comparison ofDrops(
      Results results, String first, String second, Predicate<ScoreRow> wanted) throws IOException {
    return of(results, first, second, wanted, true);
  }

  private static Comparison of(
      Results results, String first, String second, Predicate<ScoreRow> wanted, boolean drops)
      throws IOException {
    if (first.equals(second)) {
      throw new IllegalArgumentException("'" + first + "' cannot be compared with itself");
    }
    Map<String, Metric> metrics = metrics(results);
    Side a = Side.of(results, first);
    Side b = Side.of(results, second);
    if (a.equals(b)) {
      throw new IllegalArgumentException(
          "'" + first + "' and '" + second + "' are one and the same model");
    }
    Map<Place, List<ScoreRow>> others = new LinkedHashMap<>();
    Map<Place, List<ScoreRow>> own = new LinkedHashMap<>();
    for (ScoreRow row : results.wholeScores()) {
      boolean reference = drops && isClean(row);
      if (row.isWhole() && (reference || wanted.test(row)) && metrics.containsKey(row.metric())) {
        if (a.holds(row)) {
          own.computeIfAbsent(Place.of(row, a), key -> new ArrayList<>()).add(row);
        }
        if (b.holds(row)) {
          others.computeIfAbsent(Place.of(row, b), key -> new ArrayList<>()).add(row);
        }
      }
    }
    Map<List<String>, List<Trainings>> pairs = new LinkedHashMap<>();
    own.forEach(
        (place, rows) -> {
          List<ScoreRow> against = others.get(place);
          ScoreRow row = rows.get(0);
          List<Term> terms = new ArrayList<>();
          if (against != null && !drops) {
            terms.add(new Term(1, rows, against));
          } else if (against != null && !isClean(row)) {
            List<ScoreRow> before = own.get(place.clean());
            List<ScoreRow> beforeOther = others.get(place.clean());
            Metric metric = metrics.get(row.metric());
            if (before != null && beforeOther != null && metric != null) {
              int sign = metric.greaterIsBetter() ? 1 : -1;
              terms.add(new Term(sign, before, beforeOther));
              terms.add(new Term(-sign, rows, against));
            }
          }
          if (!terms.isEmpty()) {
            pairs
                .computeIfAbsent(
                    List.of(
                        row.experiment(),
                        row.dataset(),
                        row.metric(),
                        row.scenario(),
                        a.beside(row)),
                    key -> new ArrayList<>())
                .add(new Trainings(terms));
          }
        });
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException(
          a.embedding.isEmpty() != b.embedding.isEmpty()
                  || a.downstream.isEmpty() != b.downstream.isEmpty()
              ? "'"
                  + first
                  + "' and '"
                  + second
                  + "' are not of one kind: compare two embedding"
                  + " models, two downstream models, or two of both together"
              : "there is nothing on which both '"
                  + first
                  + "' and '"
                  + second
                  + "' were scored, of what was asked for");
    }
    List<Difference> differences = new ArrayList<>();
    for (Map.Entry<List<String>, List<Trainings>> pair : pairs.entrySet()) {
      Metric metric = metrics.get(pair.getKey().get(2));
      if (metric != null) {
        differences.add(
            difference(results, results, metric, pair.getKey(), pair.getValue(), drops));
      }
    }
    return new Comparison(first, second, adjusted(differences), drops);
  }

  /**
   * Compares two runs: each model with each probe, under each metric and scenario that both have on
   * the same dataset (by its name) and task. What the runs share apart from that is the reader's to
   * know; where their test tracks differ there is no test, and the difference alone is told.
   *
   * @param first its name
   * @param second its name
   * @param wanted says of a score whether it is compared
   * @throws IllegalArgumentException if they have nothing in common
   */
  public static Comparison ofRuns(
      String first, Results ours, String second, Results theirs, Predicate<ScoreRow> wanted)
      throws IOException {
    Map<String, Metric> metrics = new LinkedHashMap<>(metrics(theirs));
    metrics.putAll(metrics(ours));
    Map<List<String>, List<ScoreRow>> others = new LinkedHashMap<>();
    boolean byName = shareNames(ours, theirs);
    for (ScoreRow row : theirs.wholeScores()) {
      if (row.isWhole()) {
        others.computeIfAbsent(key(row, byName), key -> new ArrayList<>()).add(row);
      }
    }
    Map<List<String>, List<ScoreRow>> own = new LinkedHashMap<>();
    for (ScoreRow row : ours.wholeScores()) {
      if (row.isWhole() && wanted.test(row)) {
        own.computeIfAbsent(key(row, byName), key -> new ArrayList<>()).add(row);
      }
    }
    for (Map<List<String>, List<ScoreRow>> side : List.of(own, others)) {
      side.forEach((key, rows) -> requireOneExperiment(rows));
    }
    Map<List<String>, List<Trainings>> pairs = new LinkedHashMap<>();
    own.forEach(
        (key, rows) -> {
          List<ScoreRow> against = others.get(key);
          if (against != null) {
            ScoreRow row = rows.get(0);
            pairs
                .computeIfAbsent(
                    List.of(
                        row.experiment(),
                        row.dataset(),
                        row.metric(),
                        row.scenario(),
                        new Side("", "").beside(row) + " / " + row.downstream()),
                    place -> new ArrayList<>())
                .add(new Trainings(List.of(new Term(1, rows, against))));
          }
        });
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException(
          "the runs '"
              + first
              + "' and '"
              + second
              + "' have no score in common: of the same task, dataset, split, embedding model, probe,"
              + " scenario and metric, by their names");
    }
    List<Difference> differences = new ArrayList<>();
    for (Map.Entry<List<String>, List<Trainings>> pair : pairs.entrySet()) {
      Metric metric = metrics.get(pair.getKey().get(2));
      if (metric != null) {
        differences.add(difference(ours, theirs, metric, pair.getKey(), pair.getValue(), false));
      }
    }
    return new Comparison(first, second, adjusted(differences), false);
  }

  private static void requireOneExperiment(List<ScoreRow> rows) {
    List<String> experiments = rows.stream().map(ScoreRow::experiment).distinct().toList();
    if (experiments.size() > 1) {
      throw new IllegalArgumentException(
          "the runs share no name of an experiment, and one has several that fit: "
              + String.join(", ", experiments)
              + "; name the experiments of both runs alike");
    }
  }

  /** How many scores of one of two runs have no counterpart in the other. */
  public static int unpaired(Results ours, Results theirs, Predicate<ScoreRow> wanted) {
    boolean byName = shareNames(ours, theirs);
    Set<List<String>> known = new HashSet<>();
    theirs.wholeScores().forEach(row -> known.add(key(row, byName)));
    return (int)
        ours.wholeScores().stream()
            .filter(row -> row.isWhole() && row.repeat() == 1 && wanted.test(row))
            .filter(row -> !known.contains(key(row, byName)))
            .count();
  }

  private static boolean shareNames(Results ours, Results theirs) {
    return ours.experiments().stream()
        .map(Summary::name)
        .anyMatch(name -> theirs.experiments().stream().anyMatch(e -> e.name().equals(name)));
  }

  /** What two scores of different runs must share to be compared. */
  private static List<String> key(ScoreRow row, boolean byName) {
    return List.of(
        byName ? row.experiment() : "",
        row.task(),
        row.dataset(),
        row.split(),
        row.embedding(),
        row.aggregation(),
        row.downstream(),
        row.scenario(),
        row.metric());
  }

  private static List<Difference> adjusted(List<Difference> differences) {
    double[] adjusted = Statistics.holm(differences.stream().mapToDouble(Difference::p).toArray());
    List<Difference> all = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      Difference d = differences.get(i);
      all.add(
          new Difference(
              d.experiment,
              d.dataset,
              d.metric,
              d.scenario,
              d.beside,
              d.firstValue,
              d.secondValue,
              d.paired,
              d.overSplits,
              d.overlaps,
              d.interval,
              d.mcNemar,
              adjusted[i],
              d.greaterIsBetter));
    }
    return all;
  }

  /**
   * Which scores are of a model.
   *
   * @param name of an embedding model, of a downstream model, or of both as {@code mfcc / M1}; a
   *     downstream model without a name of its own is also known by what it is, where it alone is
   *     that
   * @throws IllegalArgumentException if the run has none of that name, saying what there is
   */
  public static Predicate<ScoreRow> scoresOf(Results results, String name) {
    return Side.of(results, name)::holds;
  }

  /** Which rows are of a model that is compared. */
  private record Side(String embedding, String downstream) {
    static Side of(Results results, String name) {
      TreeSet<String> embeddings = new TreeSet<>();
      Map<String, String> downstream = new TreeMap<>();
      for (ScoreRow row : results.scores()) {
        embeddings.add(row.embedding());
        downstream.put(row.downstream(), row.downstream());
      }
      // a probe without a name of its own is also known by what it is, where it alone is that
      Map<String, Integer> types = new TreeMap<>();
      for (Summary experiment : results.experiments()) {
        for (Summary.Part part : experiment.downstream()) {
          String type = part.text().split("[ (]", 2)[0];
          if (downstream.containsKey(part.name()) && !downstream.containsKey(type)) {
            types.merge(type, 1, Integer::sum);
          }
        }
      }
      for (Summary experiment : results.experiments()) {
        for (Summary.Part part : experiment.downstream()) {
          String type = part.text().split("[ (]", 2)[0];
          if (types.getOrDefault(type, 0) == 1) {
            downstream.put(type, part.name());
          }
        }
      }
      String wanted = name.strip();
      if (embeddings.contains(wanted)) {
        return new Side(wanted, "");
      }
      String probe = downstream.get(wanted);
      if (probe != null) {
        return new Side("", probe);
      }
      for (String embedding : embeddings) {
        if (wanted.startsWith(embedding)) {
          String rest = wanted.substring(embedding.length()).strip();
          String both = rest.startsWith("/") ? downstream.get(rest.substring(1).strip()) : null;
          if (both != null) {
            return new Side(embedding, both);
          }
        }
      }
      List<String> known = new ArrayList<>(embeddings);
      known.addAll(downstream.keySet());
      throw new IllegalArgumentException(
          "there is no model '"
              + name
              + "'"
              + Components.hint(wanted, known)
              + "; there are embedding models "
              + embeddings
              + " and downstream models "
              + downstream.keySet()
              + ", and both together as 'embedding / downstream'");
    }

    boolean holds(ScoreRow row) {
      return (embedding.isEmpty() || row.embedding().equals(embedding))
          && (downstream.isEmpty() || row.downstream().equals(downstream));
    }

    String beside(ScoreRow row) {
      String other =
          embedding.isEmpty() ? row.embedding() : downstream.isEmpty() ? row.downstream() : "";
      if (List.of("mean", GIVEN).contains(row.aggregation())) {
        return other;
      }
      return other.isEmpty() ? row.aggregation() : other + " / " + row.aggregation();
    }
  }

  /**
   * What is compared on one split: scores, or clean scores less others.
   *
   * @param terms what the number of either model is the sum of
   */
  private record Trainings(List<Term> terms) {}

  /** Scores of both models on one split, and by what they count. */
  private record Term(int weight, List<ScoreRow> first, List<ScoreRow> second) {}

  /** Where a row stands but for the model that is compared, and its training. */
  private record Place(
      String experiment,
      String dataset,
      String split,
      String embedding,
      String aggregation,
      String downstream,
      String scenario,
      String metric) {

    static Place of(ScoreRow row, Side side) {
      return new Place(
          row.experiment(),
          row.dataset(),
          row.split(),
          side.embedding.isEmpty() ? row.embedding() : "",
          row.aggregation(),
          side.downstream.isEmpty() ? row.downstream() : "",
          row.scenario(),
          row.metric());
    }

    Place clean() {
      return new Place(
          experiment,
          dataset,
          split,
          embedding,
          aggregation,
          downstream,
          Scenario.CLEAN.name(),
          metric);
    }
  }

  private static boolean isClean(ScoreRow row) {
    return row.scenario().equals(Scenario.CLEAN.name());
  }

  /** The metrics of a run by their label, as far as they are on the class path. */
  private static Map<String, Metric> metrics(Results results) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    Components.all(Metric.class).values().forEach(known -> metrics.put(known.label(), known));
    if (!results.configuration().isEmpty()) {
      try {
        for (Experiment experiment :
            ExperimentFile.parse(results.configuration(), "the run's configuration")) {
          experiment.metrics().forEach(metric -> metrics.put(metric.label(), metric));
        }
      } catch (ConfigException e) {
        return metrics; // components that are not on the class path; their metrics may be
      }
    }
    return metrics;
  }

  private static Difference difference(
      Results results,
      Results others,
      Metric metric,
      List<String> key,
      List<Trainings> splits,
      boolean drops)
      throws IOException {
    double[] firstDraws = new double[DRAWS];
    double[] secondDraws = new double[DRAWS];
    double firstValue = 0;
    double secondValue = 0;
    int onlyFirst = 0;
    int onlySecond = 0;
    boolean classes = !drops;
    boolean sameTracks = true;
    double testShare = 0;
    Map<String, Double> bySplit = new LinkedHashMap<>();
    Map<String, String> splitOfTrack = new HashMap<>();
    boolean overlaps = false;
    int count = splits.size();
    for (Trainings split : splits) {
      ScoreRow row = split.terms.get(0).first.get(0);
      String name = row.split();
      Predictions a = results.predictions(row);
      for (String id : a.trackIds()) {
        String other = splitOfTrack.putIfAbsent(id, name);
        overlaps |= other != null && !other.equals(name);
      }
      Resampling resampling = Resampling.of(a.units(), DRAWS, SEED + name.hashCode());
      double splitFirst = 0;
      double splitSecond = 0;
      for (Term term : split.terms) {
        List<Predictions> firsts = predictions(results, term.first);
        List<Predictions> seconds = predictions(others, term.second);
        for (List<Predictions> side : List.of(firsts, seconds)) {
          for (Predictions each : side) {
            sameTracks &=
                each.trackIds().equals(a.trackIds()) && each.targets().equals(a.targets());
          }
        }
        if (sameTracks) {
          for (Predictions each : firsts) {
            double share = (double) term.weight / count / firsts.size();
            add(firstDraws, metric, each, resampling, share);
          }
          for (Predictions each : seconds) {
            double share = (double) term.weight / count / seconds.size();
            add(secondDraws, metric, each, resampling, share);
          }
        }
        splitFirst += term.weight * mean(term.first);
        splitSecond += term.weight * mean(term.second);
        classes &= a.task().type() == TaskType.MULTICLASS_CLASSIFICATION;
        for (int t = 0; t < Math.min(firsts.size(), seconds.size()) && classes && sameTracks; t++) {
          double[][] truth = a.truth();
          for (int i = 0; i < truth.length; i++) {
            boolean right = truth[i][firsts.get(t).predictedClass(i)] > 0;
            boolean other = truth[i][seconds.get(t).predictedClass(i)] > 0;
            onlyFirst += right && !other ? 1 : 0;
            onlySecond += other && !right ? 1 : 0;
          }
        }
      }
      firstValue += splitFirst / count;
      secondValue += splitSecond / count;
      bySplit.put(name, splitFirst - splitSecond);
      testShare += (double) row.scored() / Math.max(1, row.trained()) / count;
    }
    if (!sameTracks) {
      // nothing is paired; only the values can be told
      java.util.Arrays.fill(secondDraws, Double.NaN);
      overlaps = false;
      bySplit.clear();
    }
    double[] perSplit = bySplit.values().stream().mapToDouble(Double::doubleValue).toArray();
    Paired paired = Paired.of(firstValue - secondValue, firstDraws, secondDraws);
    return new Difference(
        key.get(0),
        key.get(1),
        key.get(2),
        key.get(3),
        key.get(4),
        firstValue,
        secondValue,
        paired,
        perSplit.length < 2
            ? Optional.empty()
            : Optional.of(Statistics.correctedT(testShare, perSplit)),
        overlaps,
        overlaps
            ? Statistics.correctedInterval(testShare, CONFIDENCE, perSplit)
            : paired.interval(),
        classes ? Optional.of(Statistics.mcNemar(onlyFirst, onlySecond)) : Optional.empty(),
        Double.NaN,
        !drops && metric.greaterIsBetter());
  }

  private static List<Predictions> predictions(Results results, List<ScoreRow> rows)
      throws IOException {
    List<Predictions> all = new ArrayList<>();
    for (ScoreRow row : rows) {
      all.add(results.predictions(row));
    }
    return all;
  }

  private static double mean(List<ScoreRow> rows) {
    return rows.stream().mapToDouble(ScoreRow::value).average().orElse(Double.NaN);
  }

  private static void add(
      double[] sums, Metric metric, Predictions predictions, Resampling resampling, double share) {
    float[] draws = Bootstrap.of(metric.weighted(predictions), resampling).floats();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += draws[i] * share;
    }
  }

  /** The name of the first model. */
  public String first() {
    return first;
  }

  /** The name of the second model. */
  public String second() {
    return second;
  }

  /** All differences, in the order of the scores. */
  public List<Difference> differences() {
    return differences;
  }

  /** The differences in words, one line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Difference d : differences) {
      String where =
          String.join(
              ", ",
              List.of(
                      d.experiment,
                      d.dataset,
                      d.beside,
                      drops ? "drop of " + d.metric : d.metric,
                      d.scenario)
                  .stream()
                  .filter(part -> !part.isEmpty() && !part.equals(GIVEN))
                  .toList());
      if (Double.isNaN(d.p())) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s: %.3f against %.3f; they cannot be compared, because they were scored on other"
                    + " tracks or are undefined in too many draws",
                where,
                d.firstValue,
                d.secondValue));
        continue;
      }
      String better = d.isFirstBetter() ? first : second;
      boolean same = d.paired.difference() == 0 && d.p() == 1;
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: %.3f against %.3f, difference %+.3f (%+.3f to %+.3f), %s%s%s: %s",
              where,
              d.firstValue,
              d.secondValue,
              d.paired.difference(),
              d.interval.low(),
              d.interval.high(),
              p(d.p()),
              differences.size() == 1
                  ? ""
                  : ", adjusted for " + differences.size() + " " + p(d.adjusted),
              d.overSplits
                  .map(
                      test ->
                          d.overlaps
                              ? " over splits"
                              : String.format(Locale.ROOT, " (over splits %s)", p(test.p())))
                  .orElse(""),
              d.isReal()
                  ? better + (drops ? " loses less" : " is better")
                  : same ? "they are the same" : "they cannot be told apart"));
    }
    return lines;
  }

  private static String p(double p) {
    return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
  }
}
