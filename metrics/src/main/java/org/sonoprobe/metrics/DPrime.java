package org.sonoprobe.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * The distance of two normal distributions of equal width whose ROC curve has the area found:
 * {@code √2 Φ⁻¹(AUC)}; infinite where a class is told apart without fault. {@code d_prime} is the
 * mean over classes (as HEAR reports it), {@code d_prime_of_auc} that of the macro area (as
 * published for AudioSet). Parts are the classes; classes without positives or without negatives
 * are undefined and left out.
 *
 * @param ofMacroArea whether it is made of the mean area; false unless set
 */
public record DPrime(boolean ofMacroArea) implements Metric {
  /** The mean over classes. */
  public DPrime() {
    this(false);
  }

  @Override
  public String name() {
    return ofMacroArea ? "d_prime_of_auc" : "d_prime";
  }

  @Override
  public Set<String> aliases() {
    return ofMacroArea ? Set.of() : Set.of("dprime");
  }

  @Override
  public List<DPrime> variants() {
    return List.of(new DPrime(true));
  }

  @Override
  public boolean supports(TaskType type) {
    return TaskTypes.CLASSIFICATION.contains(type);
  }

  /** The distance that belongs to an area, {@code √2 Φ⁻¹(area)}; NaN for no area. */
  public static double of(double area) {
    return area >= 0 && area <= 1 ? 0.0 - 2 * InverseErfc.value(2 * area) : Double.NaN;
  }

  @Override
  public Score compute(Predictions predictions) {
    Score area = new RocAuc().compute(predictions);
    Map<String, Double> parts = new java.util.LinkedHashMap<>();
    area.parts().forEach((label, value) -> parts.put(label, of(value)));
    double value =
        ofMacroArea
            ? of(area.value())
            : mean(parts.values().stream().mapToDouble(Double::doubleValue).toArray());
    List<String> notes = new java.util.ArrayList<>(area.notes());
    if (Double.isNaN(value) && notes.isEmpty()) {
      notes.add("undefined: classes that are always right and classes that never are");
    }
    return new Score(name(), value, parts, notes);
  }

  private static double mean(double[] values) {
    double sum = 0;
    int defined = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        defined++;
      }
    }
    return defined == 0 ? Double.NaN : sum / defined;
  }

  @Override
  public Weighted weighted(Predictions predictions) {
    SortedItems.Prepared prepared = SortedItems.Prepared.of(Average.MACRO, predictions);
    return weights -> {
      if (ofMacroArea) {
        return of(prepared.value(SortedItems::area, weights));
      }
      return prepared.value(DPrime::distance, weights);
    };
  }

  private static double distance(SortedItems ranking, double @Nullable [] weights) {
    return of(ranking.area(weights));
  }
}
