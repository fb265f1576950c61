package org.sonoprobe.metrics;

import java.util.Set;

/**
 * Hits among all that was predicted or holds: {@code hits / (predicted + actual - hits)}; parts are
 * the classes.
 *
 * <p>The macro average is over all classes of the task, also those that do not occur. Tested
 * against scikit-learn's {@code jaccard_score}.
 *
 * @param average how the classes become one number; macro unless set
 * @param zeroDivision what a ratio counts as whose denominator is zero, 0 or 1; 0 unless set
 */
public record Jaccard(Average average, double zeroDivision) implements RatioMetric {
  public Jaccard {
    RatioMetric.checkZeroDivision(zeroDivision);
  }

  /** The macro average. */
  public Jaccard() {
    this(Average.MACRO);
  }

  /** Another average. */
  public Jaccard(Average average) {
    this(average, 0);
  }

  @Override
  public String stem() {
    return "jaccard";
  }

  @Override
  public Set<String> macroAliases() {
    return Set.of("jaccard", "jaccard_score");
  }

  @Override
  public Jaccard with(Average other) {
    return new Jaccard(other, zeroDivision);
  }

  @Override
  public Counts.Ratio ratio() {
    return (hits, predicted, actual) -> Counts.divide(hits, predicted + actual - hits);
  }
}
