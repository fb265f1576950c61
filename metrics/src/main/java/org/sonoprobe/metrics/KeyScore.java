package org.sonoprobe.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * The weighted score of key estimation: the same key counts 1, a perfect fifth above 0.5, the
 * relative key 0.3, the parallel key 0.2, all else 0 (mir_eval's {@code key.weighted_score}). MIREX
 * counts a fifth below as well since 2017; mir_eval does if asked to ({@code
 * allow_descending_fifths}), and so does the {@code _mirex} variant. The mean over tracks, or the
 * mean over the keys that occur in the truth of the means of their tracks. Parts are the keys.
 *
 * <p>Labels are keys as mir_eval spells them, such as {@code C# minor}; a track with another label
 * cannot be judged and is left out with a note.
 *
 * @param allowDescendingFifths whether a fifth below counts as one above; false unless set
 * @param macro whether each key counts alike; false unless set
 */
public record KeyScore(boolean allowDescendingFifths, boolean macro) implements PerTrack {

  /** Mir_eval's default, the mean over tracks. */
  public KeyScore() {
    this(false, false);
  }

  @Override
  public String name() {
    return "weighted_key_score" + (allowDescendingFifths ? "_mirex" : "") + (macro ? "_macro" : "");
  }

  @Override
  public Set<String> aliases() {
    return allowDescendingFifths || macro
        ? Set.of()
        : Set.of("weighted_score_key", "weighted_key_score_micro", "key_score");
  }

  @Override
  public List<KeyScore> variants() {
    return List.of(new KeyScore(false, true), new KeyScore(true, false), new KeyScore(true, true));
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
  public String lacking() {
    return "have or were given a label that is no key such as 'C# minor'";
  }

  @Override
  public double[] perTrack(Predictions predictions) {
    Key.Relation[] relations = relations(predictions);
    double[] scores = new double[relations.length];
    for (int i = 0; i < scores.length; i++) {
      Key.Relation relation = relations[i];
      scores[i] = relation == null ? Double.NaN : relation.score(allowDescendingFifths);
    }
    return scores;
  }

  /** How each answer relates to the truth; null where one of them is no key. */
  static Key.@Nullable Relation[] relations(Predictions predictions) {
    List<Optional<Key>> keys = predictions.task().labels().stream().map(Key::parse).toList();
    Key.@Nullable Relation[] relations = new Key.Relation[predictions.count()];
    for (int i = 0; i < relations.length; i++) {
      Optional<Key> truth = Key.parse(((Target.Label) predictions.targets().get(i)).name());
      Optional<Key> said = keys.get(predictions.predictedClass(i));
      if (truth.isPresent() && said.isPresent()) {
        relations[i] = truth.get().relation(said.get());
      }
    }
    return relations;
  }

  @Override
  public long support(Predictions predictions) {
    return macro ? ClassSizes.ofSmallest(predictions) : PerTrack.super.support(predictions);
  }

  @Override
  public Spread spread(Predictions predictions) {
    return macro ? ClassSizes.ofShares(predictions) : Spread.COUNTS;
  }

  @Override
  public Score told(Score mean, Predictions predictions) {
    double[] values = perTrack(predictions);
    int[] classes = classes(predictions);
    List<String> labels = predictions.task().labels();
    double[] means = means(values, classes, labels.size(), null);
    Map<String, Double> parts = new LinkedHashMap<>();
    for (int c = 0; c < means.length; c++) {
      parts.put(labels.get(c), means[c]);
    }
    return new Score(label(), macro ? mean(means) : mean.value(), parts, mean.notes());
  }

  @Override
  public Weighted weighted(Predictions predictions) {
    if (!macro) {
      return PerTrack.super.weighted(predictions);
    }
    double[] values = perTrack(predictions);
    int[] classes = classes(predictions);
    int labels = predictions.task().labels().size();
    return weights -> mean(means(values, classes, labels, weights));
  }

  private static int[] classes(Predictions predictions) {
    return predictions.targets().stream()
        .mapToInt(target -> predictions.task().indexOf(((Target.Label) target).name()))
        .toArray();
  }

  private static double[] means(
      double[] values, int[] classes, int labels, double @Nullable [] weights) {
    double[] sums = new double[labels];
    double[] totals = new double[labels];
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        double weight = weights == null ? 1 : weights[i];
        sums[classes[i]] += weight * values[i];
        totals[classes[i]] += weight;
      }
    }
    for (int c = 0; c < labels; c++) {
      sums[c] = totals[c] == 0 ? Double.NaN : sums[c] / totals[c];
    }
    return sums;
  }

  private static double mean(double[] means) {
    double sum = 0;
    int present = 0;
    for (double value : means) {
      if (!Double.isNaN(value)) {
        sum += value;
        present++;
      }
    }
    return present == 0 ? Double.NaN : sum / present;
  }
}
