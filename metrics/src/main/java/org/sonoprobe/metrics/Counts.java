package org.sonoprobe.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Score;

/** Hits and misses of each class, as sums of the tracks' weights. */
record Counts(List<String> labels, double[] hits, double[] predicted, double[] actual) {

  /** A ratio of counts for one class or for all together; NaN where its denominator is zero. */
  @FunctionalInterface
  interface Ratio {
    double of(double hits, double predicted, double actual);

    /** The ratio, or another number where it is undefined. */
    default double orElse(double hits, double predicted, double actual, double otherwise) {
      double value = of(hits, predicted, actual);
      return Double.isNaN(value) ? otherwise : value;
    }
  }

  /** The average of a ratio over classes; NaN where there is nothing to average. */
  double average(Average average, Ratio ratio, double zeroDivision) {
    return average(average, ratio, zeroDivision, new boolean[hits.length]);
  }

  /** For which classes a ratio is defined. */
  boolean[] defined(Ratio ratio) {
    boolean[] defined = new boolean[hits.length];
    for (int c = 0; c < defined.length; c++) {
      defined[c] = !Double.isNaN(ratio.of(hits[c], predicted[c], actual[c]));
    }
    return defined;
  }

  /**
   * The average of a ratio over classes, of some draw of tracks.
   *
   * @param defined classes for which it is defined on all tracks: where the draw lacks such a
   *     class, a macro average is over the others, for the class was missed by the draw and not by
   *     the model
   */
  double average(Average average, Ratio ratio, double zeroDivision, boolean[] defined) {
    double sum = 0;
    double weights = 0;
    double allHits = 0;
    double allPredicted = 0;
    double allActual = 0;
    for (int c = 0; c < hits.length; c++) {
      double own = ratio.of(hits[c], predicted[c], actual[c]);
      boolean counts = !Double.isNaN(own) || !defined[c] || average != Average.MACRO;
      double weight = !counts ? 0 : average == Average.WEIGHTED ? actual[c] : 1;
      sum += weight * (Double.isNaN(own) ? zeroDivision : own);
      weights += weight;
      allHits += hits[c];
      allPredicted += predicted[c];
      allActual += actual[c];
    }
    if (allActual == 0 && allPredicted == 0) {
      return Double.NaN;
    }
    return average == Average.MICRO
        ? ratio.orElse(allHits, allPredicted, allActual, zeroDivision)
        : weights == 0 ? Double.NaN : sum / weights;
  }

  /** The average of a ratio, with the ratio of each class as parts. */
  Score score(String metric, Average average, Ratio ratio, double zeroDivision, double value) {
    Map<String, Double> parts = new LinkedHashMap<>();
    List<String> absent = new ArrayList<>();
    double all = 0;
    double said = 0;
    for (int c = 0; c < hits.length; c++) {
      parts.put(labels.get(c), ratio.orElse(hits[c], predicted[c], actual[c], zeroDivision));
      all += actual[c];
      said += predicted[c];
      if (actual[c] == 0) {
        absent.add(labels.get(c));
      }
    }
    if (all == 0 && said == 0) {
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
                "%s of %s classes do not occur in the truth and pull the average down: %s"
                    .formatted(absent.size(), labels.size(), String.join(", ", absent)))
            : List.of());
  }

  static double divide(double numerator, double denominator) {
    return denominator == 0 ? Double.NaN : numerator / denominator;
  }
}
