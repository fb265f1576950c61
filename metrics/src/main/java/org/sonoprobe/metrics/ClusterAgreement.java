package org.sonoprobe.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * How far the tracks that were given one class are those that have one class, whatever the names:
 * the measures of clusterings of Rand (adjusted by Hubert and Arabie, 1985), of mutual information
 * (arithmetic mean of the entropies), of Rosenberg and Hirschberg (2007: homogeneity, completeness,
 * V) and of Fowlkes and Mallows (1983). Scikit-learn's functions of these names.
 *
 * @param of which; {@code adjusted_rand} unless set
 */
public record ClusterAgreement(Of of) implements Metric {
  /** The measure of agreement. */
  public enum Of {
    /** Pairs together in both or neither, adjusted for chance. */
    ADJUSTED_RAND,
    /** Mutual information over the mean entropy. */
    NORMALIZED_MUTUAL_INFO,
    /** Whether each cluster holds one class. */
    HOMOGENEITY,
    /** Whether each class is in one cluster. */
    COMPLETENESS,
    /** The harmonic mean of the two. */
    V_MEASURE,
    /** The geometric mean of the precision and recall of pairs. */
    FOWLKES_MALLOWS
  }

  /** The adjusted Rand index. */
  public ClusterAgreement() {
    this(Of.ADJUSTED_RAND);
  }

  @Override
  public String name() {
    return of.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Set<String> aliases() {
    return Set.of(name() + "_score");
  }

  @Override
  public List<ClusterAgreement> variants() {
    List<ClusterAgreement> variants = new ArrayList<>();
    for (Of other : Of.values()) {
      if (other != Of.ADJUSTED_RAND) {
        variants.add(new ClusterAgreement(other));
      }
    }
    return variants;
  }

  @Override
  public boolean supports(TaskType type) {
    return type.equals(TaskTypes.MULTICLASS_CLASSIFICATION);
  }

  @Override
  public Range range() {
    return of == Of.ADJUSTED_RAND ? Range.SYMMETRIC : Range.UNIT;
  }

  /** Pairs of tracks; unknown for fewer than three tracks a class, which hardly have any. */
  @Override
  public Spread spread(Predictions predictions) {
    return ClassSizes.areTiny(predictions) ? Spread.UNKNOWN : Spread.PAIRS;
  }

  /**
   * Of answers drawn by how often each class holds: zero for the adjusted Rand index, else by the
   * mean of the mutual information over all orders of tracks (Vinh and others, 2010), which is far
   * above zero where classes have few tracks; none for those that a single cluster does well in.
   */
  @Override
  public double chance(Predictions predictions) {
    if (predictions.count() == 0 || of == Of.COMPLETENESS || of == Of.FOWLKES_MALLOWS) {
      return Double.NaN;
    }
    if (of == Of.ADJUSTED_RAND) {
      return 0;
    }
    double[] classes =
        CohenKappa.Margins.of(CountedAnswers.of(predictions).confusion(null)).truth();
    double entropy = entropy(classes, predictions.count());
    return entropy == 0 ? 1 : Math.min(1, expectedInformation(classes) / entropy);
  }

  /** The mean mutual information of two groupings of these sizes over all orders. */
  private static double expectedInformation(double... sizes) {
    int all = (int) Arrays.stream(sizes).sum();
    double[] logFactorial = new double[all + 1];
    for (int i = 2; i <= all; i++) {
      logFactorial[i] = logFactorial[i - 1] + Math.log(i);
    }
    Map<Integer, Integer> bySize = new TreeMap<>();
    for (double size : sizes) {
      if (size > 0) {
        bySize.merge((int) size, 1, Integer::sum);
      }
    }
    double sum = 0;
    for (Map.Entry<Integer, Integer> first : bySize.entrySet()) {
      for (Map.Entry<Integer, Integer> second : bySize.entrySet()) {
        int a = first.getKey();
        int b = second.getKey();
        double own = 0;
        for (int n = Math.max(1, a + b - all); n <= Math.min(a, b); n++) {
          double likely =
              logFactorial[a]
                  + logFactorial[b]
                  + logFactorial[all - a]
                  + logFactorial[all - b]
                  - logFactorial[all]
                  - logFactorial[n]
                  - logFactorial[a - n]
                  - logFactorial[b - n]
                  - logFactorial[all - a - b + n];
          own +=
              (double) n / all * Math.log((double) n * all / ((double) a * b)) * Math.exp(likely);
        }
        sum += own * first.getValue() * second.getValue();
      }
    }
    return sum;
  }

  @Override
  public Score compute(Predictions predictions) {
    if (predictions.count() == 0) {
      return new Score(
          name(), Double.NaN, Map.of(), List.of("undefined: there is nothing to score"));
    }
    return new Score(
        name(),
        value(CountedAnswers.of(predictions).confusion(null)),
        Map.of(),
        ClassSizes.areTiny(predictions)
            ? List.of("no interval, because there are fewer than three tracks a class")
            : List.of());
  }

  @Override
  public Weighted weighted(Predictions predictions) {
    CountedAnswers answers = CountedAnswers.of(predictions);
    return weights -> {
      for (double weight : weights) {
        if (weight != Math.rint(weight)) {
          throw new IllegalArgumentException(
              "pairs of tracks can be counted for whole tracks, not for " + weight + " of one");
        }
      }
      return value(answers.confusion(weights));
    };
  }

  private double value(double[][] table) {
    CohenKappa.Margins margins = CohenKappa.Margins.of(table);
    double classEntropy = entropy(margins.truth(), margins.all());
    double clusterEntropy = entropy(margins.said(), margins.all());
    double information = information(table, margins);
    double homogeneity = classEntropy == 0 ? 1 : Math.min(1, information / classEntropy);
    double completeness = clusterEntropy == 0 ? 1 : Math.min(1, information / clusterEntropy);
    double together = squares(table);
    double sameClass = squares(margins.truth());
    double sameCluster = squares(margins.said());
    double all = margins.all();
    if (all == 0) {
      return Double.NaN;
    }
    return switch (of) {
      case HOMOGENEITY -> homogeneity;
      case COMPLETENESS -> completeness;
      case V_MEASURE ->
          homogeneity + completeness == 0
              ? 0
              : 2 * homogeneity * completeness / (homogeneity + completeness);
      case NORMALIZED_MUTUAL_INFO ->
          classEntropy + clusterEntropy == 0
              ? 1
              : Math.min(1, information / ((classEntropy + clusterEntropy) / 2));
      case FOWLKES_MALLOWS ->
          together == all
              ? 0
              : Math.sqrt((together - all) / (sameCluster - all))
                  * Math.sqrt((together - all) / (sameClass - all));
      case ADJUSTED_RAND -> {
        double falseNegatives = sameClass - together;
        double falsePositives = sameCluster - together;
        double truePositives = together - all;
        double trueNegatives = all * all - sameClass - falsePositives;
        yield falseNegatives == 0 && falsePositives == 0
            ? 1
            : 2
                * (truePositives * trueNegatives - falseNegatives * falsePositives)
                / ((truePositives + falseNegatives) * (falseNegatives + trueNegatives)
                    + (truePositives + falsePositives) * (falsePositives + trueNegatives));
      }
    };
  }

  private static double squares(double[]... rows) {
    double sum = 0;
    for (double[] row : rows) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return sum;
  }

  private static double entropy(double[] counts, double all) {
    double entropy = 0;
    for (double count : counts) {
      entropy -= count == 0 ? 0 : count / all * Math.log(count / all);
    }
    return Math.max(0, entropy);
  }

  private static double information(double[][] table, CohenKappa.Margins margins) {
    double sum = 0;
    for (int t = 0; t < table.length; t++) {
      for (int p = 0; p < table.length; p++) {
        double cell = table[t][p];
        sum +=
            cell == 0
                ? 0
                : cell
                    / margins.all()
                    * Math.log(cell / margins.truth()[t] * margins.all() / margins.said()[p]);
      }
    }
    return Math.max(0, sum);
  }
}
