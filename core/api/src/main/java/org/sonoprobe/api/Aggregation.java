package org.sonoprobe.api;

/**
 * A function from the frames of an embedding to the vectors that a downstream model sees; found by
 * name like the extension points, or given by value.
 */
public interface Aggregation extends Component {

  /**
   * The vectors of one track.
   *
   * @param frames {@code [frame][dimension]}, at least one frame; not to be changed
   * @return at least one row; all of one length, which depends on the dimension alone
   */
  float[][] apply(float[][] frames);

  /** Whether each row is a frame still, with the time between them; false unless overridden. */
  default boolean keepsFrames() {
    return false;
  }
}
