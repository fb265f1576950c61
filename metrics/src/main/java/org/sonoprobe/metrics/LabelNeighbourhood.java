package org.sonoprobe.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Heard;
import org.sonoprobe.api.Measure;
import org.sonoprobe.api.Measured;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;

/**
 * How labels lie among embeddings, for tracks of one label each, clean and under each scenario:
 * every track is asked about all others under the same scenario.
 *
 * <ul>
 *   <li>{@code retrieval map}: the mean over tracks of the average precision with which the others
 *       of its label are found by distance; tracks alone with their label are left out;
 *   <li>{@code hit rate}: the share of tracks among whose {@code k} nearest is one of the same
 *       label;
 *   <li>{@code silhouette}: P. Rousseeuw's (1987), as scikit-learn's.
 * </ul>
 *
 * @param k how many neighbours; 1 unless set
 * @param cosine whether distances are one minus the cosine, of vectors as they are; else Euclid's,
 *     in dimensions of deviation 1; false unless set
 */
public record LabelNeighbourhood(int k, boolean cosine) implements Measure {

  public LabelNeighbourhood {
    if (k < 1) {
      throw new IllegalArgumentException("k must be positive, but is " + k);
    }
  }

  /** The nearest, by Euclid's distance. */
  public LabelNeighbourhood() {
    this(1, false);
  }

  @Override
  public String name() {
    return "neighbourhood";
  }

  @Override
  public Optional<String> problem(Task task) {
    return task.type().equals(TaskTypes.MULTICLASS_CLASSIFICATION)
        ? Optional.empty()
        : Optional.of(
            "is about tracks of one label each, which task '" + task.name() + "' has not");
  }

  @Override
  public List<Measured> of(Heard heard) {
    Space space = Space.of(heard.clean());
    List<Heard.Version> versions = new ArrayList<>(List.of(heard.clean()));
    versions.addAll(heard.deformed());
    List<Measured> all = new ArrayList<>();
    for (Heard.Version version : versions) {
      double[][] rows = cosine ? plain(version) : space.rows(version);
      List<String> labels =
          version.targets().stream()
              .map(target -> target instanceof Target.Label label ? label.name() : "")
              .toList();
      Neighbourhood near = Neighbourhood.of(rows, labels, cosine);
      all.add(quotient("retrieval map", version, near.averagePrecisions(), Metric.Range.UNIT));
      all.add(quotient("hit rate", version, near.hits(k), Metric.Range.UNIT));
      all.add(quotient("silhouette", version, near.silhouettes(), Metric.Range.SYMMETRIC));
    }
    return all;
  }

  private static double[][] plain(Heard.Version version) {
    double[][] rows = new double[version.count()][];
    for (int t = 0; t < rows.length; t++) {
      rows[t] = version.vector(t);
    }
    return rows;
  }

  /** The mean over those tracks that have a number. */
  private static Measured quotient(
      String name, Heard.Version version, double[] values, Metric.Range range) {
    double[] above = new double[values.length];
    double[] below = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      above[t] = Double.isNaN(values[t]) ? 0 : values[t];
      below[t] = Double.isNaN(values[t]) ? 0 : 1;
    }
    return new Measured(
        name, version.scenario().name(), "", above, below, version.units(), range, List.of());
  }
}
