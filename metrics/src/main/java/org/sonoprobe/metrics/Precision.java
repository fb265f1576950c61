package org.sonoprobe.metrics;

import java.util.Set;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;

/**
 * The share of predictions of a class that are right: {@code hits / predicted}; parts are the
 * classes.
 *
 * <p>A ratio whose denominator is zero counts as 0; the macro average is over all classes of the
 * task, also those that do not occur. Tested against scikit-learn's {@code
 * precision_recall_fscore_support} with {@code zero_division=0}.
 *
 * @param average how the classes become one number; macro unless set
 */
public record Precision(Average average) implements Averaged {
  /** The macro average. */
  public Precision() {
    this(Average.MACRO);
  }

  @Override
  public String stem() {
    return "precision";
  }

  @Override
  public Set<String> macroAliases() {
    return Set.of("precision");
  }

  @Override
  public Precision with(Average other) {
    return new Precision(other);
  }

  @Override
  public Score compute(Predictions predictions) {
    return Counts.of(predictions)
        .score(name(), average, (hits, predicted, actual) -> Counts.divide(hits, predicted));
  }
}
