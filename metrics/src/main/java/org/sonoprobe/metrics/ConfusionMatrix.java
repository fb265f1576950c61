package org.sonoprobe.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * How often each true class was taken for each class: one part {@code true -> predicted} for each
 * cell that is not zero. The value is the sum off the diagonal: the number of wrong tracks where
 * cells are counts.
 *
 * @param normalize what cells are a share of; counts, {@code none}, unless set
 */
public record ConfusionMatrix(Normalize normalize) implements Metric {
  /** The total that cells are a share of. */
  public enum Normalize {
    /** Of nothing; they are counts. */
    NONE,
    /** Of the tracks of the true class. */
    TRUTH,
    /** Of the tracks that were taken for a class. */
    PREDICTED,
    /** Of all tracks. */
    ALL
  }

  /** Counts. */
  public ConfusionMatrix() {
    this(Normalize.NONE);
  }

  @Override
  public String name() {
    return "confusion_matrix";
  }

  @Override
  public String label() {
    return normalize == Normalize.NONE
        ? name()
        : name() + " by " + normalize.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean supports(TaskType type) {
    return type.equals(TaskTypes.MULTICLASS_CLASSIFICATION);
  }

  @Override
  public boolean greaterIsBetter() {
    return false;
  }

  @Override
  public Range range() {
    return Range.POSITIVE;
  }

  @Override
  public Score compute(Predictions predictions) {
    double[][] cells = cells(predictions);
    List<String> labels = predictions.task().labels();
    Map<String, Double> parts = new LinkedHashMap<>();
    double wrong = 0;
    for (int t = 0; t < cells.length; t++) {
      for (int p = 0; p < cells.length; p++) {
        if (cells[t][p] > 0) {
          parts.put(labels.get(t) + " -> " + labels.get(p), cells[t][p]);
        }
        wrong += t == p ? 0 : cells[t][p];
      }
    }
    return new Score(label(), wrong, parts, List.of());
  }

  /** The cells {@code [true class][predicted class]}; 0 where a share would be of nothing. */
  public double[][] cells(Predictions predictions) {
    double[][] cells = CountedAnswers.of(predictions).confusion(null);
    CohenKappa.Margins margins = CohenKappa.Margins.of(cells);
    for (int t = 0; t < cells.length; t++) {
      for (int p = 0; p < cells.length; p++) {
        double of =
            switch (normalize) {
              case NONE -> 1;
              case TRUTH -> margins.truth()[t];
              case PREDICTED -> margins.said()[p];
              case ALL -> margins.all();
            };
        cells[t][p] = of == 0 ? 0 : cells[t][p] / of;
      }
    }
    return cells;
  }

  /** The counts {@code [true class][predicted class]}. */
  public static long[][] counts(Predictions predictions) {
    double[][] cells = new ConfusionMatrix().cells(predictions);
    long[][] counts = new long[cells.length][cells.length];
    for (int t = 0; t < cells.length; t++) {
      for (int p = 0; p < cells.length; p++) {
        counts[t][p] = Math.round(cells[t][p]);
      }
    }
    return counts;
  }
}
