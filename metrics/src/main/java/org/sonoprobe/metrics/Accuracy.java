package org.sonoprobe.metrics;

import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;

/**
 * The share of tracks that are right: the class with the highest score is the true one or, for
 * tags, every tag is right at a threshold of 0.5 (scikit-learn's {@code accuracy_score}).
 */
public record Accuracy() implements Metric {

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public boolean supports(TaskType type) {
    return type != TaskType.REGRESSION;
  }

  @Override
  public Score compute(Predictions predictions) {
    if (predictions.count() == 0) {
      return new Score(
          name(), Double.NaN, Map.of(), List.of("undefined: there is nothing to score"));
    }
    double[][] truth = predictions.truth();
    boolean tags = predictions.task().type() == TaskType.MULTILABEL_CLASSIFICATION;
    int right = 0;
    for (int i = 0; i < truth.length; i++) {
      right +=
          (tags ? allTags(predictions, i, truth[i]) : truth[i][predictions.predictedClass(i)] > 0)
              ? 1
              : 0;
    }
    return new Score(name(), (double) right / truth.length);
  }

  private static boolean allTags(Predictions predictions, int track, double[] truth) {
    for (int label = 0; label < truth.length; label++) {
      if (predictions.score(track, label) >= 0.5 != truth[label] > 0) {
        return false;
      }
    }
    return true;
  }
}
