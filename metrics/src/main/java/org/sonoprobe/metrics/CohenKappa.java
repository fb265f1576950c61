package org.sonoprobe.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * Agreement beyond chance (Cohen, 1960): one minus the disagreement over that of independent
 * answers with the same shares; a disagreement counts 1, or the distance of the classes in their
 * order, or its square. Undefined where truth and answer are one and the same class throughout.
 * Scikit-learn's {@code cohen_kappa_score}.
 *
 * @param weights what a disagreement counts; {@code none} unless set
 */
public record CohenKappa(Weights weights) implements Metric {
  /** The weight of a disagreement. */
  public enum Weights {
    /** One. */
    NONE,
    /** The distance of the classes. */
    LINEAR,
    /** Its square. */
    QUADRATIC
  }

  /** All disagreements alike. */
  public CohenKappa() {
    this(Weights.NONE);
  }

  @Override
  public String name() {
    return "cohen_kappa";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("cohen_kappa_score", "kappa");
  }

  @Override
  public String label() {
    return weights == Weights.NONE
        ? name()
        : name() + " " + weights.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean supports(TaskType type) {
    return type.equals(TaskTypes.MULTICLASS_CLASSIFICATION);
  }

  @Override
  public Range range() {
    return Range.SYMMETRIC;
  }

  /** From what answers as frequent as these have where all are wrong. */
  @Override
  public Range range(Predictions predictions) {
    Margins margins = Margins.of(CountedAnswers.of(predictions).confusion(null));
    double together = 0;
    for (int c = 0; c < margins.truth().length; c++) {
      together += margins.truth()[c] / margins.all() * margins.said()[c] / margins.all();
    }
    return weights == Weights.NONE && together > 0 && together < 1
        ? new Range(-together / (1 - together), 1)
        : range();
  }

  @Override
  public Score compute(Predictions predictions) {
    double value = value(CountedAnswers.of(predictions).confusion(null));
    return Double.isNaN(value)
        ? new Score(
            label(),
            value,
            Map.of(),
            List.of("undefined: truth and answers are one and the same class, or nothing"))
        : new Score(label(), value);
  }

  @Override
  public Weighted weighted(Predictions predictions) {
    CountedAnswers answers = CountedAnswers.of(predictions);
    return (double @Nullable [] tracks) -> value(answers.confusion(tracks));
  }

  private double value(double[][] confusion) {
    Margins margins = Margins.of(confusion);
    double observed = 0;
    double expected = 0;
    for (int t = 0; t < confusion.length; t++) {
      for (int p = 0; p < confusion.length; p++) {
        double distance = Math.abs(t - p);
        double cost =
            switch (weights) {
              case NONE -> t == p ? 0 : 1;
              case LINEAR -> distance;
              case QUADRATIC -> distance * distance;
            };
        observed += cost * confusion[t][p];
        expected += cost * margins.truth()[t] * margins.said()[p] / margins.all();
      }
    }
    return expected == 0 || margins.all() == 0 ? Double.NaN : 1 - observed / expected;
  }

  /**
   * Sums of a confusion matrix.
   *
   * @param truth of its rows
   * @param said of its columns
   * @param all of all cells
   */
  record Margins(double[] truth, double[] said, double all) {
    static Margins of(double[][] confusion) {
      double[] truth = new double[confusion.length];
      double[] said = new double[confusion.length];
      double all = 0;
      for (int t = 0; t < confusion.length; t++) {
        for (int p = 0; p < confusion.length; p++) {
          truth[t] += confusion[t][p];
          said[p] += confusion[t][p];
          all += confusion[t][p];
        }
      }
      return new Margins(truth, said, all);
    }
  }
}
