package org.sonoprobe.metrics;

import java.util.Set;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * The share of tracks whose true class is among the {@code k} with the highest scores. Of classes
 * with equal scores the later one comes first, as in scikit-learn's {@code top_k_accuracy_score}.
 *
 * @param k how many classes count; 2 unless set
 */
public record TopKAccuracy(int k) implements PerTrack {
  public TopKAccuracy {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, but is " + k);
    }
  }

  /** Two guesses. */
  public TopKAccuracy() {
    this(2);
  }

  @Override
  public String name() {
    return "top_k_accuracy";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("top_k_accuracy_score");
  }

  @Override
  public String label() {
    return "top_" + k + "_accuracy";
  }

  @Override
  public boolean supports(TaskType type) {
    return type.equals(TaskTypes.MULTICLASS_CLASSIFICATION);
  }

  @Override
  public Range range() {
    return Range.UNIT;
  }

  @Override
  public double[] perTrack(Predictions predictions) {
    double[][] truth = predictions.truth();
    double[] found = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      int actual = 0;
      while (truth[i][actual] == 0) {
        actual++;
      }
      int before = 0;
      for (int c = 0; c < truth[i].length; c++) {
        double difference = predictions.score(i, c) - predictions.score(i, actual);
        before += difference > 0 || difference == 0 && c > actual ? 1 : 0;
      }
      found[i] = before < k ? 1 : 0;
    }
    return found;
  }
}
