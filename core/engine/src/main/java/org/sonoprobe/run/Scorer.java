package org.sonoprobe.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.component.internal.Hashes;
import org.sonoprobe.statistics.Bootstrap;
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
  private static final double CONFIDENCE = 0.95;

  /**
   * A score and what is known of it.
   *
   * @param score the metric's
   * @param interval where it lies with 95 % confidence, if that is known
   * @param chance what an answer scores that knows nothing of the audio
   * @param draws what it would be for other tracks; nothing if that is not known
   */
  record Scored(Score score, Interval interval, double chance, Optional<Draws> draws) {

    /** A row about its value. */
    ScoreRow row(ScoreRow row) {
      return row.with(ScoreRow.Column.METRIC, score.metric())
          .with(ScoreRow.Column.VALUE, score.value())
          .with(ScoreRow.Column.LOW, interval.low())
          .with(ScoreRow.Column.HIGH, interval.high())
          .with(ScoreRow.Column.CHANCE, chance);
    }
  }

  /** The scores in the order of the metrics. */
  List<Scored> of(Predictions predictions) throws TrialFailure {
    List<Score> scores = new ArrayList<>();
    List<Double> chances = new ArrayList<>();
    List<Metric.Weighted> weighted = new ArrayList<>();
    for (Metric metric : metrics) {
      String words = "metric '" + metric.label() + "'";
      Score score = TrialFailure.ask(Stage.EVALUATE, words, () -> labelled(metric, predictions));
      scores.add(score);
      chances.add(TrialFailure.ask(Stage.EVALUATE, words, () -> metric.chance(predictions)));
      if (isDrawn(score)) {
        weighted.add(TrialFailure.ask(Stage.EVALUATE, words, () -> metric.weighted(predictions)));
      }
    }
    List<Bootstrap> bootstraps =
        weighted.isEmpty()
            ? List.of()
            : TrialFailure.ask(
                Stage.EVALUATE,
                "a metric",
                () ->
                    Bootstrap.of(
                        weighted, Resampling.of(predictions.units(), bootstrap, drawSeed)));
    String tracks =
        bootstraps.isEmpty()
            ? ""
            : Hashes.sha256(
                String.join("\n", predictions.trackIds())
                    + "\n\n"
                    + String.join("\n", predictions.units()));
    List<Scored> scored = new ArrayList<>();
    int next = 0;
    for (int m = 0; m < scores.size(); m++) {
      if (isDrawn(scores.get(m))) {
        Bootstrap own = bootstraps.get(next++);
        scored.add(
            new Scored(
                scores.get(m),
                own.interval(CONFIDENCE, metrics.get(m).range()),
                chances.get(m),
                Optional.of(new Draws(own.floats(), tracks))));
      } else {
        scored.add(new Scored(scores.get(m), Interval.UNKNOWN, chances.get(m), Optional.empty()));
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
