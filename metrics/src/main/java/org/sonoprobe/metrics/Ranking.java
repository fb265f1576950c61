package org.sonoprobe.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;

/** Scores of the positives and of the negatives of one class, each sorted ascending. */
record Ranking(double[] positives, double[] negatives) {

  /**
   * A number for one ranking.
   *
   * @param number NaN where it is undefined
   * @param lacking what the classes lack for which it is undefined
   * @param withoutNegatives what is to be said of classes without negatives; empty for nothing
   */
  record Measure(ToDoubleFunction<Ranking> number, String lacking, String withoutNegatives) {
    double of(Ranking ranking) {
      return number.applyAsDouble(ranking);
    }
  }

  private static Ranking of(double[][] truth, Predictions predictions, int from, int to) {
    double[] positives = new double[truth.length * (to - from)];
    double[] negatives = new double[positives.length];
    int p = 0;
    int n = 0;
    for (int i = 0; i < truth.length; i++) {
      for (int c = from; c < to; c++) {
        if (truth[i][c] > 0) {
          positives[p++] = predictions.score(i, c);
        } else {
          negatives[n++] = predictions.score(i, c);
        }
      }
    }
    positives = Arrays.copyOf(positives, p);
    negatives = Arrays.copyOf(negatives, n);
    Arrays.sort(positives);
    Arrays.sort(negatives);
    return new Ranking(positives, negatives);
  }

  /**
   * The average of a measure over the classes where it is defined; the others are named in a note.
   */
  static Score score(String metric, Average average, Predictions predictions, Measure measure) {
    double[][] truth = predictions.truth();
    List<String> labels = predictions.task().labels();
    Map<String, Double> parts = new LinkedHashMap<>();
    List<String> undefined = new ArrayList<>();
    List<String> certain = new ArrayList<>();
    double sum = 0;
    double weighted = 0;
    double weights = 0;
    for (int c = 0; c < labels.size(); c++) {
      Ranking ranking = of(truth, predictions, c, c + 1);
      double value = measure.of(ranking);
      parts.put(labels.get(c), value);
      if (Double.isNaN(value)) {
        undefined.add(labels.get(c));
        continue;
      }
      if (ranking.negatives.length == 0 && !measure.withoutNegatives().isEmpty()) {
        certain.add(labels.get(c));
      }
      sum += value;
      weighted += value * ranking.positives.length;
      weights += ranking.positives.length;
    }
    int defined = labels.size() - undefined.size();
    double value =
        switch (average) {
          case MACRO -> defined == 0 ? Double.NaN : sum / defined;
          case MICRO -> measure.of(of(truth, predictions, 0, labels.size()));
          case WEIGHTED -> weights == 0 ? Double.NaN : weighted / weights;
        };
    List<String> notes = new ArrayList<>();
    if (!undefined.isEmpty()) {
      notes.add(
          "undefined for "
              + undefined.size()
              + " of "
              + labels.size()
              + " classes, which have "
              + measure.lacking()
              + " among the tracks"
              + (average == Average.MICRO ? "" : " and are left out of the average")
              + ": "
              + String.join(", ", undefined));
    }
    if (!certain.isEmpty()) {
      notes.add(measure.withoutNegatives() + ": " + String.join(", ", certain));
    }
    return new Score(metric, value, parts, notes);
  }
}
