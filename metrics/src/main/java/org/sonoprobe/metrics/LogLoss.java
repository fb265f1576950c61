package org.sonoprobe.metrics;

import java.util.List;
import java.util.Set;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * The mean of minus the natural logarithm of the probability given to what is true: for classes
 * after the scores of a track are clipped to {@code [e, 1 - e]}, {@code e} the machine epsilon, and
 * divided by their sum; for tags the mean over tags of the same for yes and no. Scikit-learn's
 * {@code log_loss}.
 */
public record LogLoss() implements PerTrack {
  private static final double EPSILON = Math.ulp(1.0);

  @Override
  public String name() {
    return "log_loss";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("cross_entropy");
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
    return Range.POSITIVE;
  }

  @Override
  public double[] perTrack(Predictions predictions) {
    double[][] truth = predictions.truth();
    boolean tags = predictions.task().type().equals(TaskTypes.MULTILABEL_CLASSIFICATION);
    double[] losses = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      double[] scores = predictions.scores(i);
      double loss = 0;
      double sum = 0;
      for (int c = 0; c < scores.length; c++) {
        double clipped = clip(scores[c]);
        sum += clipped;
        if (tags) {
          double no = clip(1 - scores[c]);
          loss -= Math.log((truth[i][c] > 0 ? clipped : no) / (clipped + no)) / scores.length;
        } else if (truth[i][c] > 0) {
          loss -= Math.log(clipped);
        }
      }
      losses[i] = tags ? loss : loss + Math.log(sum);
    }
    return losses;
  }

  /** Says where scores were no probabilities. */
  @Override
  public Score told(Score mean, Predictions predictions) {
    boolean other = false;
    for (int i = 0; i < predictions.count(); i++) {
      for (double score : predictions.scores(i)) {
        other |= score < 0 || score > 1;
      }
    }
    return other
        ? new Score(
            mean.metric(),
            mean.value(),
            mean.parts(),
            List.of("there are scores that are no probabilities; they were clipped"))
        : mean;
  }

  private static double clip(double probability) {
    return Math.max(EPSILON, Math.min(1 - EPSILON, probability));
  }
}
