package org.sonoprobe.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.statistics.Interval;

/**
 * How a model with a probe fares over the levels of a sweep, by the mean over splits and trainings.
 *
 * <p>What is kept at a level is the score above chance as a share of that on clean audio. A model
 * whose clean score cannot be told from chance keeps nothing: there is nothing to keep.
 *
 * @param experiment the experiment's name
 * @param dataset the dataset's name
 * @param metric the metric's label
 * @param sweep what is swept, such as {@code AddGaussianSNR snr_db}
 * @param embedding the embedding model's name
 * @param aggregation how frames became vectors
 * @param downstream the downstream model's name
 * @param levels how many there are
 * @param clean the score on clean audio
 * @param chance the score of an answer that knows nothing of the audio
 * @param why why there is no area, such as {@code at chance}; empty if there is one
 * @param area the mean over the range of levels of what is kept (trapezoids), 1 where nothing is
 *     lost; NaN for a model at chance
 * @param areaInterval where that lies with 95 % confidence, over the same draws of test tracks for
 *     all levels
 * @param half the level at which half is lost, between levels by a straight line, going through
 *     them in the order in which the experiment lists them; NaN if that does not happen
 * @param halfInterval where that lies, over the draws in which it happens; unknown if it does not
 *     in more than a fortieth of them
 */
public record Robustness(
    String experiment,
    String dataset,
    String metric,
    String sweep,
    String embedding,
    String aggregation,
    String downstream,
    int levels,
    double clean,
    double chance,
    String why,
    double area,
    Interval areaInterval,
    double half,
    boolean before,
    Interval halfInterval) {
  /** Why a model has nothing to lose. */
  static final String AT_CHANCE = "at chance";

  /** Why scores cannot be compared. */
  static final String OTHER_TRACKS = "other tracks";

  private static final double TAIL = 0.025;

  /** A level with the score there and what it would be for other draws of the tracks. */
  record Point(double level, double score, double[] draws) {}

  /** What is kept of a score. */
  private static double kept(double score, double clean, double chance) {
    return (score - chance) / (clean - chance);
  }

  /** The mean over the range of levels. */
  static double area(double[] levels, double[] kept) {
    Integer[] order = new Integer[levels.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(levels[a], levels[b]));
    if (levels.length == 1) {
      return kept[0];
    }
    double sum = 0;
    for (int i = 1; i < order.length; i++) {
      double width = levels[order[i]] - levels[order[i - 1]];
      sum += width * (kept[order[i]] + kept[order[i - 1]]) / 2;
    }
    return sum / (levels[order[order.length - 1]] - levels[order[0]]);
  }

  /** Where half is lost; NaN if nowhere. */
  static double half(double[] levels, double[] kept) {
    for (int i = 0; i < levels.length; i++) {
      if (kept[i] <= 0.5) {
        if (i == 0 || kept[i - 1] == kept[i]) {
          return levels[i];
        }
        double way = (kept[i - 1] - 0.5) / (kept[i - 1] - kept[i]);
        return levels[i - 1] + way * (levels[i] - levels[i - 1]);
      }
    }
    return Double.NaN;
  }

  /**
   * A curve.
   *
   * @param row whose names it bears
   * @param points in the order in which the experiment lists them
   * @param cleanDraws of the clean score; none if not all are known
   * @param why there is no area: the clean score cannot be told from chance, or some level lacks
   *     tracks; empty if there is one
   */
  static Robustness of(
      ScoreRow row,
      List<Point> points,
      double clean,
      double[] cleanDraws,
      double chance,
      String why) {
    double[] levels = points.stream().mapToDouble(Point::level).toArray();
    double[] kept =
        points.stream().mapToDouble(point -> kept(point.score, clean, chance)).toArray();
    boolean none = !why.isEmpty() || Double.isNaN(chance);
    List<Double> areas = new ArrayList<>();
    List<Double> halves = new ArrayList<>();
    int count = cleanDraws.length;
    boolean drawn =
        !none && count > 0 && points.stream().allMatch(point -> point.draws.length == count);
    for (int d = 0; d < count && drawn; d++) {
      double[] own = new double[levels.length];
      for (int i = 0; i < own.length; i++) {
        own[i] = kept(points.get(i).draws[d], cleanDraws[d], chance);
      }
      areas.add(area(levels, own));
      halves.add(half(levels, own));
    }
    return new Robustness(
        row.experiment(),
        row.dataset(),
        row.metric(),
        row.sweep(),
        row.embedding(),
        row.aggregation(),
        row.downstream(),
        levels.length,
        clean,
        chance,
        none && why.isEmpty() ? "no chance level" : why,
        none ? Double.NaN : area(levels, kept),
        interval(areas),
        none ? Double.NaN : half(levels, kept),
        !none && kept[0] <= 0.5,
        !none && kept[0] <= 0.5 ? Interval.UNKNOWN : interval(halves));
  }

  /** The middle 95 % of draws; unknown if more are undefined than are left out at one end. */
  static Interval interval(List<Double> draws) {
    double[] known =
        draws.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).sorted().toArray();
    if (known.length == 0 || draws.size() - known.length > TAIL * draws.size()) {
      return Interval.UNKNOWN;
    }
    return new Interval(
        known[(int) Math.floor(TAIL * (known.length - 1))],
        known[(int) Math.ceil((1 - TAIL) * (known.length - 1))]);
  }

  static List<String> titles() {
    return List.of(
        "experiment",
        "dataset",
        "metric",
        "sweep",
        "embedding",
        "aggregation",
        "downstream",
        "levels",
        "clean",
        "chance",
        "why",
        "area",
        "area_low",
        "area_high",
        "half",
        "half_before",
        "half_low",
        "half_high");
  }

  List<Object> cells() {
    return List.of(
        experiment,
        dataset,
        metric,
        sweep,
        embedding,
        aggregation,
        downstream,
        levels,
        clean,
        chance,
        why,
        area,
        areaInterval.low(),
        areaInterval.high(),
        half,
        before,
        halfInterval.low(),
        halfInterval.high());
  }

  Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    List<Object> cells = cells();
    for (int i = 0; i < cells.size(); i++) {
      data.put(titles().get(i), cells.get(i));
    }
    return data;
  }

  /** What {@link #cells} wrote. */
  static Robustness read(List<String> cells) {
    if (cells.size() != titles().size()) {
      throw new IllegalArgumentException("a curve has " + titles().size() + " cells");
    }
    return new Robustness(
        cells.get(0),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        cells.get(4),
        cells.get(5),
        cells.get(6),
        Integer.parseInt(cells.get(7)),
        Double.parseDouble(cells.get(8)),
        Double.parseDouble(cells.get(9)),
        cells.get(10),
        Double.parseDouble(cells.get(11)),
        new Interval(Double.parseDouble(cells.get(12)), Double.parseDouble(cells.get(13))),
        Double.parseDouble(cells.get(14)),
        Boolean.parseBoolean(cells.get(15)),
        new Interval(Double.parseDouble(cells.get(16)), Double.parseDouble(cells.get(17))));
  }
}
