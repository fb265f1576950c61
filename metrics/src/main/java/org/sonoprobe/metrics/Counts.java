package org.sonoprobe.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;

/**
 * Hits and misses of each class.
 *
 * <p>For tags, a score of 0.5 or more is a yes; for classes, the highest score is.
 */
record Counts(List<String> labels, long[] hits, long[] predicted, long[] actual) {

  /** A ratio of counts for one class or for all together. */
  interface Ratio {
    double of(double hits, double predicted, double actual);
  }

  static Counts of(Predictions predictions) {
    int classes = predictions.task().labels().size();
    long[] hits = new long[classes];
    long[] predicted = new long[classes];
    long[] actual = new long[classes];
    double[][] truth = predictions.truth();
    boolean tags = predictions.task().type() == TaskType.MULTILABEL_CLASSIFICATION;
    for (int i = 0; i < truth.length; i++) {
      int best = tags ? -1 : predictions.predictedClass(i);
      for (int c = 0; c < classes; c++) {
        boolean yes = tags ? predictions.score(i, c) >= 0.5 : c == best;
        boolean is = truth[i][c] > 0;
        predicted[c] += yes ? 1 : 0;
        actual[c] += is ? 1 : 0;
        hits[c] += yes && is ? 1 : 0;
      }
    }
    return new Counts(predictions.task().labels(), hits, predicted, actual);
  }

  /** The average of a ratio, with the ratio of each class as parts. */
  Score score(String metric, Average average, Ratio ratio) {
    Map<String, Double> parts = new LinkedHashMap<>();
    List<String> absent = new ArrayList<>();
    double sum = 0;
    double weighted = 0;
    long[] totals = new long[3];
    for (int c = 0; c < hits.length; c++) {
      double value = ratio.of((double) hits[c], (double) predicted[c], (double) actual[c]);
      parts.put(labels.get(c), value);
      sum += value;
      weighted += value * actual[c];
      totals[0] += hits[c];
      totals[1] += predicted[c];
      totals[2] += actual[c];
      if (actual[c] == 0) {
        absent.add(labels.get(c));
      }
    }
    double value =
        switch (average) {
          case MACRO -> hits.length == 0 ? Double.NaN : sum / hits.length;
          case MICRO -> ratio.of((double) totals[0], (double) totals[1], (double) totals[2]);
          case WEIGHTED -> totals[2] == 0 ? Double.NaN : weighted / totals[2];
        };
    if (totals[2] == 0 && totals[1] == 0) {
      return new Score(metric, Double.NaN, parts, List.of("undefined: there is nothing to score"));
    }
    if (Double.isNaN(value)) {
      return new Score(metric, value, parts, List.of("undefined: no class occurs in the truth"));
    }
    boolean tells = average == Average.MACRO && !absent.isEmpty();
    return new Score(
        metric,
        value,
        parts,
        tells
            ? List.of(
                absent.size()
                    + " of "
                    + labels.size()
                    + " classes do not occur in the truth and pull the average down: "
                    + String.join(", ", absent))
            : List.of());
  }

  static double divide(double numerator, double denominator) {
    return denominator == 0 ? 0 : numerator / denominator;
  }
}
