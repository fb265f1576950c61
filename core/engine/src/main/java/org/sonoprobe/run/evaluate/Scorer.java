package org.sonoprobe.run.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.results.Draws;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.work.ComponentFailure;
import org.sonoprobe.statistics.Bootstrap;
import org.sonoprobe.statistics.Estimate;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Resampling;

/**
 * Scores predictions by several metrics, each with its interval and the chance level, over the same
 * draws of tracks.
 *
 * @param metrics in order
 * @param bootstrap draws; 0 for no intervals
 * @param drawSeed of the draws; the same for all models, so that they can be compared draw by draw
 */
record Scorer(List<Metric> metrics, int bootstrap, long drawSeed) {
  /**
   * A score and what is known of it.
   *
   * @param score the metric's
   * @param estimate it with what is known of it
   * @param draws what it would be for other tracks; nothing if that is not known
   */
  record Scored(Score score, Estimate estimate, Optional<Draws> draws) {}

  /** The scores in the order of the metrics. */
  List<Scored> of(Predictions predictions) throws ComponentFailure {
    List<Score> scores = new ArrayList<>();
    List<Double> chances = new ArrayList<>();
    List<Metric.Weighted> weighted = new ArrayList<>();
    for (Metric metric : metrics) {
      String words = "metric '" + metric.label() + "'";
      Score score =
          ComponentFailure.ask(Stage.EVALUATE, words, () -> labelled(metric, predictions));
      scores.add(score);
      chances.add(ComponentFailure.ask(Stage.EVALUATE, words, () -> metric.chance(predictions)));
      if (isDrawn(score)) {
        weighted.add(
            ComponentFailure.ask(Stage.EVALUATE, words, () -> metric.weighted(predictions)));
      }
    }
    List<Bootstrap> bootstraps =
        weighted.isEmpty()
            ? List.of()
            : ComponentFailure.ask(
                Stage.EVALUATE,
                "a metric",
                () ->
                    Bootstrap.of(
                        weighted, Resampling.of(predictions.units(), bootstrap, drawSeed)));
    String tracks = bootstraps.isEmpty() ? "" : Draws.tracks(predictions);
    List<Scored> scored = new ArrayList<>();
    int next = 0;
    for (int m = 0; m < scores.size(); m++) {
      if (isDrawn(scores.get(m))) {
        Bootstrap own = bootstraps.get(next++);
        scored.add(
            new Scored(
                scores.get(m),
                new Estimate(
                    scores.get(m).value(),
                    own.interval(Interval.CONFIDENCE, metrics.get(m).range()),
                    chances.get(m)),
                Optional.of(new Draws(own.floats(), tracks))));
      } else {
        scored.add(
            new Scored(
                scores.get(m),
                new Estimate(scores.get(m).value(), Interval.UNKNOWN, chances.get(m)),
                Optional.empty()));
      }
    }
    return scored;
  }

  private boolean isDrawn(Score score) {
    return bootstrap > 0 && !Double.isNaN(score.value());
  }

  private static Score labelled(Metric metric, Predictions predictions) {
    Score score = metric.compute(predictions);
    if (score != null && !score.metric().equals(metric.label())) {
      throw new IllegalArgumentException("gave a score called '" + score.metric() + "'");
    }
    return score;
  }
}
