package org.sonoprobe.results;

import java.io.Serial;
import java.io.Serializable;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.component.Internal;
import org.sonoprobe.component.Seeds;
import org.sonoprobe.statistics.Bootstrap;
import org.sonoprobe.statistics.Resampling;

/**
 * The scores of draws of test tracks: what a score would be for other tracks.
 *
 * @param values one per draw; NaN where undefined
 * @param tracks what was drawn: equal for equal tracks in equal units alone
 */
@Internal
public record Draws(float[] values, String tracks) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /**
   * The seed from which the tracks of a split are drawn: the same for all models, scenarios and
   * metrics, so that they can be compared draw by draw.
   *
   * @param seed the experiment's
   */
  public static long seed(long seed, Place place) {
    return Seeds.derive(seed, "bootstrap", place.task(), place.dataset(), place.split());
  }

  /** The draws of a score from the predictions that it was computed from. */
  public static Draws of(Metric metric, Predictions predictions, int draws, long seed) {
    return new Draws(
        Bootstrap.of(metric.weighted(predictions), Resampling.of(predictions.units(), draws, seed))
            .floats(),
        tracks(predictions));
  }

  /** What is drawn of predictions. */
  public static String tracks(Predictions predictions) {
    return Hashes.sha256(
        String.join("\n", predictions.trackIds())
            + "\n\n"
            + String.join("\n", predictions.units()));
  }
}
