package org.sonoprobe.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Paired;
import org.sonoprobe.statistics.Statistics;

/**
 * What follows from scores and from what they would be for other draws of the test tracks.
 *
 * @param ranks best first within each metric and scenario
 * @param drops of each scenario against clean audio
 * @param curves of each sweep
 */
record Ranking(List<Rank> ranks, List<Drop> drops, List<Robustness> curves) {
  private static final double SIGNIFICANCE = 0.05;

  /** Means of the same scores may differ by this much when summed in another order. */
  private static final double ROUNDING = 1e-12;

  private static final double TAIL = 0.025;
  private static final double CONFIDENCE = 0.95;

  /** One model under one metric and scenario. */
  private static final class Entry {
    final ScoreRow row;
    final boolean overlaps;
    final List<Double> values = new ArrayList<>();
    final Map<String, List<Double>> bySplit = new LinkedHashMap<>();
    final List<Double> chances = new ArrayList<>();
    final List<Interval> intervals = new ArrayList<>();
    final List<float[]> draws = new ArrayList<>();
    final Set<String> tracks = new TreeSet<>();
    double testShare;
    int scored;
    int group;
    double behind = Double.NaN;
    Interval behindInterval = Interval.UNKNOWN;
    double adjusted = Double.NaN;

    Entry(ScoreRow row, boolean overlaps) {
      this.row = row;
      this.overlaps = overlaps;
    }

    /** Whether it is compared with another over splits. */
    boolean overSplits(Entry other) {
      return overlaps && bySplit.size() > 1 && bySplit.keySet().equals(other.bySplit.keySet());
    }

    double value() {
      return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    double chance() {
      return chances.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** For each split the mean over trainings. */
    double[] perSplit() {
      return bySplit.values().stream()
          .mapToDouble(
              own -> own.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN))
          .toArray();
    }

    /** The mean over splits and trainings of each draw; nothing if one of them has no draws. */
    double[] meanDraws() {
      if (draws.size() < values.size() || draws.isEmpty()) {
        return new double[0];
      }
      double[] means = new double[draws.get(0).length];
      for (float[] each : draws) {
        for (int i = 0; i < means.length; i++) {
          means[i] += each[i] / draws.size();
        }
      }
      return means;
    }
  }

  /**
   * Ranks and drops of the whole scores of an experiment.
   *
   * @param overlapping datasets of which a track is in the test part of several splits; models are
   *     then compared over splits, and else over tracks
   */
  static Ranking of(
      Summary experiment,
      List<ScoreRow> scores,
      Map<ScoreRow, Draws> draws,
      Set<String> overlapping) {
    Map<String, Boolean> greater = new LinkedHashMap<>();
    for (Summary.Judge judge : experiment.metrics()) {
      greater.put(judge.metric(), judge.greaterIsBetter());
      greater.put(judge.metric() + ScoreRow.PER_RECORDING, judge.greaterIsBetter());
    }
    Map<List<String>, Map<List<String>, Entry>> columns = new LinkedHashMap<>();
    for (ScoreRow row : scores) {
      if (!row.part().isEmpty() || !row.isWhole() || !row.experiment().equals(experiment.name())) {
        continue;
      }
      Entry entry =
          columns
              .computeIfAbsent(
                  List.of(row.dataset(), row.metric(), row.scenario()),
                  key -> new LinkedHashMap<>())
              .computeIfAbsent(
                  List.of(row.embedding(), row.aggregation(), row.downstream()),
                  key -> new Entry(row, overlapping.contains(row.dataset())));
      if (!Double.isNaN(row.value())) {
        entry.values.add(row.value());
        entry.chances.add(row.chance());
        entry.intervals.add(row.interval());
        entry.bySplit.computeIfAbsent(row.split(), split -> new ArrayList<>()).add(row.value());
        entry.scored += row.scored();
        entry.testShare = (double) row.scored() / Math.max(1, row.trained());
        Draws own = draws.get(row);
        if (own != null) {
          entry.draws.add(own.values());
          entry.tracks.add(row.split() + " " + own.tracks());
        }
      }
    }
    List<Rank> ranks = new ArrayList<>();
    List<Drop> drops = new ArrayList<>();
    columns.forEach(
        (column, entries) -> {
          int sign = greater.getOrDefault(column.get(1), true) ? 1 : -1;
          ranks.addAll(
              ranks(
                  entries.values().stream().filter(each -> !each.values.isEmpty()).toList(), sign));
          Map<List<String>, Entry> clean =
              columns.get(List.of(column.get(0), column.get(1), Scenario.CLEAN.name()));
          if (clean != null && !column.get(2).equals(Scenario.CLEAN.name())) {
            entries.forEach(
                (model, entry) -> {
                  Entry before = clean.get(model);
                  if (before != null && !before.values.isEmpty() && !entry.values.isEmpty()) {
                    drops.add(drop(before, entry, sign));
                  }
                });
          }
        });
    return new Ranking(ranks, drops, curves(columns, greater));
  }

  /** A curve for each sweep, metric, dataset and model of which every level has a score. */
  private static List<Robustness> curves(
      Map<List<String>, Map<List<String>, Entry>> columns, Map<String, Boolean> greater) {
    Map<List<String>, Map<List<String>, List<Entry>>> sweeps = new LinkedHashMap<>();
    columns.values().stream()
        .flatMap(entries -> entries.values().stream())
        .filter(entry -> !entry.row.sweep().isEmpty())
        .forEach(
            entry ->
                sweeps
                    .computeIfAbsent(
                        List.of(entry.row.dataset(), entry.row.metric(), entry.row.sweep()),
                        key -> new LinkedHashMap<>())
                    .computeIfAbsent(model(entry.row), key -> new ArrayList<>())
                    .add(entry));
    List<Robustness> curves = new ArrayList<>();
    sweeps.forEach(
        (sweep, models) -> {
          int sign = greater.getOrDefault(sweep.get(1), true) ? 1 : -1;
          Map<List<String>, Entry> clean =
              columns.getOrDefault(
                  List.of(sweep.get(0), sweep.get(1), Scenario.CLEAN.name()), Map.of());
          models.forEach(
              (model, levels) -> {
                Entry before = clean.get(model);
                if (before != null
                    && !before.values.isEmpty()
                    && levels.stream().noneMatch(level -> level.values.isEmpty())) {
                  curves.add(curve(before, levels, sign));
                }
              });
        });
    return curves;
  }

  private static List<String> model(ScoreRow row) {
    return List.of(row.embedding(), row.aggregation(), row.downstream());
  }

  private static Robustness curve(Entry clean, List<Entry> levels, int sign) {
    boolean alike = levels.stream().allMatch(level -> sameTracks(clean, level));
    List<Robustness.Point> points =
        levels.stream()
            .map(
                level ->
                    new Robustness.Point(
                        level.row.level(),
                        level.value(),
                        alike ? level.meanDraws() : new double[0]))
            .toList();
    double chance = clean.chance();
    return Robustness.of(
        levels.get(0).row,
        points,
        clean.value(),
        clean.meanDraws(),
        chance,
        !alike
            ? Robustness.OTHER_TRACKS
            : isAtChance(clean, chance, sign) ? Robustness.AT_CHANCE : "");
  }

  /** By the interval that tables show. */
  private static boolean isAtChance(Entry entry, double chance, int sign) {
    double[] perSplit = entry.perSplit();
    Interval interval =
        perSplit.length > 1
            ? Statistics.correctedInterval(entry.testShare, CONFIDENCE, perSplit)
            : new Interval(
                entry.intervals.stream().mapToDouble(Interval::low).average().orElse(Double.NaN),
                entry.intervals.stream().mapToDouble(Interval::high).average().orElse(Double.NaN));
    return interval.isAtChance(entry.value(), chance, sign > 0);
  }

  /** Whether two scores are about the same tracks of the same splits. */
  private static boolean sameTracks(Entry a, Entry b) {
    return a.bySplit.keySet().equals(b.bySplit.keySet())
        && a.scored == b.scored
        && (a.tracks.equals(b.tracks) || a.draws.isEmpty() || b.draws.isEmpty());
  }

  private static Drop drop(Entry clean, Entry deformed, int sign) {
    boolean same = sameTracks(clean, deformed);
    double drop = same ? sign * (clean.value() - deformed.value()) : Double.NaN;
    Interval interval = Interval.UNKNOWN;
    if (same && clean.overSplits(deformed)) {
      double[] differences = clean.perSplit();
      double[] others = deformed.perSplit();
      for (int i = 0; i < differences.length; i++) {
        differences[i] = sign * (differences[i] - others[i]);
      }
      interval = Statistics.correctedInterval(clean.testShare, CONFIDENCE, differences);
    } else if (same) {
      double[] before = clean.meanDraws();
      double[] after = deformed.meanDraws();
      if (before.length > 0
          && before.length == after.length
          && clean.tracks.equals(deformed.tracks)) {
        interval =
            sign > 0
                ? Paired.of(drop, before, after).interval()
                : Paired.of(drop, after, before).interval();
      }
    }
    double chance = clean.chance();
    double above = sign * (clean.value() - chance);
    boolean atChance = isAtChance(clean, chance, sign);
    ScoreRow row = deformed.row;
    return new Drop(
        row.experiment(),
        row.dataset(),
        row.metric(),
        row.scenario(),
        row.embedding(),
        row.aggregation(),
        row.downstream(),
        clean.value(),
        deformed.value(),
        drop,
        interval,
        above > 0 && !atChance ? drop / above : Double.NaN,
        above > 0 && !atChance && same
            ? relative(clean.meanDraws(), deformed.meanDraws(), chance)
            : Interval.UNKNOWN);
  }

  /** Where the share of what is above chance lies that is lost, over the draws of test tracks. */
  private static Interval relative(double[] before, double[] after, double chance) {
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < before.length && before.length == after.length; i++) {
      shares.add((before[i] - after[i]) / (before[i] - chance));
    }
    return Robustness.interval(shares);
  }

  private static List<Rank> ranks(List<Entry> entries, int sign) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingDouble(entry -> -sign * entry.value()));
    // those that were scored on other tracks than most cannot be compared draw by draw
    Map<Set<String>, Integer> tested = new LinkedHashMap<>();
    sorted.forEach(entry -> tested.merge(entry.tracks, 1, Integer::sum));
    Set<String> most =
        tested.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(Set.of());
    double[][] draws =
        sorted.stream()
            .map(entry -> entry.tracks.equals(most) ? entry.meanDraws() : new double[0])
            .toArray(double[][]::new);
    group(sorted, draws, sign);
    int[][] bounds = bounds(draws, sign);
    List<Rank> ranks = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Entry entry = sorted.get(i);
      int better = 0;
      for (Entry other : sorted) {
        better += sign * (other.value() - entry.value()) > ROUNDING ? 1 : 0;
      }
      ScoreRow row = entry.row;
      ranks.add(
          new Rank(
              row.experiment(),
              row.dataset(),
              row.metric(),
              row.scenario(),
              row.embedding(),
              row.aggregation(),
              row.downstream(),
              entry.value(),
              better + 1,
              bounds[i][0],
              bounds[i][1],
              entry.group,
              entry.behind,
              entry.behindInterval,
              entry.adjusted));
    }
    return ranks;
  }

  private static void group(List<Entry> sorted, double[][] draws, int sign) {
    int group = 0;
    for (int leader = 0; leader < sorted.size(); leader++) {
      if (sorted.get(leader).group > 0 || draws[leader].length == 0) {
        continue;
      }
      group++;
      sorted.get(leader).group = group;
      double[] p = new double[sorted.size()];
      Arrays.fill(p, Double.NaN);
      for (int i = leader + 1; i < p.length; i++) {
        if (sorted.get(i).group == 0 && draws[i].length == draws[leader].length) {
          Paired behind = behind(sorted.get(leader), sorted.get(i), draws[leader], draws[i], sign);
          p[i] = behind.p();
          if (group == 1) {
            sorted.get(i).behind = behind.difference();
            sorted.get(i).behindInterval = behind.interval();
          }
        }
      }
      double[] adjusted = Statistics.holm(p);
      if (group == 1) {
        sorted.get(leader).behind = 0;
        for (int i = leader + 1; i < p.length; i++) {
          sorted.get(i).adjusted = adjusted[i];
        }
      }
      for (int i = leader + 1; i < p.length; i++) {
        if (adjusted[i] > SIGNIFICANCE) {
          sorted.get(i).group = group;
        }
      }
    }
  }

  /** Over splits that share test tracks by their differences, else by the draws of tracks. */
  private static Paired behind(
      Entry leader, Entry other, double[] draws, double[] otherDraws, int sign) {
    double difference = sign * (leader.value() - other.value());
    if (leader.overSplits(other)) {
      double[] differences = leader.perSplit();
      double[] others = other.perSplit();
      for (int i = 0; i < differences.length; i++) {
        differences[i] = sign * (differences[i] - others[i]);
      }
      return new Paired(
          difference,
          Statistics.correctedInterval(leader.testShare, CONFIDENCE, differences),
          Double.NaN,
          Statistics.correctedT(leader.testShare, differences).p());
    }
    return sign > 0
        ? Paired.of(difference, draws, otherDraws)
        : Paired.of(difference, otherDraws, draws);
  }

  /** For each model the best and the worst rank without the outermost draws. */
  private static int[][] bounds(double[][] draws, int sign) {
    int[][] bounds = new int[draws.length][2];
    int drawn = Arrays.stream(draws).mapToInt(own -> own.length).max().orElse(0);
    for (int i = 0; i < draws.length; i++) {
      if (draws[i].length < Math.max(1, drawn)) {
        continue;
      }
      int count = drawn;
      int[] ranks = new int[count];
      int defined = 0;
      for (int d = 0; d < count; d++) {
        if (Double.isNaN(draws[i][d])) {
          continue; // undefined in this draw, which says nothing of its rank
        }
        int better = 0;
        for (double[] other : draws) {
          better += other.length == drawn && sign * (other[d] - draws[i][d]) > ROUNDING ? 1 : 0;
        }
        ranks[defined++] = better + 1;
      }
      if (defined * 2 >= count) {
        Arrays.sort(ranks, 0, defined);
        bounds[i][0] = ranks[(int) Math.floor(TAIL * (defined - 1))];
        bounds[i][1] = ranks[(int) Math.ceil((1 - TAIL) * (defined - 1))];
      }
    }
    return bounds;
  }
}
