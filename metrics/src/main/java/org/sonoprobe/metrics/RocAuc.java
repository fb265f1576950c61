package org.sonoprobe.metrics;

import java.util.Set;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;

/**
 * The area under the receiver operating characteristic: the chance that a positive scores higher
 * than a negative, ties counting half; parts are the classes.
 *
 * <p>For a multiclass task each class is judged against the rest. Classes without positives or
 * without negatives are undefined, left out of the average and named in a note. Tested against
 * scikit-learn's {@code roc_auc_score}.
 *
 * @param average how the classes become one number; macro unless set
 */
public record RocAuc(Average average) implements Averaged {
  /** The macro average. */
  public RocAuc() {
    this(Average.MACRO);
  }

  @Override
  public String stem() {
    return "roc_auc";
  }

  @Override
  public Set<String> macroAliases() {
    return Set.of("roc_auc", "AUC-ROC");
  }

  @Override
  public RocAuc with(Average other) {
    return new RocAuc(other);
  }

  @Override
  public Score compute(Predictions predictions) {
    return Ranking.score(
        name(),
        average,
        predictions,
        new Ranking.Measure(RocAuc::area, "no positives or no negatives", ""));
  }

  /** Mann and Whitney's U over the number of pairs. */
  static double area(Ranking ranking) {
    double[] positives = ranking.positives();
    double[] negatives = ranking.negatives();
    if (positives.length == 0 || negatives.length == 0) {
      return Double.NaN;
    }
    double pairs = 0;
    int below = 0;
    int notAbove = 0;
    for (double positive : positives) {
      while (below < negatives.length && negatives[below] < positive) {
        below++;
      }
      while (notAbove < negatives.length && negatives[notAbove] <= positive) {
        notAbove++;
      }
      pairs += below + 0.5 * (notAbove - below);
    }
    return pairs / ((double) positives.length * negatives.length);
  }
}
