package org.sonoprobe.metrics;

import java.util.Set;
import org.sonoprobe.api.Predictions;

/**
 * The share of predictions of a class that are right: {@code hits / predicted}; parts are the
 * classes.
 *
 * <p>The macro average is over all classes of the task, also those that do not occur. Tested
 * against scikit-learn's {@code precision_score}.
 *
 * @param average how the classes become one number; macro unless set
 * @param zeroDivision what a ratio counts as whose denominator is zero, 0 or 1; 0 unless set
 */
public record Precision(Average average, double zeroDivision) implements RatioMetric {
  public Precision {
    RatioMetric.checkZeroDivision(zeroDivision);
  }

  /** The macro average. */
  public Precision() {
    this(Average.MACRO);
  }

  /** Another average. */
  public Precision(Average average) {
    this(average, 0);
  }

  @Override
  public String stem() {
    return "precision";
  }

  @Override
  public Set<String> macroAliases() {
    return Set.of("precision", "precision_score");
  }

  @Override
  public Precision with(Average other) {
    return new Precision(other, zeroDivision);
  }

  /** Unknown for a mean over classes of fewer than three tracks, of which too few are said. */
  @Override
  public Spread spread(Predictions predictions) {
    return average == Average.MACRO && ClassSizes.areTiny(predictions)
        ? Spread.UNKNOWN
        : Spread.COUNTS;
  }

  @Override
  public Counts.Ratio ratio() {
    return (hits, predicted, actual) -> Counts.divide(hits, predicted);
  }
}
