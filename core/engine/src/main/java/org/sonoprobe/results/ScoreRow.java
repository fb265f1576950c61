package org.sonoprobe.results;

import java.io.Serial;
import java.io.Serializable;
import org.sonoprobe.files.ColumnOrder;
import org.sonoprobe.statistics.Estimate;
import org.sonoprobe.statistics.Interval;

/**
 * A score of one training on one split, or a part of it.
 *
 * @param place where it stands
 * @param condition what its scenario is
 * @param part the class or cell it is about; empty for the metric's one value
 * @param estimate the score, with interval and chance level; parts have neither
 * @param counts the tracks it rests on
 */
@ColumnOrder({
  "experiment",
  "task",
  "dataset",
  "split",
  "embedding",
  "variant",
  "aggregation",
  "downstream",
  "repeat",
  "training",
  "scenario",
  "deformations",
  "sweep",
  "level",
  "metric",
  "part",
  "value",
  "low",
  "high",
  "standard_error",
  "degrees_of_freedom",
  "chance",
  "scored",
  "total",
  "trained"
})
public record ScoreRow(
    Place place, Condition condition, String part, Estimate estimate, TrackCounts counts)
    implements Placed, Serializable {
  @Serial private static final long serialVersionUID = 2;

  /** A row that says that a score is missing. */
  public static ScoreRow missing(Place place, Condition condition, TrackCounts counts) {
    return new ScoreRow(place, condition, "", Estimate.UNKNOWN, counts);
  }

  /** The number of a class or cell, which is there without interval and chance level. */
  public ScoreRow ofPart(String name, double value, int scored, int total) {
    return new ScoreRow(
        place,
        condition,
        name,
        Estimate.of(value),
        new TrackCounts(scored, total, counts.trained()));
  }

  /** This row under a condition in other words. */
  public ScoreRow under(Condition other) {
    return new ScoreRow(place, other, part, estimate, counts);
  }

  /**
   * Whether the downstream model was trained on a resample of its training part, as models are in
   * which nothing depends on a seed when trainings are repeated: such a score tells how far scores
   * spread, and is no estimate of its own.
   */
  public boolean isResampled() {
    return place.training().data().resampled();
  }

  /**
   * Whether the downstream model was trained on some tracks of its training part, of which {@link
   * #trained} is the number: how scores grow with data.
   */
  public boolean isSubset() {
    return place.training().isSubset();
  }

  /** How many tracks such a subset was to have; 0 for none. */
  public int subset() {
    return place.training().data().subset();
  }

  /** Whether the downstream model was trained on its training part as it is. */
  public boolean isWhole() {
    return place.training().data().equals(Repetition.Data.WHOLE);
  }

  /** The sweep that the scenario is part of; empty if it is part of none. */
  public String sweep() {
    return condition.sweep();
  }

  /** The level of the scenario in its sweep; NaN if it is part of none. */
  public double level() {
    return condition.level();
  }

  /** What the scenario does, with all parameters; empty for the clean audio. */
  public String deformations() {
    return condition.deformations();
  }

  /** The number; NaN where undefined. */
  public double value() {
    return estimate.value();
  }

  /**
   * Between which values the score lies if other tracks of the kind had been tested, with 95 %
   * confidence; NaN at both ends where nothing is known of that, as for parts.
   */
  public Interval interval() {
    return estimate.interval();
  }

  /**
   * The score of an answer that knows how often each label is right among the tracks scored and
   * nothing of the audio; NaN where there is none, as for parts.
   */
  public double chance() {
    return estimate.chance();
  }

  /** Tracks that the number rests on; for a class those that are of it. */
  public int scored() {
    return counts.scored();
  }

  /** Tracks in the test part of the split; for a class those that are of it. */
  public int total() {
    return counts.total();
  }

  /** Tracks that the downstream model was trained on. */
  public int trained() {
    return counts.trained();
  }

  @Override
  public String toString() {
    return "%s%s = %s (%d of %d tracks)"
        .formatted(place, part.isEmpty() ? "" : " of " + part, value(), scored(), total());
  }
}
