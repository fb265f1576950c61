package org.sonoprobe.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The vectors that one embedding model makes of the tracks of a dataset, clean and under each
 * scenario.
 *
 * @param task with its labels
 * @param clean the audio as it is
 * @param deformed each other scenario, in the order of the experiment; its tracks are among the
 *     clean ones
 */
public record Heard(Task task, Version clean, List<Version> deformed) {

  public Heard {
    deformed = List.copyOf(deformed);
  }

  /**
   * The tracks under one scenario.
   *
   * @param scenario what was done
   * @param vectors one row per track
   * @param targets the truth under the scenario, in that order
   * @param units what each track shares with those that are not independent of it
   */
  public record Version(
      Scenario scenario, Vectors vectors, List<Target> targets, List<String> units) {
    public Version {
      targets = List.copyOf(targets);
      units = List.copyOf(units);
      if (vectors.rowCount() != vectors.trackCount()
          || targets.size() != vectors.trackCount()
          || units.size() != vectors.trackCount()) {
        throw new IllegalArgumentException("a track has one row, one target and one unit");
      }
    }

    /** Number of tracks. */
    public int count() {
      return vectors.trackCount();
    }

    /** A copy of the vector of a track. */
    public double[] vector(int track) {
      int dimension = vectors.dimension();
      double[] vector = new double[dimension];
      for (int d = 0; d < dimension; d++) {
        vector[d] = vectors.values()[track * dimension + d];
      }
      return vector;
    }

    /** The positions of its tracks in another version, -1 for those that are not there. */
    public int[] positionsIn(Version other) {
      Map<String, Integer> places = new HashMap<>();
      List<String> ids = other.vectors.trackIds();
      for (int i = 0; i < ids.size(); i++) {
        places.put(ids.get(i), i);
      }
      int[] positions = new int[count()];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = places.getOrDefault(vectors.trackIds().get(i), -1);
      }
      return positions;
    }
  }

  /** The scenarios of each sweep, in the order of the experiment, by the sweep's name. */
  public Map<String, List<Version>> sweeps() {
    Map<String, List<Version>> sweeps = new java.util.LinkedHashMap<>();
    for (Version version : deformed) {
      version
          .scenario()
          .level()
          .ifPresent(
              level ->
                  sweeps.computeIfAbsent(level.sweep(), key -> new ArrayList<>()).add(version));
    }
    return sweeps;
  }
}
