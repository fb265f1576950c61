package org.sonoprobe.metrics;

import java.util.Set;

/**
 * The weighted harmonic mean of precision and recall, in which recall counts {@code beta} times as
 * much: {@code (1 + beta²) hits / (predicted + beta² actual)}; parts are the classes.
 *
 * <p>Tested against scikit-learn's {@code fbeta_score}.
 *
 * @param beta how much recall counts; 2 unless set
 * @param average how the classes become one number; macro unless set
 */
public record FBeta(double beta, Average average) implements RatioMetric {
  public FBeta {
    if (!(beta > 0) || Double.isInfinite(beta)) {
      throw new IllegalArgumentException("beta must be positive, but is " + beta);
    }
  }

  /** The macro average of F2. */
  public FBeta() {
    this(2, Average.MACRO);
  }

  @Override
  public String stem() {
    return "fbeta";
  }

  @Override
  public String label() {
    return "f" + (beta == Math.rint(beta) ? String.valueOf((long) beta) : beta) + average.suffix();
  }

  @Override
  public Set<String> macroAliases() {
    return Set.of("fbeta", "fbeta_score");
  }

  @Override
  public FBeta with(Average other) {
    return new FBeta(beta, other);
  }

  @Override
  public double zeroDivision() {
    return 0;
  }

  @Override
  public Counts.Ratio ratio() {
    return (hits, predicted, actual) ->
        Counts.divide((1 + beta * beta) * hits, predicted + beta * beta * actual);
  }
}
