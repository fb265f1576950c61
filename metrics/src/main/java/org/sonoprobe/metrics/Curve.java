package org.sonoprobe.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A curve of a yes-or-no question over all thresholds of a score.
 *
 * @param x such as false positive rates, or recalls
 * @param y such as true positive rates, or precisions
 * @param thresholds the scores at which a yes begins; may be fewer than the points
 */
public record Curve(double[] x, double[] y, double[] thresholds) {

  /** The counts of yes at and above each distinct score, from the highest on. */
  private record Steps(double[] falseYes, double[] trueYes, double[] thresholds) {
    static Steps of(double[] scores, boolean[] truth) {
      if (scores.length != truth.length) {
        throw new IllegalArgumentException(scores.length + " scores, " + truth.length + " truths");
      }
      if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
        throw new IllegalArgumentException("a score is NaN, which has no place in an order");
      }
      double[] distinct =
          Arrays.stream(scores).map(score -> score + 0.0).distinct().sorted().toArray();
      int steps = distinct.length;
      double[] falseYes = new double[steps];
      double[] trueYes = new double[steps];
      double[] thresholds = new double[steps];
      for (int i = 0; i < scores.length; i++) {
        int step = steps - 1 - Arrays.binarySearch(distinct, scores[i] + 0.0);
        falseYes[step] += truth[i] ? 0 : 1;
        trueYes[step] += truth[i] ? 1 : 0;
      }
      for (int s = 0; s < steps; s++) {
        thresholds[s] = distinct[steps - 1 - s];
        if (s > 0) {
          falseYes[s] += falseYes[s - 1];
          trueYes[s] += trueYes[s - 1];
        }
      }
      return new Steps(falseYes, trueYes, thresholds);
    }

    double negatives() {
      return falseYes.length == 0 ? 0 : falseYes[falseYes.length - 1];
    }

    double positives() {
      return trueYes.length == 0 ? 0 : trueYes[trueYes.length - 1];
    }
  }

  /**
   * The receiver operating characteristic: false against true positive rate, from (0, 0), whose
   * threshold is infinite, to (1, 1). A rate of nothing is NaN.
   *
   * @param corners whether points on a straight line between others are left out
   */
  public static Curve roc(double[] scores, boolean[] truth, boolean corners) {
    Steps steps = Steps.of(scores, truth);
    List<Integer> kept = new ArrayList<>();
    int last = steps.thresholds.length - 1;
    for (int s = 0; s <= last; s++) {
      if (!corners || s == 0 || s == last || bends(steps.falseYes, s) || bends(steps.trueYes, s)) {
        kept.add(s);
      }
    }
    double[] x = new double[kept.size() + 1];
    double[] y = new double[x.length];
    double[] thresholds = new double[x.length];
    thresholds[0] = Double.POSITIVE_INFINITY;
    x[0] = steps.negatives() == 0 ? Double.NaN : 0;
    y[0] = steps.positives() == 0 ? Double.NaN : 0;
    for (int i = 1; i < x.length; i++) {
      int s = kept.get(i - 1);
      x[i] = steps.falseYes[s] / steps.negatives();
      y[i] = steps.trueYes[s] / steps.positives();
      thresholds[i] = steps.thresholds[s];
    }
    return new Curve(x, y, thresholds);
  }

  private static boolean bends(double[] counts, int at) {
    return counts[at + 1] - counts[at] != counts[at] - counts[at - 1];
  }

  /**
   * Recall against precision, by ascending threshold, ending in recall 0 and precision 1 without a
   * threshold. Recall is 1 throughout where there are no positives, as scikit-learn has it.
   */
  public static Curve precisionRecall(double[] scores, boolean[] truth) {
    Steps steps = Steps.of(scores, truth);
    int count = steps.thresholds.length;
    double[] x = new double[count + 1];
    double[] y = new double[count + 1];
    double[] thresholds = new double[count];
    for (int s = 0; s < count; s++) {
      int at = count - 1 - s;
      x[at] = steps.positives() == 0 ? 1 : steps.trueYes[s] / steps.positives();
      y[at] = steps.trueYes[s] / (steps.trueYes[s] + steps.falseYes[s]);
      thresholds[at] = steps.thresholds[s];
    }
    y[count] = 1;
    return new Curve(x, y, thresholds);
  }

  /**
   * The detection error trade-off: false positive against false negative rate, by ascending
   * threshold (Martin and others, 1997).
   */
  public static Curve det(double[] scores, boolean[] truth) {
    Steps steps = Steps.of(scores, truth);
    int count = steps.thresholds.length;
    double[] x = new double[count];
    double[] y = new double[count];
    double[] thresholds = new double[count];
    for (int s = 0; s < count; s++) {
      int at = count - 1 - s;
      x[at] = steps.falseYes[s] / steps.negatives();
      y[at] = 1 - steps.trueYes[s] / steps.positives();
      thresholds[at] = steps.thresholds[s];
    }
    return new Curve(x, y, thresholds);
  }

  /**
   * Mean probability against share of yes in bins of equal width, each open below and closed above;
   * empty bins are left out, and thresholds are the upper ends of the others.
   */
  public static Curve calibration(double[] probabilities, boolean[] truth, int bins) {
    double[] sums = new double[bins];
    double[] yes = new double[bins];
    double[] counts = new double[bins];
    for (int i = 0; i < probabilities.length; i++) {
      int bin = Math.max(0, Math.min(bins, (int) Math.ceil(probabilities[i] * bins)) - 1);
      sums[bin] += probabilities[i];
      yes[bin] += truth[i] ? 1 : 0;
      counts[bin]++;
    }
    int[] full = java.util.stream.IntStream.range(0, bins).filter(b -> counts[b] > 0).toArray();
    return new Curve(
        Arrays.stream(full).mapToDouble(b -> sums[b] / counts[b]).toArray(),
        Arrays.stream(full).mapToDouble(b -> yes[b] / counts[b]).toArray(),
        Arrays.stream(full).mapToDouble(b -> (b + 1.0) / bins).toArray());
  }

  /** The area below the curve by trapezia. */
  public double area() {
    double area = 0;
    for (int i = 1; i < x.length; i++) {
      area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
    }
    return Math.abs(area);
  }
}
