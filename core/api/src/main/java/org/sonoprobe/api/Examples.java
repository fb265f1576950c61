package org.sonoprobe.api;

import java.util.ArrayList;
import java.util.List;

/** The vectors of some tracks with their targets: what a downstream model learns from. */
public final class Examples {

  private final Vectors vectors;
  private final List<Target> targets;

  /**
   * Vectors with what is true of their tracks.
   *
   * @param targets one per track, in the order of the vectors
   */
  public Examples(Vectors vectors, List<Target> targets) {
    this.vectors = vectors;
    this.targets = List.copyOf(targets);
    if (vectors.trackCount() != targets.size()) {
      throw new IllegalArgumentException(
          vectors.trackCount() + " tracks but " + targets.size() + " targets");
    }
  }

  /** Examples with one row per track. */
  public static Examples of(List<String> trackIds, List<Target> targets, float[][] rows) {
    return new Examples(Vectors.of(trackIds, rows), targets);
  }

  /**
   * Several sets of examples as one, such as tracks clean and deformed; a track may come more than
   * once.
   *
   * @param sets at least one, of vectors of equal length
   */
  public static Examples together(List<Examples> sets) {
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    int rows = sets.stream().mapToInt(Examples::rowCount).sum();
    int dimension =
        sets.stream()
            .filter(set -> set.rowCount() > 0)
            .mapToInt(Examples::dimension)
            .findFirst()
            .orElse(1);
    int[] owners = new int[rows];
    float[] values = new float[Math.multiplyExact(rows, dimension)];
    int row = 0;
    for (Examples set : sets) {
      if (set.rowCount() > 0 && set.dimension() != dimension) {
        throw new IllegalArgumentException(
            "vectors of " + dimension + " and of " + set.dimension() + " dimensions");
      }
      System.arraycopy(
          set.vectors.values(), 0, values, row * dimension, set.rowCount() * dimension);
      for (int r = 0; r < set.rowCount(); r++) {
        owners[row++] = ids.size() + set.vectors.trackOf(r);
      }
      ids.addAll(set.vectors.trackIds());
      targets.addAll(set.targets);
    }
    double hop = sets.isEmpty() ? 0 : sets.get(0).vectors.hopSeconds();
    return new Examples(new Vectors(ids, owners, values, dimension, hop), targets);
  }

  /**
   * Some of these examples, such as a resample of the tracks.
   *
   * @param tracks positions from 0 on, in the order wanted; one may be named more than once
   */
  public Examples select(int... tracks) {
    List<Target> own = new ArrayList<>();
    for (int track : tracks) {
      own.add(targets.get(track));
    }
    return new Examples(vectors.select(tracks), own);
  }

  /** The vectors. */
  public Vectors vectors() {
    return vectors;
  }

  /** Targets of the tracks, in the order of the vectors. */
  public List<Target> targets() {
    return targets;
  }

  /** Number of tracks. */
  public int trackCount() {
    return vectors.trackCount();
  }

  /** Number of rows, at least the number of tracks. */
  public int rowCount() {
    return vectors.rowCount();
  }

  /** Length of a row. */
  public int dimension() {
    return vectors.dimension();
  }
}
