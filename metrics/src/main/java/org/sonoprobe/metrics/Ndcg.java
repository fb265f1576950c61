package org.sonoprobe.metrics;

import java.util.List;
import java.util.Set;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * The (normalised) discounted cumulative gain of the labels of a track ranked by score (Järvelin
 * and Kekäläinen, 2002), the mean over tracks: the sum of 1 / log2(rank + 1) over labels that hold,
 * those with equal scores sharing their ranks; normalised by that of the best order, 0 where no
 * label holds. Scikit-learn's {@code ndcg_score} and {@code dcg_score}.
 *
 * @param normalized whether divided by the best there could be; true unless set
 * @param k the rank after which nothing counts; none, 0, unless set
 */
public record Ndcg(boolean normalized, int k) implements PerTrack {
  public Ndcg {
    if (k < 0) {
      throw new IllegalArgumentException("k must not be negative, but is " + k);
    }
  }

  /** Normalised, all ranks. */
  public Ndcg() {
    this(true, 0);
  }

  @Override
  public String name() {
    return normalized ? "ndcg" : "dcg";
  }

  @Override
  public String label() {
    return k == 0 ? name() : name() + "_at_" + k;
  }

  @Override
  public Set<String> aliases() {
    return Set.of(name() + "_score");
  }

  @Override
  public List<Ndcg> variants() {
    return List.of(new Ndcg(false, 0));
  }

  @Override
  public boolean supports(TaskType type) {
    return TaskTypes.CLASSIFICATION.contains(type);
  }

  @Override
  public Range range() {
    return normalized ? Range.UNIT : Range.POSITIVE;
  }

  @Override
  public double[] perTrack(Predictions predictions) {
    double[][] truth = predictions.truth();
    double[] gains = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      double gain = gain(truth[i], predictions.scores(i));
      double best = normalized ? gain(truth[i], truth[i]) : 1;
      gains[i] = best == 0 ? 0 : normalized ? Math.min(1, gain / best) : gain;
    }
    return gains;
  }

  private double gain(double[] truth, double[] scores) {
    int labels = truth.length;
    int last = k == 0 ? labels : Math.min(k, labels);
    // where equal scores stand, and what holds among them
    double[] sums = {0};
    int[] rank = {0};
    SortedItems.ofTrack(truth, scores)
        .descending(
            null,
            (holding, others) -> {
              int size = (int) (holding + others);
              double discount = 0;
              for (int r = rank[0]; r < Math.min(rank[0] + size, last); r++) {
                discount += Math.log(2) / Math.log(r + 2);
              }
              sums[0] += holding * discount / size;
              rank[0] += size;
            });
    return sums[0];
  }
}
