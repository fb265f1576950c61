package org.sonoprobe.metrics;

import java.util.Set;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;

/**
 * The harmonic mean of precision and recall: {@code 2 hits / (predicted + actual)}; parts are the
 * classes.
 *
 * <p>A ratio whose denominator is zero counts as 0; the macro average is over all classes of the
 * task, also those that do not occur. Tested against scikit-learn's {@code
 * precision_recall_fscore_support} with {@code zero_division=0}.
 *
 * @param average how the classes become one number; macro unless set
 */
public record F1(Average average) implements Averaged {
  /** The macro average. */
  public F1() {
    this(Average.MACRO);
  }

  @Override
  public String stem() {
    return "f1";
  }

  @Override
  public Set<String> macroAliases() {
    return Set.of("f1");
  }

  @Override
  public F1 with(Average other) {
    return new F1(other);
  }

  @Override
  public Score compute(Predictions predictions) {
    return Counts.of(predictions)
        .score(
            name(),
            average,
            (hits, predicted, actual) -> Counts.divide(2 * hits, predicted + actual));
  }
}
