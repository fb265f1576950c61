package org.sonoprobe.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * The expected calibration error (Naeini and others, 2015; Guo and others, 2017): confidences in
 * bins of equal width, each open below and closed above; the mean over bins, weighted by what is in
 * them, of the distance between mean confidence and share that is right. For classes the confidence
 * is that of the class said; for tags every tag of every track counts, with its score. Undefined
 * where scores are no probabilities.
 *
 * @param bins how many; 10 unless set
 */
public record CalibrationError(int bins) implements Metric {
  public CalibrationError {
    if (bins < 1) {
      throw new IllegalArgumentException("bins must be at least 1, but are " + bins);
    }
  }

  /** Ten bins. */
  public CalibrationError() {
    this(10);
  }

  @Override
  public String name() {
    return "calibration_error";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("ece", "expected_calibration_error");
  }

  @Override
  public String label() {
    return bins == 10 ? name() : name() + " bins=" + bins;
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
    return Range.UNIT;
  }

  /** None: who says the shares is calibrated and knows nothing. */
  @Override
  public double chance(Predictions predictions) {
    return Double.NaN;
  }

  @Override
  public Score compute(Predictions predictions) {
    double value = prepared(predictions).of(null);
    return Double.isNaN(value)
        ? new Score(
            label(),
            value,
            Map.of(),
            List.of(
                predictions.count() == 0
                    ? "undefined: there is nothing to score"
                    : "undefined: there are scores that are no probabilities"))
        : new Score(label(), value);
  }

  @Override
  public Weighted weighted(Predictions predictions) {
    Prepared prepared = prepared(predictions);
    return prepared::of;
  }

  private interface Prepared {
    double of(double @Nullable [] weights);
  }

  private Prepared prepared(Predictions predictions) {
    double[][] truth = predictions.truth();
    boolean tags = predictions.task().type().equals(TaskTypes.MULTILABEL_CLASSIFICATION);
    int each = tags ? predictions.task().labels().size() : 1;
    double[] confidences = new double[truth.length * each];
    boolean[] right = new boolean[confidences.length];
    for (int i = 0; i < confidences.length; i++) {
      int track = i / each;
      int label = tags ? i % each : predictions.predictedClass(track);
      confidences[i] = predictions.score(track, label);
      right[i] = truth[track][label] > 0;
      if (confidences[i] < 0 || confidences[i] > 1) {
        return weights -> Double.NaN;
      }
    }
    return weights -> {
      double[] confidence = new double[bins];
      double[] hits = new double[bins];
      double all = 0;
      for (int i = 0; i < confidences.length; i++) {
        int bin = Math.max(0, (int) Math.ceil(confidences[i] * bins) - 1);
        double weight = weights == null ? 1 : weights[i / each];
        confidence[bin] += weight * confidences[i];
        hits[bin] += right[i] ? weight : 0;
        all += weight;
      }
      double sum = 0;
      for (int bin = 0; bin < bins; bin++) {
        sum += Math.abs(confidence[bin] - hits[bin]);
      }
      return all == 0 ? Double.NaN : sum / all;
    };
  }
}
