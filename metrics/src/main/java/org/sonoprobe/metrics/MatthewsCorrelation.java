package org.sonoprobe.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * Matthews' correlation of truth and answer for any number of classes (Gorodkin's R_K, 2004): their
 * covariance over the root of the product of their variances, as indicators. Undefined where one of
 * them is the same class throughout, for which scikit-learn's {@code matthews_corrcoef} gives 0.
 */
public record MatthewsCorrelation() implements Metric {

  @Override
  public String name() {
    return "matthews_corrcoef";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("mcc");
  }

  @Override
  public boolean supports(TaskType type) {
    return type.equals(TaskTypes.MULTICLASS_CLASSIFICATION);
  }

  @Override
  public Range range() {
    return Range.SYMMETRIC;
  }

  /** From what answers as frequent as these have where all are wrong. */
  @Override
  public Range range(Predictions predictions) {
    double[][] confusion = CountedAnswers.of(predictions).confusion(null);
    double whole = value(confusion);
    double right = 0;
    double all = 0;
    CohenKappa.Margins margins = CohenKappa.Margins.of(confusion);
    for (int c = 0; c < confusion.length; c++) {
      right += confusion[c][c];
      all += margins.truth()[c] * margins.said()[c];
    }
    // value = (right * n - all) / x, and without what is right -all / x
    double above = right * margins.all() - all;
    double lowest = above == 0 ? -1 : -all * whole / above;
    return lowest < 0 && lowest > -1 ? new Range(lowest, 1) : range();
  }

  @Override
  public Score compute(Predictions predictions) {
    double value = value(CountedAnswers.of(predictions).confusion(null));
    return Double.isNaN(value)
        ? new Score(
            name(),
            value,
            Map.of(),
            List.of("undefined: truth or answers are one class throughout, or nothing"))
        : new Score(name(), value);
  }

  /** Zero, that of independent answers; a constant answer has none. */
  @Override
  public double chance(Predictions predictions) {
    return predictions.count() == 0 ? Double.NaN : 0;
  }

  @Override
  public Weighted weighted(Predictions predictions) {
    CountedAnswers answers = CountedAnswers.of(predictions);
    return weights -> value(answers.confusion(weights));
  }

  private static double value(double[][] confusion) {
    CohenKappa.Margins margins = CohenKappa.Margins.of(confusion);
    double all = margins.all();
    double right = 0;
    double both = 0;
    double truth = 0;
    double said = 0;
    for (int c = 0; c < confusion.length; c++) {
      right += confusion[c][c];
      both += margins.truth()[c] * margins.said()[c];
      truth += margins.truth()[c] * margins.truth()[c];
      said += margins.said()[c] * margins.said()[c];
    }
    double variances = (all * all - truth) * (all * all - said);
    return variances == 0 ? Double.NaN : (right * all - both) / Math.sqrt(variances);
  }
}
