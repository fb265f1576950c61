package org.sonoprobe.api;

import java.util.List;

/**
 * The vectors of some tracks with their targets: what a downstream model learns from or predicts.
 *
 * <p>A track has one row, or several where frames are examples of their own; the rows of a track
 * stand together and in the order of the tracks.
 */
public final class Examples {
  private final List<String> trackIds;
  private final List<Target> targets;
  private final int[] rowTracks;
  private final float[] vectors;
  private final int dimension;

  /**
   * Examples over arrays that are taken over without copying.
   *
   * @param trackIds one id per track
   * @param targets one target per track
   * @param rowTracks for each row the position of its track, ascending
   * @param vectors the rows, one after the other
   * @param dimension length of a row
   */
  public Examples(
      List<String> trackIds,
      List<Target> targets,
      int[] rowTracks,
      float[] vectors,
      int dimension) {
    this.trackIds = List.copyOf(trackIds);
    this.targets = List.copyOf(targets);
    this.rowTracks = rowTracks;
    this.vectors = vectors;
    this.dimension = dimension;
    if (trackIds.size() != targets.size()) {
      throw new IllegalArgumentException(
          trackIds.size() + " tracks but " + targets.size() + " targets");
    }
    if ((long) rowTracks.length * dimension != vectors.length) {
      throw new IllegalArgumentException(
          vectors.length + " values do not fill " + rowTracks.length + " rows of " + dimension);
    }
    int previous = -1;
    for (int track : rowTracks) {
      if (track != previous && track != previous + 1) {
        throw new IllegalArgumentException(
            "the rows of a track must stand together, each track having one");
      }
      previous = track;
    }
    if (previous != trackIds.size() - 1) {
      throw new IllegalArgumentException("not every track has a row");
    }
  }

  /** Examples with one row per track. */
  public static Examples of(List<String> trackIds, List<Target> targets, float[][] rows) {
    int dimension = rows.length == 0 ? 1 : rows[0].length;
    float[] flat = new float[rows.length * dimension];
    int[] owners = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * dimension, dimension);
      owners[i] = i;
    }
    return new Examples(trackIds, targets, owners, flat, dimension);
  }

  /** Ids of the tracks, in order. */
  public List<String> trackIds() {
    return trackIds;
  }

  /** Targets of the tracks, in the same order. */
  public List<Target> targets() {
    return targets;
  }

  /** Number of tracks. */
  public int trackCount() {
    return trackIds.size();
  }

  /** Number of rows, at least the number of tracks. */
  public int rowCount() {
    return rowTracks.length;
  }

  /** Length of a row. */
  public int dimension() {
    return dimension;
  }

  /** The position of the track that a row belongs to. */
  public int trackOf(int row) {
    return rowTracks[row];
  }

  /** The rows one after the other: the array itself, shared for speed, not to be written to. */
  public float[] vectors() {
    return vectors;
  }

  /** These tracks with other vectors, one row for each row here. */
  public Examples withVectors(float[] newVectors, int newDimension) {
    return new Examples(trackIds, targets, rowTracks, newVectors, newDimension);
  }
}
