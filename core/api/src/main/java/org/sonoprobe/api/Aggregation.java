package org.sonoprobe.api;

/**
 * How the frames of an embedding become the vectors that a downstream model sees; found by name
 * like the extension points, or given by value.
 */
public interface Aggregation extends Component {

  /** The mean over frames. */
  Aggregation MEAN = new Aggregations.Mean();

  /** The population standard deviation over frames. */
  Aggregation STD = new Aggregations.Std();

  /** The largest value over frames. */
  Aggregation MAX = new Aggregations.Max();

  /** The median over frames (mean of the middle two for an even number). */
  Aggregation MEDIAN = new Aggregations.Median();

  /** Mean and standard deviation, one after the other. */
  Aggregation MEAN_STD = new Aggregations.MeanStd();

  /** Each frame is a row of its own; what is predicted for the rows is averaged per track. */
  Aggregation PREDICTION = new Aggregations.Prediction();

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
