package org.sonoprobe.metrics;

import java.util.Arrays;
import java.util.Set;
import org.apache.commons.math3.special.Gamma;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;

/**
 * The mean of the precisions at the thresholds where recall rises, weighted by the rise; what the
 * field also calls AUC-PR. Parts are the classes.
 *
 * <p>For a multiclass task each class is judged against the rest. Classes (over samples: tracks)
 * without positives are undefined, left out of the average and named in a note; classes without
 * negatives have 1 whatever is predicted, count as scikit-learn has it, and are named in another
 * note. Tested against scikit-learn's {@code average_precision_score}.
 *
 * @param average how the classes become one number; macro unless set
 */
public record AveragePrecision(Average average) implements Averaged {
  private static final SortedItems.Words WORDS =
      new SortedItems.Words(
          "no positives",
          "classes without negatives have an average precision of 1 whatever is predicted, which"
              + " counts in the average");

  /** The macro average. */
  public AveragePrecision() {
    this(Average.MACRO);
  }

  @Override
  public String stem() {
    return "average_precision";
  }

  @Override
  public Set<String> macroAliases() {
    return Set.of("average_precision", "average_precision_score", "AUC-PR", "pr_auc");
  }

  @Override
  public AveragePrecision with(Average other) {
    return new AveragePrecision(other);
  }

  @Override
  public Range range() {
    return Range.UNIT;
  }

  @Override
  public Score compute(Predictions predictions) {
    return SortedItems.score(name(), average, predictions, SortedItems::averagePrecision, WORDS);
  }

  /** Order, in which few positives may move the score far. */
  @Override
  public Spread spread(Predictions predictions) {
    return Spread.VALUES;
  }

  /**
   * The mean of the score over all orders of tracks, which is above the share of positives: {@code
   * (p - 1) / (n - 1) + (n - p) H(n) / (n (n - 1))} for {@code p} of {@code n}, with the harmonic
   * number {@code H}; over samples that of the order of how often tags hold, and over all labels
   * together the better of the two.
   */
  @Override
  public double chance(Predictions predictions) {
    if (average == Average.SAMPLES || predictions.count() == 0) {
      return Averaged.super.chance(predictions);
    }
    double[] positives = new double[predictions.task().labels().size()];
    for (double[] row : predictions.truth()) {
      for (int c = 0; c < positives.length; c++) {
        positives[c] += row[c] > 0 ? 1 : 0;
      }
    }
    double all = Arrays.stream(positives).sum();
    int tracks = predictions.count();
    return switch (average) {
      case MICRO ->
          Math.max(
              Averaged.super.chance(predictions),
              ofRandomOrder(all, (double) tracks * positives.length));
      case WEIGHTED ->
          Arrays.stream(positives).map(p -> p == 0 ? 0 : p / all * ofRandomOrder(p, tracks)).sum();
      default ->
          Arrays.stream(positives)
              .filter(p -> p > 0)
              .map(p -> ofRandomOrder(p, tracks))
              .average()
              .orElse(Double.NaN);
    };
  }

  private static double ofRandomOrder(double positives, double count) {
    if (positives == 0) {
      return Double.NaN;
    }
    if (positives == count) {
      return 1;
    }
    double harmonic = Gamma.digamma(count + 1) + Gamma.GAMMA;
    return (positives - 1) / (count - 1) + (count - positives) * harmonic / (count * (count - 1));
  }

  @Override
  public Weighted weighted(Predictions predictions) {
    SortedItems.Prepared prepared = SortedItems.Prepared.of(average, predictions);
    return weights -> prepared.value(SortedItems::averagePrecision, weights);
  }
}
