package org.sonoprobe.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.sonoprobe.statistics.Estimate;
import org.sonoprobe.statistics.Interval;

/**
 * One number of a table: a score, the mean over splits and trainings.
 *
 * @param place the value of each {@link Variable}
 * @param nature what kind of number it is
 * @param mean over the splits where it is defined, and over trainings; NaN if there is none
 * @param deviation over those splits (divisor n - 1); 0 for one split
 * @param count splits where it is defined
 * @param splits splits that there are
 * @param scored tests it rests on: tracks, summed over splits; the fewest of several trainings
 * @param total tests it should rest on
 * @param certainty what is known about how far it can be relied on
 */
public record Cell(
    Map<Variable, String> place,
    Nature nature,
    double mean,
    double deviation,
    int count,
    int splits,
    int scored,
    int total,
    Certainty certainty) {

  /**
   * The kind of number that a cell holds.
   *
   * @param greaterIsBetter which way is better
   * @param share whether its metric lies between 0 and 1, so that it can be said in percent
   * @param floor whether its model knows nothing of the audio or has learnt nothing, by what it is:
   *     {@code random}, {@code untrained}, {@code duration_loudness} or {@code prior}
   * @param protocol of what it is measured, but for model, dataset and metric; numbers with another
   *     one do not compete
   * @param probe what tells its downstream model from others of that name; empty if that is not
   *     known
   */
  public record Nature(
      boolean greaterIsBetter, boolean share, boolean floor, String protocol, String probe) {}

  /**
   * The reliability of a number.
   *
   * @param interval where the mean lies with 95 % confidence, over test tracks; where splits share
   *     some, over splits
   * @param chance the mean over splits of what an answer would score that knows nothing of the
   *     audio; NaN where there is no such thing
   * @param spread the deviation over trainings from other seeds, or on resamples of the training
   *     part, the mean over splits; 0 for one
   * @param resampled whether it is that over resamples
   * @param group 1 for the best of its dataset, metric and scenario and all that cannot be told
   *     from it; 0 where that is not known
   */
  public record Certainty(
      Interval interval, double chance, double spread, boolean resampled, int group) {
    /** Nothing is known. */
    public static final Certainty NONE = new Certainty(Interval.UNKNOWN, Double.NaN, 0, false, 0);

    /** The same in another group. */
    Certainty inGroup(int number) {
      return new Certainty(interval, chance, spread, resampled, number);
    }
  }

  /** A cell with a value for each variable that is not given: the empty text. */
  public Cell {
    Map<Variable, String> all = new EnumMap<>(Variable.class);
    for (Variable variable : Variable.values()) {
      all.put(variable, place.getOrDefault(variable, ""));
    }
    place = Collections.unmodifiableMap(all);
  }

  /** A number of which nothing is known but that, such as one that was published. */
  public static Cell of(Map<Variable, String> place, boolean greaterIsBetter, double mean) {
    String protocol =
        place.getOrDefault(Variable.SOURCE, "")
            + "\n"
            + place.getOrDefault(Variable.EXPERIMENT, "");
    return new Cell(
        place,
        new Nature(greaterIsBetter, mean >= 0 && mean <= 1, false, protocol, ""),
        mean,
        0,
        1,
        1,
        0,
        0,
        Certainty.NONE);
  }

  /** Which way is better. */
  public boolean greaterIsBetter() {
    return nature.greaterIsBetter;
  }

  /** Whether its model knows nothing of the audio or has learnt nothing. */
  public boolean floor() {
    return nature.floor;
  }

  /** Where it stands in one respect. */
  public String at(Variable variable) {
    return place.getOrDefault(variable, "");
  }

  /** This number elsewhere in one respect. */
  public Cell with(Variable variable, String value) {
    Map<Variable, String> changed = new EnumMap<>(place);
    changed.put(variable, value);
    return new Cell(changed, nature, mean, deviation, count, splits, scored, total, certainty);
  }

  /** This number under another protocol. */
  Cell under(String protocol) {
    return new Cell(
        place,
        new Nature(nature.greaterIsBetter, nature.share, nature.floor, protocol, nature.probe),
        mean,
        deviation,
        count,
        splits,
        scored,
        total,
        certainty);
  }

  /** Whether it is no better than chance. */
  public boolean isAtChance() {
    return new Estimate(mean, certainty.interval, Double.NaN, Double.NaN, certainty.chance)
        .isAtChance(nature.greaterIsBetter);
  }

  /** Whether it rests on fewer tracks or splits than it should. */
  public boolean isPartial() {
    return scored < total || count < splits;
  }
}
