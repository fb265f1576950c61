package org.sonoprobe.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;

/**
 * How often each true class was taken for each class: one part {@code true -> predicted} for each
 * cell that is not zero. The value is the number of tracks off the diagonal.
 */
public record ConfusionMatrix() implements Metric {

  @Override
  public String name() {
    return "confusion_matrix";
  }

  @Override
  public boolean supports(TaskType type) {
    return type == TaskType.MULTICLASS_CLASSIFICATION;
  }

  @Override
  public boolean greaterIsBetter() {
    return false;
  }

  @Override
  public Score compute(Predictions predictions) {
    long[][] counts = counts(predictions);
    List<String> labels = predictions.task().labels();
    Map<String, Double> parts = new LinkedHashMap<>();
    double wrong = 0;
    for (int t = 0; t < counts.length; t++) {
      for (int p = 0; p < counts.length; p++) {
        if (counts[t][p] > 0) {
          parts.put(labels.get(t) + " -> " + labels.get(p), (double) counts[t][p]);
        }
        wrong += t == p ? 0 : counts[t][p];
      }
    }
    return new Score(name(), wrong, parts, List.of());
  }

  /** The counts {@code [true class][predicted class]}. */
  public static long[][] counts(Predictions predictions) {
    int classes = predictions.task().labels().size();
    long[][] counts = new long[classes][classes];
    double[][] truth = predictions.truth();
    for (int i = 0; i < truth.length; i++) {
      for (int c = 0; c < classes; c++) {
        if (truth[i][c] > 0) {
          counts[c][predictions.predictedClass(i)]++;
        }
      }
    }
    return counts;
  }
}
