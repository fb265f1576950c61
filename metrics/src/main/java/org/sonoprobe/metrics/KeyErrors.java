package org.sonoprobe.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * What kind of error key estimates are: one part for each relation to the true key ({@code same},
 * {@code fifth above}, {@code fifth below}, {@code relative}, {@code parallel}, {@code other}) with
 * the number of tracks, which sum to those that can be judged. The value is the number of errors.
 */
public record KeyErrors() implements Metric {

  @Override
  public String name() {
    return "key_errors";
  }

  @Override
  public boolean supports(TaskType type) {
    return type.equals(TaskTypes.MULTICLASS_CLASSIFICATION);
  }

  @Override
  public boolean greaterIsBetter() {
    return false;
  }

  @Override
  public Range range() {
    return Range.POSITIVE;
  }

  @Override
  public Score compute(Predictions predictions) {
    Map<String, Double> parts = new LinkedHashMap<>();
    for (Key.Relation relation : Key.Relation.values()) {
      parts.put(relation.words(), 0.0);
    }
    double wrong = 0;
    int judged = 0;
    for (Key.@Nullable Relation relation : KeyScore.relations(predictions)) {
      if (relation != null) {
        parts.merge(relation.words(), 1.0, Double::sum);
        wrong += relation == Key.Relation.SAME ? 0 : 1;
        judged++;
      }
    }
    if (judged == 0) {
      return new Score(
          name(),
          Double.NaN,
          parts,
          List.of("undefined: no track has and was given a label that is a key"));
    }
    int others = predictions.count() - judged;
    return new Score(
        name(),
        wrong,
        parts,
        others == 0
            ? List.of()
            : List.of(others + " tracks " + new KeyScore().lacking() + " and are left out"));
  }
}
