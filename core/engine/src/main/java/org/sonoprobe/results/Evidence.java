package org.sonoprobe.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.sonoprobe.component.Internal;
import org.sonoprobe.statistics.Estimate;
import org.sonoprobe.statistics.MeanError;
import org.sonoprobe.statistics.Replicates;
import org.sonoprobe.statistics.Statistics;

/**
 * The scores of one model under one scenario by one metric: a row for each split and training, and
 * where it is known what these scores would be for other test tracks. All that is said of a mean
 * over splits and trainings is asked here, of a difference at {@link Contrast}. For one thread.
 *
 * <p>The mean is that over splits of the means over trainings. Rows of trainings on a resample
 * count for {@link #spread} alone, those on a subset and undefined scores not at all.
 */
@Internal
public final class Evidence {
  private final Place place;
  private final Condition condition;
  private final Summary.Judge judge;
  private final boolean overlaps;
  private final List<ScoreRow> rows;
  private final Map<String, List<ScoreRow>> bySplit = new LinkedHashMap<>();
  private final Map<String, List<Replicates>> replicates = new LinkedHashMap<>();
  private final Set<String> tracks = new TreeSet<>();

  /**
   * What is known of a score.
   *
   * @param rows of one place but for split and training; at least one
   * @param judge the metric
   * @param overlaps whether a track may be in the test part of several splits
   * @param samples what is known of each row's test tracks
   */
  public Evidence(
      List<ScoreRow> rows,
      Summary.Judge judge,
      boolean overlaps,
      Function<ScoreRow, Optional<TestSample>> samples) {
    this.rows = List.copyOf(rows);
    this.place = rows.get(0).place().overTrainings();
    this.condition = rows.get(0).condition();
    this.judge = judge;
    this.overlaps = overlaps;
    for (ScoreRow row : rows) {
      if (row.isWhole() && !Double.isNaN(row.value())) {
        bySplit.computeIfAbsent(row.split(), split -> new ArrayList<>()).add(row);
        samples
            .apply(row)
            .ifPresent(
                own -> {
                  replicates
                      .computeIfAbsent(row.split(), split -> new ArrayList<>())
                      .add(own.replicates());
                  tracks.add(row.split() + " " + own.tracks());
                });
      }
    }
  }

  /**
   * The evidence of all whole scores among some rows, by place, in their order.
   *
   * @param experiment that they are of; what a metric says that it has not is left out
   */
  public static Map<Place, Evidence> byPlace(
      Collection<ScoreRow> rows,
      Summary experiment,
      Function<ScoreRow, Optional<TestSample>> samples) {
    Map<Place, List<ScoreRow>> byPlace = new LinkedHashMap<>();
    for (ScoreRow row : rows) {
      if (row.part().isEmpty()) {
        byPlace.computeIfAbsent(row.place().overTrainings(), place -> new ArrayList<>()).add(row);
      }
    }
    Map<Place, Evidence> all = new LinkedHashMap<>();
    byPlace.forEach(
        (place, own) ->
            experiment
                .judge(place.metric())
                .ifPresent(
                    judge ->
                        all.put(
                            place,
                            new Evidence(
                                own,
                                judge,
                                experiment.overlapping().contains(place.dataset()),
                                samples))));
    return all;
  }

  /** Where the mean stands. */
  public Place place() {
    return place;
  }

  /** What its scenario is. */
  public Condition condition() {
    return condition;
  }

  /** The metric. */
  public Summary.Judge judge() {
    return judge;
  }

  /** 1 where more is better, -1 where less is. */
  int sign() {
    return judge.greaterIsBetter() ? 1 : -1;
  }

  /** Whether no score is defined. */
  public boolean isEmpty() {
    return bySplit.isEmpty();
  }

  /** The splits on which there is a score, in their order. */
  public Set<String> splits() {
    return Collections.unmodifiableSet(bySplit.keySet());
  }

  /** All splits, also those on which no score is defined. */
  public Set<String> allSplits() {
    Set<String> all = new LinkedHashSet<>();
    rows.forEach(row -> all.add(row.split()));
    return all;
  }

  /** The mean over splits and trainings; NaN if there is none. */
  public double value() {
    return mean(perSplit());
  }

  /** The deviation over splits (divisor n - 1); 0 for one split. */
  public double deviation() {
    return deviation(perSplit());
  }

  /**
   * The mean with its interval and chance level.
   *
   * <p>Where splits share test tracks its error is that of the mean with Nadeau and Bengio's
   * correction. Splits that share none are one sample of tracks: its error follows from those of
   * the splits, and is that of these trained models on other tracks. That of several trainings on
   * one split is taken for the mean of theirs, which is as large as it can be. The chance level is
   * the mean over splits.
   */
  public Estimate estimate() {
    double[] perSplit = perSplit();
    double value = mean(perSplit);
    double chance = mean(perSplit(ScoreRow::chance));
    if (overlaps && perSplit.length > 1) {
      double error = Statistics.correctedError(testShare(), perSplit);
      return error <= Statistics.ROUNDING
          ? Estimate.of(value, chance)
          : Estimate.of(value, error, perSplit.length - 1.0, judge.range(), chance);
    }
    List<ScoreRow> counted = bySplit.values().stream().flatMap(List::stream).toList();
    if (counted.size() == 1) {
      return counted.get(0).estimate();
    }
    MeanError error =
        MeanError.of(
            perSplit(row -> row.estimate().error()), perSplit(row -> row.estimate().freedom()));
    return Estimate.of(value, error.error(), error.freedom(), judge.range(), chance);
  }

  /** Whether the mean is no better than chance. */
  public boolean isAtChance() {
    return estimate().isAtChance(judge.greaterIsBetter());
  }

  /** Whether it was trained on resamples, over which {@link #spread} then is. */
  public boolean isResampled() {
    return rows.stream().anyMatch(ScoreRow::isResampled);
  }

  /**
   * The deviation over trainings from other seeds, or on resamples of the training part where no
   * seed changes the model; the mean over splits, 0 for one training.
   */
  public double spread() {
    boolean resampled = isResampled();
    Map<String, List<Double>> trainings = new LinkedHashMap<>();
    for (ScoreRow row : rows) {
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

  /** Tests that the mean rests on: tracks, summed over splits; the fewest of several trainings. */
  public int scored() {
    return sum(ScoreRow::scored, Math::min);
  }

  /** Tests that it should rest on. */
  public int total() {
    return sum(ScoreRow::total, Math::max);
  }

  private int sum(ToIntFunction<ScoreRow> count, BinaryOperator<Integer> ofTrainings) {
    Map<String, Integer> counts = new HashMap<>();
    rows.stream()
        .filter(ScoreRow::isWhole)
        .forEach(row -> counts.merge(row.split(), count.applyAsInt(row), ofTrainings));
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** For each split the mean over trainings. */
  double[] perSplit() {
    return perSplit(splits(), ScoreRow::value);
  }

  /** The same in the order of another, which has the same splits. */
  double[] perSplitOf(Evidence other) {
    return perSplit(other.splits(), ScoreRow::value);
  }

  private double[] perSplit(ToDoubleFunction<ScoreRow> number) {
    return perSplit(splits(), number);
  }

  private double[] perSplit(Set<String> order, ToDoubleFunction<ScoreRow> number) {
    return order.stream()
        .map(split -> bySplit.getOrDefault(split, List.of()))
        .mapToDouble(own -> mean(own.stream().mapToDouble(number).toArray()))
        .toArray();
  }

  /** Tracks of a test part over those of a training part, the mean over splits and trainings. */
  double testShare() {
    return bySplit.values().stream()
        .flatMap(List::stream)
        .mapToDouble(row -> (double) row.scored() / Math.max(1, row.trained()))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * What the mean over trainings would be on other tracks of a split; nothing if that is unknown.
   */
  Optional<Replicates> replicates(String split) {
    List<Replicates> known = replicates.getOrDefault(split, List.of());
    int trainings = bySplit.getOrDefault(split, List.of()).size();
    if (known.isEmpty() || known.size() < trainings) {
      return Optional.empty();
    }
    double[] shares = new double[trainings];
    Arrays.fill(shares, 1.0 / trainings);
    return Optional.of(trainings == 1 ? known.get(0) : Replicates.sum(known, shares));
  }

  /** What was tested: equal for equal tracks of equal splits alone. */
  Set<String> tracks() {
    return tracks;
  }

  /** Whether it is compared with another over splits: they share test tracks. */
  boolean isComparedOverSplits(Evidence other) {
    return overlaps && bySplit.size() > 1 && splits().equals(other.splits());
  }

  /** Whether both are about the same tracks of the same splits. */
  boolean isOnTracksOf(Evidence other) {
    return splits().equals(other.splits())
        && Arrays.equals(perSplit(ScoreRow::scored), other.perSplit(splits(), ScoreRow::scored))
        && (tracks.equals(other.tracks) || replicates.isEmpty() || other.replicates.isEmpty());
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
