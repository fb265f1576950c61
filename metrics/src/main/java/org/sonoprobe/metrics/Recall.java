package org.sonoprobe.metrics;

import java.util.Set;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;

/**
 * The share of the instances of a class that are found: {@code hits / actual}; parts are the
 * classes.
 *
 * <p>A ratio whose denominator is zero counts as 0; the macro average is over all classes of the
 * task, also those that do not occur. Tested against scikit-learn's {@code
 * precision_recall_fscore_support} with {@code zero_division=0}.
 *
 * @param average how the classes become one number; macro unless set
 */
public record Recall(Average average) implements Averaged {
  /** The macro average. */
  public Recall() {
    this(Average.MACRO);
  }

  @Override
  public String stem() {
    return "recall";
  }

  @Override
  public Set<String> macroAliases() {
    return Set.of("recall");
  }

  @Override
  public Recall with(Average other) {
    return new Recall(other);
  }

  @Override
  public Score compute(Predictions predictions) {
    return Counts.of(predictions)
        .score(name(), average, (hits, predicted, actual) -> Counts.divide(hits, actual));
  }
}
