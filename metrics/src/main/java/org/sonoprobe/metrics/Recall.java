package org.sonoprobe.metrics;

import java.util.Set;
import org.sonoprobe.api.Predictions;

/**
 * The share of the instances of a class that are found: {@code hits / actual}; parts are the
 * classes.
 *
 * <p>The macro average is over all classes of the task, also those that do not occur. Tested
 * against scikit-learn's {@code recall_score}.
 *
 * @param average how the classes become one number; macro unless set
 * @param zeroDivision what a ratio counts as whose denominator is zero, 0 or 1; 0 unless set
 */
public record Recall(Average average, double zeroDivision) implements RatioMetric {
  public Recall {
    RatioMetric.checkZeroDivision(zeroDivision);
  }

  /** The macro average. */
  public Recall() {
    this(Average.MACRO);
  }

  /** Another average. */
  public Recall(Average average) {
    this(average, 0);
  }

  @Override
  public String stem() {
    return "recall";
  }

  @Override
  public Set<String> macroAliases() {
    return Set.of("recall", "recall_score");
  }

  @Override
  public Recall with(Average other) {
    return new Recall(other, zeroDivision);
  }

  @Override
  public Spread spread(Predictions predictions) {
    return average == Average.MACRO ? ClassSizes.ofShares(predictions) : Spread.COUNTS;
  }

  @Override
  public Counts.Ratio ratio() {
    return (hits, predicted, actual) -> Counts.divide(hits, actual);
  }
}
