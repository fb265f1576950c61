package org.sonoprobe.metrics;

import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;

/** What precision, recall, F and Jaccard share: a ratio of hits, predictions and instances. */
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
    Answers answers = Answers.of(predictions);
    return answers
        .counts(null)
        .score(label(), average(), ratio(), zeroDivision(), value(answers, null));
  }

  @Override
  default Weighted weighted(Predictions predictions) {
    Answers answers = Answers.of(predictions);
    return weights -> value(answers, weights);
  }

  private double value(Answers answers, double @Nullable [] weights) {
    if (average() != Average.SAMPLES) {
      return answers.counts(weights).average(average(), ratio(), zeroDivision());
    }
    double sum = 0;
    double all = 0;
    for (int i = 0; i < answers.tracks(); i++) {
      double weight = weights == null ? 1 : weights[i];
      sum +=
          weight
              * ratio()
                  .orElse(answers.hits(i), answers.predicted(i), answers.actual(i), zeroDivision());
      all += weight;
    }
    return all == 0 ? Double.NaN : sum / all;
  }

  /** Refuses what is neither 0 nor 1. */
  static void checkZeroDivision(double zeroDivision) {
    if (zeroDivision != 0 && zeroDivision != 1) {
      throw new IllegalArgumentException("zero_division must be 0 or 1, but is " + zeroDivision);
    }
  }
}
