package org.sonoprobe.metrics;

import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;

/**
 * A metric that is a ratio of hits, predictions and instances: precision, recall, F and Jaccard.
 */
interface RatioMetric extends Averaged {

  /** The ratio. */
  Counts.Ratio ratio();

  /** What a ratio counts as whose denominator is zero. */
  double zeroDivision();

  @Override
  default Range range() {
    return Range.UNIT;
  }

  @Override
  default String label() {
    return zeroDivision() == 0 ? name() : name() + " zero_division=1";
  }

  @Override
  default Score compute(Predictions predictions) {
    CountedAnswers answers = CountedAnswers.of(predictions);
    return answers
        .counts(null)
        .score(
            label(),
            average(),
            ratio(),
            zeroDivision(),
            value(answers, null, new boolean[predictions.task().labels().size()]));
  }

  /**
   * {@inheritDoc}
   *
   * <p>A macro average of a draw is over the classes that the draw has, of those that occur at all:
   * with few tracks for each class most draws lack some, and would all score less than the tracks
   * that they are drawn from.
   */
  @Override
  default Weighted weighted(Predictions predictions) {
    CountedAnswers answers = CountedAnswers.of(predictions);
    boolean[] defined = answers.counts(null).defined(ratio());
    return weights -> value(answers, weights, defined);
  }

  /**
   * The better of two answers that know how often each class holds: always the most frequent one,
   * and one drawn by the shares, whose expected counts it is computed from.
   */
  @Override
  default double chance(Predictions predictions) {
    if (predictions.count() == 0) {
      return Double.NaN;
    }
    double constant = compute(predictions.uninformed()).value();
    Counts counts = CountedAnswers.of(predictions).counts(null);
    double[] hits = counts.actual().clone();
    for (int c = 0; c < hits.length; c++) {
      hits[c] *= counts.actual()[c] / predictions.count();
    }
    Average average = average() == Average.SAMPLES ? Average.MICRO : average();
    double drawn =
        new Counts(counts.labels(), hits, counts.actual(), counts.actual())
            .average(average, ratio(), zeroDivision());
    return Double.isNaN(constant)
        ? drawn
        : Double.isNaN(drawn) ? constant : Math.max(constant, drawn);
  }

  private double value(CountedAnswers answers, double @Nullable [] weights, boolean[] defined) {
    if (average() != Average.SAMPLES) {
      return answers.counts(weights).average(average(), ratio(), zeroDivision(), defined);
    }
    double sum = 0;
    double all = 0;
    double tags = 0;
    for (int i = 0; i < answers.tracks(); i++) {
      double weight = weights == null ? 1 : weights[i];
      tags += weight * (answers.predicted(i) + answers.actual(i));
      sum +=
          weight
              * ratio()
                  .orElse(answers.hits(i), answers.predicted(i), answers.actual(i), zeroDivision());
      all += weight;
    }
    return tags == 0 ? Double.NaN : sum / all;
  }

  /** Refuses what is neither 0 nor 1. */
  static void checkZeroDivision(double zeroDivision) {
    if (zeroDivision != 0 && zeroDivision != 1) {
      throw new IllegalArgumentException("zero_division must be 0 or 1, but is " + zeroDivision);
    }
  }
}
