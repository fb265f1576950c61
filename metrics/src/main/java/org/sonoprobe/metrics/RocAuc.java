package org.sonoprobe.metrics;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * The area under the receiver operating characteristic: the chance that a positive scores higher
 * than a negative, ties counting half; parts are the classes.
 *
 * <p>For a multiclass task each class is judged against the rest. Classes without positives or
 * without negatives are undefined, left out of the average and named in a note. Tested against
 * scikit-learn's {@code roc_auc_score}.
 *
 * @param average how the classes become one number; macro unless set
 * @param maxFpr the false positive rate up to which the area counts, standardised to .5 for chance
 *     and 1 for perfect (McClish, 1989); all of it unless set
 */
public record RocAuc(Average average, @Parameter(none = "all") Optional<Double> maxFpr)
    implements Averaged {
  private static final SortedItems.Words WORDS =
      new SortedItems.Words("no positives or no negatives", "");

  public RocAuc {
    if (!(maxFpr.orElse(1.0) > 0) || maxFpr.orElse(1.0) > 1) {
      throw new IllegalArgumentException(
          "max_fpr must be above 0 and not above 1, but is " + maxFpr.orElse(1.0));
    }
  }

  /** The macro average. */
  public RocAuc() {
    this(Average.MACRO);
  }

  /** Another average. */
  public RocAuc(Average average) {
    this(average, Optional.empty());
  }

  @Override
  public String stem() {
    return "roc_auc";
  }

  @Override
  public String label() {
    return name() + maxFpr.map(most -> " max_fpr=" + most).orElse("");
  }

  @Override
  public Set<String> macroAliases() {
    return Set.of("roc_auc", "roc_auc_score", "AUC-ROC", "roc_auc_ovr");
  }

  @Override
  public RocAuc with(Average other) {
    return new RocAuc(other, maxFpr);
  }

  @Override
  public Range range() {
    return Range.UNIT;
  }

  @Override
  public Score compute(Predictions predictions) {
    return SortedItems.score(label(), average, predictions, this::area, WORDS);
  }

  @Override
  public Weighted weighted(Predictions predictions) {
    SortedItems.Prepared prepared = SortedItems.Prepared.of(average, predictions);
    return weights -> prepared.value(this::area, weights);
  }

  private double area(SortedItems ranking, double @Nullable [] weights) {
    double most = maxFpr.orElse(1.0);
    return most == 1 ? ranking.area(weights) : partial(ranking, weights, most);
  }

  private static double partial(SortedItems ranking, double @Nullable [] weights, double most) {
    double[] totals = new double[2];
    ranking.ascending(
        weights,
        (positives, negatives) -> {
          totals[0] += positives;
          totals[1] += negatives;
        });
    if (totals[0] == 0 || totals[1] == 0) {
      return Double.NaN;
    }
    // false and true positive rates so far, the area below
    double[] so = new double[3];
    ranking.descending(
        weights,
        (positives, negatives) -> {
          double fpr = so[0] + negatives / totals[1];
          double tpr = so[1] + positives / totals[0];
          if (so[0] < most) {
            double end = Math.min(fpr, most);
            double height =
                fpr == so[0] ? tpr : so[1] + (tpr - so[1]) * (end - so[0]) / (fpr - so[0]);
            so[2] += (end - so[0]) * (so[1] + height) / 2;
          }
          so[0] = fpr;
          so[1] = tpr;
        });
    double least = most * most / 2;
    return 0.5 * (1 + (so[2] - least) / (most - least));
  }

  /**
   * The area for pairs of classes: of each two classes the mean of the areas by the score of either
   * among the tracks of both (Hand and Till, 2001); scikit-learn's {@code multi_class="ovo"}.
   *
   * @param average {@code macro}, the mean over pairs, or {@code weighted} by the tracks of each
   *     pair; macro unless set
   */
  public record OneVersusOne(Average average) implements Averaged {
    public OneVersusOne {
      if (average != Average.MACRO && average != Average.WEIGHTED) {
        throw new IllegalArgumentException(
            "average of roc_auc_ovo must be macro or weighted, but is "
                + average.name().toLowerCase(java.util.Locale.ROOT));
      }
    }

    /** The macro average. */
    public OneVersusOne() {
      this(Average.MACRO);
    }

    @Override
    public String stem() {
      return "roc_auc_ovo";
    }

    @Override
    public Set<String> macroAliases() {
      return Set.of("roc_auc_ovo");
    }

    @Override
    public OneVersusOne with(Average other) {
      return new OneVersusOne(other);
    }

    @Override
    public List<Averaged> variants() {
      return List.of(new OneVersusOne(Average.WEIGHTED));
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
    public Score compute(Predictions predictions) {
      double value = weighted(predictions).of(ones(predictions.count()));
      return Double.isNaN(value)
          ? new Score(
              name(),
              value,
              java.util.Map.of(),
              List.of("undefined: fewer than two classes occur in the truth"))
          : new Score(name(), value);
    }

    private static double[] ones(int count) {
      double[] ones = new double[count];
      java.util.Arrays.fill(ones, 1);
      return ones;
    }

    /** Two classes, and the rankings of their tracks by the score of either. */
    private record Pair(SortedItems first, SortedItems second, int[] tracks) {}

    @Override
    public Weighted weighted(Predictions predictions) {
      double[][] truth = predictions.truth();
      int classes = predictions.task().labels().size();
      List<Pair> pairs = new java.util.ArrayList<>();
      for (int a = 0; a < classes; a++) {
        for (int b = a + 1; b < classes; b++) {
          pairs.add(pair(predictions, truth, a, b));
        }
      }
      return weights -> {
        double sum = 0;
        double total = 0;
        for (Pair pair : pairs) {
          double area = (pair.first.area(weights) + pair.second.area(weights)) / 2;
          if (!Double.isNaN(area)) {
            double weight = 1;
            if (average == Average.WEIGHTED) {
              weight = 0;
              for (int track : pair.tracks) {
                weight += weights[track];
              }
            }
            sum += weight * area;
            total += weight;
          }
        }
        return total == 0 ? Double.NaN : sum / total;
      };
    }

    private static Pair pair(Predictions predictions, double[][] truth, int a, int b) {
      int[] tracks =
          java.util.stream.IntStream.range(0, truth.length)
              .filter(i -> truth[i][a] > 0 || truth[i][b] > 0)
              .toArray();
      boolean[] isA = new boolean[tracks.length];
      boolean[] isB = new boolean[tracks.length];
      double[] byA = new double[tracks.length];
      double[] byB = new double[tracks.length];
      for (int i = 0; i < tracks.length; i++) {
        isA[i] = truth[tracks[i]][a] > 0;
        isB[i] = !isA[i];
        byA[i] = predictions.score(tracks[i], a);
        byB[i] = predictions.score(tracks[i], b);
      }
      return new Pair(SortedItems.of(byA, isA, tracks), SortedItems.of(byB, isB, tracks), tracks);
    }
  }
}
