package org.sonoprobe.results;

import java.io.Serial;
import java.io.Serializable;

/**
 * The numbers of tracks that a score rests on.
 *
 * @param scored tracks that were tested; for a class those that are of it
 * @param total tracks in the test part of the split; for a class those that are of it
 * @param trained tracks that the downstream model was trained on
 */
public record TrackCounts(int scored, int total, int trained) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** None. */
  public static final TrackCounts NONE = new TrackCounts(0, 0, 0);

  /** The same, but for the tracks that a number rests on. */
  public TrackCounts withScored(int tracks) {
    return new TrackCounts(tracks, total, trained);
  }
}
