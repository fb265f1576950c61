package org.sonoprobe.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sonoprobe.api.Heard;
import org.sonoprobe.api.Measure;
import org.sonoprobe.api.Measured;
import org.sonoprobe.api.Metric;

/**
 * How little a deformation moves embeddings, in dimensions of deviation 1 over the clean tracks:
 *
 * <ul>
 *   <li>{@code distance}: from a track's clean embedding to its deformed one, divided by the mean
 *       distance of two clean tracks; 0 for an invariant model, about 1 where a track is no longer
 *       nearer to itself than to any other;
 *   <li>{@code found itself}: the share of tracks whose deformed embedding lies nearest to their
 *       own clean one of all;
 *   <li>{@code neighbours kept}: of the {@code k} nearest clean tracks of a track the share that
 *       are so for its deformed embedding as well.
 * </ul>
 *
 * @param k how many neighbours; 5 unless set
 */
public record Invariance(int k) implements Measure {

  public Invariance {
    if (k < 1) {
      throw new IllegalArgumentException("k must be positive, but is " + k);
    }
  }

  /** Five neighbours. */
  public Invariance() {
    this(5);
  }

  @Override
  public String name() {
    return "invariance";
  }

  @Override
  public List<Measured> of(Heard heard) {
    Space space = Space.of(heard.clean());
    double[][] clean = space.rows(heard.clean());
    double usual = Space.meanDistance(clean);
    List<Measured> all = new ArrayList<>();
    for (Heard.Version version : heard.deformed()) {
      double[][] rows = space.rows(version);
      int[] own = version.positionsIn(heard.clean());
      double[] distances = new double[rows.length];
      double[] usuals = new double[rows.length];
      double[] found = new double[rows.length];
      double[] kept = new double[rows.length];
      for (int t = 0; t < rows.length; t++) {
        distances[t] = Space.distance(rows[t], clean[own[t]]);
        usuals[t] = usual;
        int[] first = Space.nearest(rows[t], clean, 1, -1);
        // at the same distance it has found itself as well
        found[t] = Space.distance(rows[t], clean[first[0]]) >= distances[t] - 1e-12 ? 1 : 0;
        Set<Integer> before = set(Space.nearest(clean[own[t]], clean, k, own[t]));
        Set<Integer> after = set(Space.nearest(rows[t], clean, k, own[t]));
        before.retainAll(after);
        kept[t] = after.isEmpty() ? 0 : (double) before.size() / after.size();
      }
      all.add(
          new Measured(
              "distance",
              version.scenario().name(),
              "",
              distances,
              usuals,
              version.units(),
              Metric.Range.POSITIVE,
              List.of()));
      all.add(Measured.mean("found itself", version, found, Metric.Range.UNIT));
      all.add(Measured.mean("neighbours kept", version, kept, Metric.Range.UNIT));
    }
    return all;
  }

  private static Set<Integer> set(int[] values) {
    return Arrays.stream(values).boxed().collect(Collectors.toCollection(HashSet::new));
  }
}
