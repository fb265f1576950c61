package org.sonoprobe.metrics;

import java.util.Set;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * The share of tracks that are right: the class with the highest score is the true one or, for
 * tags, every tag is right at a threshold of 0.5 (scikit-learn's {@code accuracy_score}).
 */
public record Accuracy() implements PerTrack {

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("accuracy_score", "subset_accuracy");
  }

  @Override
  public boolean supports(TaskType type) {
    return TaskTypes.CLASSIFICATION.contains(type);
  }

  @Override
  public Range range() {
    return Range.UNIT;
  }

  @Override
  public double[] perTrack(Predictions predictions) {
    CountedAnswers answers = CountedAnswers.of(predictions);
    double[] right = new double[answers.tracks()];
    for (int i = 0; i < right.length; i++) {
      right[i] = answers.isRight(i) ? 1 : 0;
    }
    return right;
  }
}
