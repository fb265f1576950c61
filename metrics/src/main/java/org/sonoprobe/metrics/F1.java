package org.sonoprobe.metrics;

import java.util.List;
import java.util.Set;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;

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
public record F1(Average average) implements Metric {
  /** The macro average. */
  public F1() {
    this(Average.MACRO);
  }

  @Override
  public String name() {
    return "f1" + average.suffix();
  }

  @Override
  public Set<String> aliases() {
    return average == Average.MACRO ? Set.of("f1") : Set.of();
  }

  @Override
  public List<F1> variants() {
    return List.of(new F1(Average.MICRO), new F1(Average.WEIGHTED));
  }

  @Override
  public boolean supports(TaskType type) {
    return type != TaskType.REGRESSION;
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
