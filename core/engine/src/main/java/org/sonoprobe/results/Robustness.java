package org.sonoprobe.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sonoprobe.files.ColumnOrder;
import org.sonoprobe.files.Title;
import org.sonoprobe.statistics.Estimate;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Paired;

/**
 * The curve of a model with a probe over the levels of a sweep, by the mean over splits and
 * trainings.
 *
 * <p>What is kept at a level is the score above chance as a share of that on clean audio. A model
 * whose clean score cannot be told from chance keeps nothing: there is nothing to keep.
 *
 * @param place which model, by which metric, under no one scenario
 * @param sweep what is swept, such as {@code AddGaussianSNR snr_db}
 * @param levels how many there are
 * @param clean the score on clean audio
 * @param chance the score of an answer that knows nothing of the audio
 * @param why why there is no area, such as {@code at chance}; empty if there is one
 * @param area the mean over the range of levels of what is kept (trapezoids), 1 where nothing is
 *     lost; NaN for a model at chance
 * @param areaInterval where that lies with 95 % confidence
 * @param half the level at which half is lost, between levels by a straight line, going through
 *     them in the order in which the experiment lists them; NaN if that does not happen
 * @param before whether half is lost at the first level already
 * @param halfInterval where that lies with 95 % confidence: from the level at which half may be
 *     lost to that at which it surely is; unknown if there is none
 */
@ColumnOrder({
  "experiment",
  "task",
  "dataset",
  "metric",
  "sweep",
  "embedding",
  "variant",
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
  "half_high"
})
public record Robustness(
    Place place,
    String sweep,
    int levels,
    double clean,
    double chance,
    String why,
    double area,
    @Title("area_") Interval areaInterval,
    double half,
    @Title("half_before") boolean before,
    @Title("half_") Interval halfInterval)
    implements Placed {
  /** Places between two levels at which it is asked whether half is lost. */
  private static final int STEPS = 32;

  /** Why a model has nothing to lose. */
  static final String AT_CHANCE = "at chance";

  /** Why a mean over splits lacks one. */
  static final String UNDEFINED = "undefined on a split";

  /** Why scores cannot be compared. */
  static final String OTHER_TRACKS = "other tracks";

  /** Why nothing can be said to be kept. */
  static final String NO_CHANCE = "no chance level";

  /**
   * A curve.
   *
   * @param levels in the order in which the experiment lists them
   */
  static Robustness of(Evidence clean, List<Evidence> levels) {
    Place place = clean.place().under("");
    String sweep = levels.get(0).condition().sweep();
    Estimate reference = clean.estimate();
    String why =
        !levels.stream().allMatch(level -> level.splits().equals(clean.splits()))
            ? UNDEFINED
            : !levels.stream().allMatch(clean::isOnTracksOf)
                ? OTHER_TRACKS
                : clean.isAtChance()
                    ? AT_CHANCE
                    : Double.isNaN(reference.chance()) ? NO_CHANCE : "";
    if (!why.isEmpty()) {
      return new Robustness(
          place,
          sweep,
          levels.size(),
          reference.value(),
          reference.chance(),
          why,
          Double.NaN,
          Interval.UNKNOWN,
          Double.NaN,
          false,
          Interval.UNKNOWN);
    }
    double[] at = levels.stream().mapToDouble(level -> level.condition().level()).toArray();
    double[] kept =
        levels.stream()
            .mapToDouble(level -> kept(level.value(), reference.value(), reference.chance()))
            .toArray();
    List<Evidence> terms = new ArrayList<>(List.of(clean));
    terms.addAll(levels);
    Combination combination = new Combination(terms);
    boolean before = kept[0] <= 0.5;
    return new Robustness(
        place,
        sweep,
        levels.size(),
        reference.value(),
        reference.chance(),
        "",
        area(at, kept),
        combination.ratio(shares(at), unit(terms.size()), -reference.chance(), -reference.chance()),
        half(at, kept),
        before,
        before ? Interval.UNKNOWN : half(combination, at, clean.sign(), reference.chance()));
  }

  /** How much each level counts in the area, behind clean audio, which does not. */
  private static double[] shares(double... levels) {
    double[] shares = new double[levels.length + 1];
    for (int i = 0; i < levels.length; i++) {
      double[] one = new double[levels.length];
      one[i] = 1;
      shares[i + 1] = area(levels, one);
    }
    return shares;
  }

  private static double[] unit(int count) {
    double[] unit = new double[count];
    unit[0] = 1;
    return unit;
  }

  /** From where half may be lost to where it surely is; unknown if that is nowhere. */
  private static Interval half(Combination terms, double[] levels, int sign, double chance) {
    double from = Double.NaN;
    double[] factors = new double[levels.length + 1];
    for (int i = 0; i < levels.length; i++) {
      int steps = i == 0 ? 1 : STEPS;
      for (int step = 1; step <= steps; step++) {
        double way = (double) step / steps;
        Arrays.fill(factors, 0);
        factors[0] = -0.5;
        factors[i + 1] = way;
        if (i > 0) {
          factors[i] = 1 - way;
        }
        Paired above = terms.tested(factors);
        double reach = above.error() * (above.error() == 0 ? 0 : Interval.reach(above.freedom()));
        double kept = sign * (above.difference() - chance / 2);
        double level = i == 0 ? levels[0] : levels[i - 1] + way * (levels[i] - levels[i - 1]);
        if (Double.isNaN(from) && kept - reach <= 0) {
          from = i == 0 ? level : level - (levels[i] - levels[i - 1]) / steps;
        }
        if (above.error() == 0 && kept <= 0) {
          return Interval.UNKNOWN; // an error of 0 says nothing of how far others may differ
        }
        if (kept + reach <= 0) {
          return new Interval(Math.min(from, level), Math.max(from, level));
        }
      }
    }
    return Interval.UNKNOWN;
  }

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
}
