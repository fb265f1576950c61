package org.sonoprobe.api;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The scores that a predictor gave some tracks, beside the truth. */
public final class Predictions implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final Task task;
  private final List<String> trackIds;
  private final List<Target> targets;
  private final double[][] scores;
  private final List<String> units;

  /**
   * Predictions about tracks that are independent of each other, over copies of the scores.
   *
   * @param task with its labels
   * @param scores {@code [track][label]}: probabilities of the classes, or the predicted values;
   *     finite
   */
  public Predictions(Task task, List<String> trackIds, List<Target> targets, double[][] scores) {
    this(task, trackIds, targets, scores, trackIds);
  }

  /**
   * Predictions over copies of the scores.
   *
   * @param units for each track what it shares with those that are not independent of it, such as
   *     its artist or its recording: what an interval resamples as a whole
   */
  public Predictions(
      Task task,
      List<String> trackIds,
      List<Target> targets,
      double[][] scores,
      List<String> units) {
    this.task = task;
    this.units = List.copyOf(units);
    if (units.size() != trackIds.size()) {
      throw new IllegalArgumentException(
          trackIds.size() + " tracks, but " + units.size() + " units");
    }
    this.trackIds = List.copyOf(trackIds);
    this.targets = List.copyOf(targets);
    this.scores = new double[scores.length][];
    if (trackIds.size() != scores.length || targets.size() != scores.length) {
      throw new IllegalArgumentException(
          "%s tracks, %s targets, but %s rows of scores"
              .formatted(trackIds.size(), targets.size(), scores.length));
    }
    for (int i = 0; i < scores.length; i++) {
      if (scores[i].length != task.labels().size()) {
        throw new IllegalArgumentException(
            "track '%s' has %s scores for %s labels"
                .formatted(trackIds.get(i), scores[i].length, task.labels().size()));
      }
      for (double score : scores[i]) {
        if (!Double.isFinite(score)) {
          throw new IllegalArgumentException(
              "the scores of track '" + trackIds.get(i) + "' are not finite: " + score);
        }
      }
      this.scores[i] = scores[i].clone();
    }
  }

  /**
   * Some of these predictions, such as a resample of the tracks.
   *
   * @param tracks positions from 0 on, in the order wanted; one may be named more than once
   */
  public Predictions select(int... tracks) {
    List<String> ids = new ArrayList<>();
    List<Target> truths = new ArrayList<>();
    double[][] rows = new double[tracks.length][];
    List<String> own = new ArrayList<>();
    for (int i = 0; i < tracks.length; i++) {
      own.add(units.get(tracks[i]));
      ids.add(trackIds.get(tracks[i]));
      truths.add(targets.get(tracks[i]));
      rows[i] = scores[tracks[i]];
    }
    return new Predictions(task, ids, truths, rows, own);
  }

  /**
   * Each track as often as its weight says.
   *
   * @param weights one per track, whole numbers from 0 on
   * @throws IllegalArgumentException if a weight is no such number
   */
  public Predictions repeated(double[] weights) {
    if (weights.length != scores.length) {
      throw new IllegalArgumentException(
          weights.length + " weights for " + scores.length + " tracks");
    }
    int total = 0;
    for (double weight : weights) {
      if (!(weight >= 0) || weight != Math.rint(weight)) {
        throw new IllegalArgumentException(
            "tracks can be repeated a whole number of times, not " + weight);
      }
      total += (int) weight;
    }
    int[] tracks = new int[total];
    int at = 0;
    for (int i = 0; i < weights.length; i++) {
      for (int time = 0; time < (int) weights[i]; time++) {
        tracks[at++] = i;
      }
    }
    return select(tracks);
  }

  /**
   * What one would say of these tracks who knows how often each answer is right among them and
   * nothing of the audio: for each track the share of each class or tag, or the mean of each value.
   */
  public Predictions uninformed() {
    double[] shares = new double[task.labels().size()];
    for (double[] row : truth()) {
      for (int label = 0; label < shares.length; label++) {
        shares[label] += row[label];
      }
    }
    double[][] rows = new double[scores.length][];
    for (int label = 0; label < shares.length; label++) {
      shares[label] /= Math.max(1, scores.length);
    }
    java.util.Arrays.fill(rows, shares);
    return new Predictions(task, trackIds, targets, rows, units);
  }

  /** The task with its labels. */
  public Task task() {
    return task;
  }

  /** Number of tracks. */
  public int count() {
    return scores.length;
  }

  /** Ids of the tracks. */
  public List<String> trackIds() {
    return trackIds;
  }

  /** What each track shares with those that are not independent of it; its id if there are none. */
  public List<String> units() {
    return units;
  }

  /** The truth about each track. */
  public List<Target> targets() {
    return targets;
  }

  /** The score of one label for one track. */
  public double score(int track, int label) {
    return scores[track][label];
  }

  /** A copy of the scores of one track. */
  public double[] scores(int track) {
    return scores[track].clone();
  }

  /** The class with the highest score; the first of them on a tie. */
  public int predictedClass(int track) {
    double[] row = scores[track];
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      if (row[i] > row[best]) {
        best = i;
      }
    }
    return best;
  }

  /** The truth as a matrix {@code [track][label]}, see {@link Task#encode}. */
  public double[][] truth() {
    double[][] rows = new double[targets.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = task.encode(targets.get(i));
    }
    return rows;
  }
}
