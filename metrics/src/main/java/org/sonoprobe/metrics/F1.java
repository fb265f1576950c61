package org.sonoprobe.metrics;

import java.util.Set;

/**
 * The harmonic mean of precision and recall: {@code 2 hits / (predicted + actual)}; parts are the
 * classes.
 *
 * <p>The macro average is over all classes of the task, also those that do not occur. Tested
 * against scikit-learn's {@code f1_score}.
 *
 * @param average how the classes become one number; macro unless set
 * @param zeroDivision what a ratio counts as whose denominator is zero, 0 or 1; 0 unless set
 */
public record F1(Average average, double zeroDivision) implements RatioMetric {
  public F1 {
    RatioMetric.checkZeroDivision(zeroDivision);
  }

  /** The macro average. */
  public F1() {
    this(Average.MACRO);
  }

  /** Another average. */
  public F1(Average average) {
    this(average, 0);
  }

  @Override
  public String stem() {
    return "f1";
  }

  @Override
  public Set<String> macroAliases() {
    return Set.of("f1", "f1_score", "f1-score");
  }

  @Override
  public F1 with(Average other) {
    return new F1(other, zeroDivision);
  }

  @Override
  public Counts.Ratio ratio() {
    return (hits, predicted, actual) -> Counts.divide(2 * hits, predicted + actual);
  }
}
