package org.sonoprobe.metrics;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * The mean of the recalls of those classes that occur in the truth; adjusted, 0 for chance and 1
 * for perfect: {@code (mean - 1/n) / (1 - 1/n)} for {@code n} classes. Scikit-learn's {@code
 * balanced_accuracy_score}. Parts are the recalls.
 *
 * @param adjusted whether chance is 0; false unless set
 */
public record BalancedAccuracy(boolean adjusted) implements Metric {

  /** Not adjusted. */
  public BalancedAccuracy() {
    this(false);
  }

  @Override
  public String name() {
    return "balanced_accuracy";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("balanced_accuracy_score", "unweighted_average_recall", "UAR");
  }

  @Override
  public String label() {
    return adjusted ? name() + " adjusted" : name();
  }

  @Override
  public boolean supports(TaskType type) {
    return type.equals(TaskTypes.MULTICLASS_CLASSIFICATION);
  }

  @Override
  public Range range() {
    return adjusted ? new Range(Double.NEGATIVE_INFINITY, 1) : Range.UNIT;
  }

  @Override
  public long support(Predictions predictions) {
    return ClassSizes.ofSmallest(predictions);
  }

  @Override
  public Spread spread(Predictions predictions) {
    return ClassSizes.ofShares(predictions);
  }

  @Override
  public Score compute(Predictions predictions) {
    CountedAnswers answers = CountedAnswers.of(predictions);
    Score recall =
        answers
            .counts(null)
            .score(label(), Average.WEIGHTED, new Recall().ratio(), 0, value(answers, null));
    return Double.isNaN(recall.value())
        ? new Score(
            label(),
            Double.NaN,
            recall.parts(),
            List.of("undefined: fewer classes occur in the truth than it needs"))
        : recall;
  }

  @Override
  public Weighted weighted(Predictions predictions) {
    CountedAnswers answers = CountedAnswers.of(predictions);
    return weights -> value(answers, weights);
  }

  private double value(CountedAnswers answers, double @Nullable [] weights) {
    Counts counts = answers.counts(weights);
    double sum = 0;
    int present = 0;
    for (int c = 0; c < counts.actual().length; c++) {
      if (counts.actual()[c] > 0) {
        sum += counts.hits()[c] / counts.actual()[c];
        present++;
      }
    }
    if (present == 0 || adjusted && present == 1) {
      return Double.NaN;
    }
    double mean = sum / present;
    double chance = 1.0 / present;
    return adjusted ? (mean - chance) / (1 - chance) : mean;
  }
}
