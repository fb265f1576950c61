package org.sonoprobe.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * How well the labels of a track are ranked, the mean over tracks (Tsoumakas and others, 2010):
 *
 * <ul>
 *   <li>{@code label_ranking_average_precision}: of each label that holds the share of labels that
 *       hold among those ranked at least as high; 1 where all labels hold or none. For classes, the
 *       mean reciprocal rank.
 *   <li>{@code coverage_error}: how far down one must go to have all labels that hold; 0 where none
 *       does. For classes, the mean rank of the true one.
 *   <li>{@code label_ranking_loss}: the share of pairs of a label that holds and one that does not
 *       that are in the wrong order or tied; 0 where there are none.
 * </ul>
 *
 * Scikit-learn's functions of these names.
 *
 * @param of which; {@code label_ranking_average_precision} unless set
 */
public record LabelRanking(Of of) implements PerTrack {
  /** The number that a ranking is judged by. */
  public enum Of {
    /** Precision at each label that holds. */
    LABEL_RANKING_AVERAGE_PRECISION,
    /** Depth that covers all that holds. */
    COVERAGE_ERROR,
    /** Pairs in the wrong order. */
    LABEL_RANKING_LOSS
  }

  /** The average precision of the labels. */
  public LabelRanking() {
    this(Of.LABEL_RANKING_AVERAGE_PRECISION);
  }

  @Override
  public String name() {
    return of.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Set<String> aliases() {
    return of == Of.LABEL_RANKING_AVERAGE_PRECISION
        ? Set.of("lrap", "label_ranking_average_precision_score")
        : Set.of();
  }

  @Override
  public List<LabelRanking> variants() {
    return List.of(new LabelRanking(Of.COVERAGE_ERROR), new LabelRanking(Of.LABEL_RANKING_LOSS));
  }

  @Override
  public boolean supports(TaskType type) {
    return TaskTypes.CLASSIFICATION.contains(type);
  }

  @Override
  public boolean greaterIsBetter() {
    return of == Of.LABEL_RANKING_AVERAGE_PRECISION;
  }

  @Override
  public Range range() {
    return of == Of.COVERAGE_ERROR ? Range.POSITIVE : Range.UNIT;
  }

  @Override
  public double[] perTrack(Predictions predictions) {
    double[][] truth = predictions.truth();
    double[] values = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      values[i] = value(truth[i], predictions.scores(i));
    }
    return values;
  }

  private double value(double[] truth, double[] scores) {
    int holding = (int) Arrays.stream(truth).filter(each -> each > 0).count();
    return switch (of) {
      case LABEL_RANKING_AVERAGE_PRECISION -> precision(truth, scores, holding);
      case COVERAGE_ERROR -> {
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < scores.length; c++) {
          least = truth[c] > 0 ? Math.min(least, scores[c]) : least;
        }
        double lowest = least;
        yield Arrays.stream(scores).filter(score -> score >= lowest).count();
      }
      case LABEL_RANKING_LOSS -> {
        double wrong = 0;
        for (int c = 0; c < scores.length; c++) {
          wrong += truth[c] > 0 ? atLeast(truth, scores, scores[c], false) : 0;
        }
        yield holding == 0 || holding == scores.length
            ? 0
            : wrong / ((double) holding * (scores.length - holding));
      }
    };
  }

  private static double precision(double[] truth, double[] scores, int holding) {
    if (holding == 0 || holding == scores.length) {
      return 1;
    }
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      if (truth[c] > 0) {
        double hits = atLeast(truth, scores, scores[c], true);
        sum += hits / (hits + atLeast(truth, scores, scores[c], false));
      }
    }
    return sum / holding;
  }

  /** How many labels that hold, or that do not, have at least such a score. */
  private static double atLeast(double[] truth, double[] scores, double score, boolean hold) {
    int count = 0;
    for (int c = 0; c < scores.length; c++) {
      count += truth[c] > 0 == hold && scores[c] >= score ? 1 : 0;
    }
    return count;
  }
}
