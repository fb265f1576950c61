package org.sonoprobe.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;

/**
 * Items by ascending score, sorted once and then measured with any weights; equal scores are one
 * step.
 */
final class SortedItems {
  private final int[] tracks;
  private final boolean[] positive;
  private final int[] ends;
  private final boolean hasNegatives;

  private SortedItems(int[] tracks, boolean[] positive, int[] ends) {
    this.tracks = tracks;
    this.positive = positive;
    this.ends = ends;
    boolean negatives = false;
    for (boolean each : positive) {
      negatives |= !each;
    }
    this.hasNegatives = negatives;
  }

  /** A receiver of the weights of a step's positives and negatives. */
  interface Step {
    void of(double positives, double negatives);
  }

  /** A number made of a ranking; NaN where undefined. */
  interface Measure {
    double of(SortedItems ranking, double @Nullable [] weights);
  }

  /** The scores of classes {@code from} to {@code to - 1}, all in one ranking. */
  static SortedItems of(double[][] truth, Predictions predictions, int from, int to) {
    int size = truth.length * (to - from);
    double[] scores = new double[size];
    int[] tracks = new int[size];
    boolean[] positive = new boolean[size];
    int at = 0;
    for (int i = 0; i < truth.length; i++) {
      for (int c = from; c < to; c++) {
        scores[at] = predictions.score(i, c);
        positive[at] = truth[i][c] > 0;
        tracks[at++] = i;
      }
    }
    return of(scores, positive, tracks);
  }

  /** The classes that hold for one track above those that do not: one ranking for each track. */
  static SortedItems ofTrack(double[] truth, double[] scores) {
    boolean[] positive = new boolean[scores.length];
    for (int c = 0; c < scores.length; c++) {
      positive[c] = truth[c] > 0;
    }
    return of(scores, positive, new int[scores.length]);
  }

  static SortedItems of(double[] scores, boolean[] positive, int[] tracks) {
    int size = scores.length;
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = scores[i] + 0.0; // no negative zero, which Arrays.sort has below zero
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int steps = 0;
    for (int i = 0; i < size; i++) {
      if (steps == 0 || sorted[i] != sorted[steps - 1]) {
        sorted[steps++] = sorted[i];
      }
    }
    int[] step = new int[size];
    int[] ends = new int[steps];
    for (int i = 0; i < size; i++) {
      step[i] = Arrays.binarySearch(sorted, 0, steps, values[i]);
      ends[step[i]]++;
    }
    int[] next = new int[steps];
    for (int s = 1; s < steps; s++) {
      ends[s] += ends[s - 1];
      next[s] = ends[s - 1];
    }
    int[] orderedTracks = new int[size];
    boolean[] orderedPositive = new boolean[size];
    for (int i = 0; i < size; i++) {
      int place = next[step[i]]++;
      orderedTracks[place] = tracks[i];
      orderedPositive[place] = positive[i];
    }
    return new SortedItems(orderedTracks, orderedPositive, ends);
  }

  boolean hasNegatives() {
    return hasNegatives;
  }

  /** All steps from the lowest score on. */
  void ascending(double @Nullable [] weights, Step steps) {
    int at = 0;
    for (int end : ends) {
      double positives = 0;
      double negatives = 0;
      for (; at < end; at++) {
        double weight = weights == null ? 1 : weights[tracks[at]];
        if (positive[at]) {
          positives += weight;
        } else {
          negatives += weight;
        }
      }
      steps.of(positives, negatives);
    }
  }

  /** All steps from the highest score on. */
  void descending(double @Nullable [] weights, Step steps) {
    for (int s = ends.length - 1; s >= 0; s--) {
      double positives = 0;
      double negatives = 0;
      for (int at = ends[s] - 1; at >= (s == 0 ? 0 : ends[s - 1]); at--) {
        double weight = weights == null ? 1 : weights[tracks[at]];
        if (positive[at]) {
          positives += weight;
        } else {
          negatives += weight;
        }
      }
      steps.of(positives, negatives);
    }
  }

  /** Mann and Whitney's U over the weight of pairs; NaN without positives or negatives. */
  double area(double @Nullable [] weights) {
    double below = 0;
    double all = 0;
    double pairs = 0;
    int at = 0;
    for (int end : ends) {
      double positives = 0;
      double negatives = 0;
      for (; at < end; at++) {
        double weight = weights == null ? 1 : weights[tracks[at]];
        if (positive[at]) {
          positives += weight;
        } else {
          negatives += weight;
        }
      }
      pairs += positives * (below + 0.5 * negatives);
      below += negatives;
      all += positives;
    }
    return all == 0 || below == 0 ? Double.NaN : Math.min(1, pairs / (all * below));
  }

  /**
   * The precisions at the steps where recall rises, weighted by the rise; NaN without positives.
   */
  double averagePrecision(double @Nullable [] weights) {
    double sum = 0;
    double hits = 0;
    double retrieved = 0;
    for (int s = ends.length - 1; s >= 0; s--) {
      double positives = 0;
      for (int at = ends[s] - 1; at >= (s == 0 ? 0 : ends[s - 1]); at--) {
        double weight = weights == null ? 1 : weights[tracks[at]];
        retrieved += weight;
        if (positive[at]) {
          positives += weight;
        }
      }
      if (positives > 0) {
        hits += positives;
        sum += positives * (hits / retrieved);
      }
    }
    return hits == 0 ? Double.NaN : Math.min(1, sum / hits);
  }

  /**
   * A measure over all classes of some predictions, ready for any weights.
   *
   * @param classes one ranking per class, or per track for the average over samples
   * @param all one ranking of everything, for the average of that kind
   */
  record Prepared(
      Average average, SortedItems[] classes, @Nullable SortedItems all, double[][] truth) {

    static Prepared of(Average average, Predictions predictions) {
      double[][] truth = predictions.truth();
      int labels = predictions.task().labels().size();
      SortedItems[] parts = new SortedItems[average == Average.SAMPLES ? truth.length : labels];
      for (int part = 0; part < parts.length; part++) {
        parts[part] =
            average == Average.SAMPLES
                ? SortedItems.ofTrack(truth[part], predictions.scores(part))
                : SortedItems.of(truth, predictions, part, part + 1);
      }
      return new Prepared(
          average,
          parts,
          average == Average.MICRO ? SortedItems.of(truth, predictions, 0, labels) : null,
          truth);
    }

    /** The weight of the true instances of a class. */
    private double support(int label, double @Nullable [] weights) {
      double sum = 0;
      for (int i = 0; i < truth.length; i++) {
        sum += truth[i][label] > 0 ? weights == null ? 1 : weights[i] : 0;
      }
      return sum;
    }

    /** The average over the classes, or tracks, where the measure is defined. */
    double value(Measure measure, double @Nullable [] weights) {
      if (all != null) {
        return measure.of(all, weights);
      }
      double sum = 0;
      double total = 0;
      for (int part = 0; part < classes.length; part++) {
        double value = measure.of(classes[part], average == Average.SAMPLES ? null : weights);
        if (!Double.isNaN(value)) {
          double weight =
              switch (average) {
                case WEIGHTED -> support(part, weights);
                case SAMPLES -> weights == null ? 1 : weights[part];
                default -> 1;
              };
          sum += weight * value;
          total += weight;
        }
      }
      return total == 0 ? Double.NaN : sum / total;
    }
  }

  /**
   * The texts of a score beside its value.
   *
   * @param lacking what an undefined class has none of
   * @param withoutNegatives what is said of classes without negatives, that are defined; empty for
   *     nothing
   */
  record Words(String lacking, String withoutNegatives) {}

  /**
   * The average of a measure over the classes where it is defined; the others are named in a note.
   */
  static Score score(
      String metric, Average average, Predictions predictions, Measure measure, Words words) {
    List<String> labels = predictions.task().labels();
    Prepared prepared = Prepared.of(average, predictions);
    Prepared perClass =
        average == Average.SAMPLES ? Prepared.of(Average.MACRO, predictions) : prepared;
    Map<String, Double> parts = new LinkedHashMap<>();
    List<String> undefined = new ArrayList<>();
    List<String> certain = new ArrayList<>();
    for (int c = 0; c < labels.size(); c++) {
      double value = measure.of(perClass.classes[c], null);
      parts.put(labels.get(c), value);
      if (Double.isNaN(value)) {
        undefined.add(labels.get(c));
      } else if (!perClass.classes[c].hasNegatives && !words.withoutNegatives.isEmpty()) {
        certain.add(labels.get(c));
      }
    }
    List<String> notes = new ArrayList<>();
    if (average == Average.SAMPLES) {
      int none = 0;
      for (SortedItems each : prepared.classes) {
        none += Double.isNaN(measure.of(each, null)) ? 1 : 0;
      }
      if (none > 0 || prepared.classes.length == 0) {
        notes.add(
            ("undefined for %s of %s tracks, which have %s among the tags and are left out "
                    + "of the average")
                .formatted(none, prepared.classes.length, words.lacking));
      }
    } else if (!undefined.isEmpty()) {
      notes.add(
          "undefined for %s of %s classes, which have %s among the tracks%s: %s"
              .formatted(
                  undefined.size(),
                  labels.size(),
                  words.lacking,
                  average == Average.MICRO ? "" : " and are left out of the average",
                  String.join(", ", undefined)));
    }
    if (!certain.isEmpty()) {
      notes.add(words.withoutNegatives + ": " + String.join(", ", certain));
    }
    return new Score(metric, prepared.value(measure, null), parts, notes);
  }
}
