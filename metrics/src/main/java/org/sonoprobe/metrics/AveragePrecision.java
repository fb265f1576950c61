package org.sonoprobe.metrics;

import java.util.Set;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;

/**
 * The mean of the precisions at the thresholds where recall rises, weighted by the rise; what the
 * field also calls AUC-PR. Parts are the classes.
 *
 * <p>For a multiclass task each class is judged against the rest. Classes without positives are
 * undefined, left out of the average and named in a note; classes without negatives have 1 whatever
 * is predicted, count as scikit-learn has it, and are named in another note. Tested against
 * scikit-learn's {@code average_precision_score}.
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

  @Override
  public Weighted weighted(Predictions predictions) {
    SortedItems.Prepared prepared = SortedItems.Prepared.of(average, predictions);
    return weights -> prepared.value(SortedItems::averagePrecision, weights);
  }
}
