package org.sonoprobe.metrics;

import java.util.Set;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * The squared distance of scores from the truth, 1 for what holds and 0 for what does not: for
 * classes summed over classes (Brier, 1950), so that it lies between 0 and 2; for tags the mean
 * over tags, which for one tag is scikit-learn's {@code brier_score_loss}. Undefined for tracks
 * with scores that are no probabilities.
 */
public record BrierScore() implements PerTrack {

  @Override
  public String name() {
    return "brier_score";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("brier_score_loss", "brier");
  }

  @Override
  public boolean supports(TaskType type) {
    return TaskTypes.CLASSIFICATION.contains(type);
  }

  @Override
  public boolean greaterIsBetter() {
    return false;
  }

  @Override
  public Range range() {
    return new Range(0, 2);
  }

  @Override
  public String lacking() {
    return "have scores that are no probabilities";
  }

  @Override
  public double[] perTrack(Predictions predictions) {
    double[][] truth = predictions.truth();
    boolean tags = predictions.task().type().equals(TaskTypes.MULTILABEL_CLASSIFICATION);
    double[] distances = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      double sum = 0;
      for (int c = 0; c < truth[i].length; c++) {
        double score = predictions.score(i, c);
        double distance = score - truth[i][c];
        sum += score < 0 || score > 1 ? Double.NaN : distance * distance;
      }
      distances[i] = tags ? sum / truth[i].length : sum;
    }
    return distances;
  }
}
