package org.sonoprobe.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * A metric that is an average over classes, with a name per average and a variant for each of the
 * others.
 */
interface Averaged extends Metric {

  /** How the classes become one number. */
  Average average();

  /** The name without the average. */
  String stem();

  /** Other spellings of the macro average. */
  Set<String> macroAliases();

  /** The same metric with another average. */
  Averaged with(Average average);

  @Override
  default String name() {
    return stem() + average().suffix();
  }

  @Override
  default Set<String> aliases() {
    return average() == Average.MACRO ? macroAliases() : Set.of();
  }

  @Override
  default List<Averaged> variants() {
    List<Averaged> variants = new ArrayList<>();
    for (Average other : Average.values()) {
      if (other != Average.MACRO) {
        variants.add(with(other));
      }
    }
    return variants;
  }

  @Override
  default long support(Predictions predictions) {
    return average() == Average.MACRO
        ? ClassSizes.ofSmallest(predictions)
        : Metric.super.support(predictions);
  }

  @Override
  default boolean supports(TaskType type) {
    return type.equals(TaskTypes.MULTILABEL_CLASSIFICATION)
        || type.equals(TaskTypes.MULTICLASS_CLASSIFICATION) && average() != Average.SAMPLES;
  }
}
