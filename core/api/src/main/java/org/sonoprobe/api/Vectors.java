package org.sonoprobe.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The vectors of some tracks, without their truth.
 *
 * <p>A track has one row, or several where frames are kept; the rows of a track stand together and
 * in the order of the tracks.
 */
public final class Vectors {

  private final List<String> trackIds;
  private final int[] rowTracks;
  private final float[] values;
  private final int dimension;
  private final double hopSeconds;

  /**
   * Vectors over arrays that are taken over without copying.
   *
   * @param trackIds one id per track
   * @param rowTracks for each row the position of its track, ascending
   * @param values the rows, one after the other
   * @param dimension length of a row
   * @param hopSeconds time from one row of a track to the next in seconds; 0 if a track has one row
   *     or the time is not known
   */
  public Vectors(
      List<String> trackIds, int[] rowTracks, float[] values, int dimension, double hopSeconds) {
    this.trackIds = List.copyOf(trackIds);
    this.rowTracks = rowTracks;
    this.values = values;
    this.dimension = dimension;
    this.hopSeconds = hopSeconds;
    if ((long) rowTracks.length * dimension != values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not fill " + rowTracks.length + " rows of " + dimension);
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

  /** Vectors with one row per track. */
  public static Vectors of(List<String> trackIds, float[][] rows) {
    int dimension = rows.length == 0 ? 1 : rows[0].length;
    float[] flat = new float[rows.length * dimension];
    int[] owners = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * dimension, dimension);
      owners[i] = i;
    }
    return new Vectors(trackIds, owners, flat, dimension, 0);
  }

  /**
   * The vectors of some of these tracks.
   *
   * @param tracks positions from 0 on, in the order wanted; one may be named more than once
   */
  public Vectors select(int... tracks) {
    int[] first = new int[trackIds.size() + 1];
    for (int track : rowTracks) {
      first[track + 1]++;
    }
    for (int track = 0; track < trackIds.size(); track++) {
      first[track + 1] += first[track];
    }
    int rows = 0;
    for (int track : tracks) {
      rows += first[track + 1] - first[track];
    }
    List<String> ids = new ArrayList<>();
    int[] owners = new int[rows];
    float[] own = new float[Math.multiplyExact(rows, dimension)];
    int row = 0;
    for (int i = 0; i < tracks.length; i++) {
      ids.add(trackIds.get(tracks[i]));
      int count = first[tracks[i] + 1] - first[tracks[i]];
      System.arraycopy(
          values, first[tracks[i]] * dimension, own, row * dimension, count * dimension);
      Arrays.fill(owners, row, row + count, i);
      row += count;
    }
    return new Vectors(ids, owners, own, dimension, hopSeconds);
  }

  /** Ids of the tracks, in order. */
  public List<String> trackIds() {
    return trackIds;
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

  /** Time between the rows of a track in seconds; 0 if there is one, or it is not known. */
  public double hopSeconds() {
    return hopSeconds;
  }

  /** The position of the track that a row belongs to. */
  public int trackOf(int row) {
    return rowTracks[row];
  }

  /** The rows one after the other: the array itself, shared for speed, not to be written to. */
  public float[] values() {
    return values;
  }

  /** The same with an array of its own. */
  public Vectors copy() {
    return withValues(values.clone(), dimension);
  }

  /** These tracks with other vectors, one row for each row here. */
  public Vectors withValues(float[] newValues, int newDimension) {
    return new Vectors(trackIds, rowTracks, newValues, newDimension, hopSeconds);
  }

  /**
   * What was said of rows, averaged for each track.
   *
   * @param perRow {@code [row][label]}
   * @return {@code [track][label]}
   */
  public double[][] meanPerTrack(double[][] perRow) {
    if (perRow.length != rowTracks.length) {
      throw new IllegalArgumentException(
          perRow.length + " rows of scores for " + rowTracks.length + " rows");
    }
    double[][] perTrack = new double[trackIds.size()][perRow.length == 0 ? 0 : perRow[0].length];
    int[] counts = new int[perTrack.length];
    for (int row = 0; row < perRow.length; row++) {
      int track = rowTracks[row];
      counts[track]++;
      for (int label = 0; label < perRow[row].length; label++) {
        perTrack[track][label] += perRow[row][label];
      }
    }
    for (int track = 0; track < perTrack.length; track++) {
      for (int label = 0; label < perTrack[track].length; label++) {
        perTrack[track][label] /= counts[track];
      }
    }
    return perTrack;
  }
}
