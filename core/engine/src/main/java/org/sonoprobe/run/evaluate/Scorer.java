package org.sonoprobe.run.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.results.Stage;
import org.sonoprobe.results.TestSample;
import org.sonoprobe.run.work.ComponentFailure;
import org.sonoprobe.statistics.Estimate;

/**
 * Scores predictions by several metrics, each with its interval and the chance level, over the same
 * test tracks.
 *
 * @param metrics in order
 * @param draws for what is found by draws; 0 for no intervals
 * @param seed of the draws; the same for all models, so that they can be compared
 */
record Scorer(List<Metric> metrics, int draws, long seed) {
  /** With fewer units intervals are so wide that their reason is told. */
  private static final int FEW_UNITS = 5;

  /**
   * A score and what is known of it.
   *
   * @param score the metric's
   * @param judged tracks that it rests on
   * @param estimate it with what is known of it
   * @param sample what it would be for other tracks; nothing if that is not known
   */
  record Scored(Score score, int judged, Estimate estimate, Optional<TestSample> sample) {}

  /** The scores in the order of the metrics. */
  List<Scored> of(Predictions predictions) throws ComponentFailure {
    List<Score> scores = new ArrayList<>();
    List<Double> chances = new ArrayList<>();
    List<Integer> judged = new ArrayList<>();
    List<Metric.Range> ranges = new ArrayList<>();
    List<Long> supports = new ArrayList<>();
    List<Metric> sampled = new ArrayList<>();
    for (Metric metric : metrics) {
      String words = "metric '" + metric.label() + "'";
      Score score =
          ComponentFailure.ask(Stage.EVALUATE, words, () -> labelled(metric, predictions));
      scores.add(score);
      chances.add(ComponentFailure.ask(Stage.EVALUATE, words, () -> metric.chance(predictions)));
      judged.add(
          ComponentFailure.ask(Stage.EVALUATE, words, () -> metric.judged(predictions).count()));
      supports.add(
          ComponentFailure.ask(
              Stage.EVALUATE, words, () -> metric.support(metric.judged(predictions))));
      ranges.add(ComponentFailure.ask(Stage.EVALUATE, words, () -> metric.range(predictions)));
      if (isSampled(score)) {
        sampled.add(metric);
      }
    }
    Iterator<TestSample> samples =
        sampled.isEmpty()
            ? Collections.emptyIterator()
            : ComponentFailure.ask(
                    Stage.EVALUATE,
                    "a metric",
                    () -> TestSample.of(sampled, predictions, draws, seed))
                .iterator();
    List<Scored> scored = new ArrayList<>();
    for (int m = 0; m < scores.size(); m++) {
      Score score = scores.get(m);
      double chance = chances.get(m);
      if (isSampled(score)) {
        TestSample sample = samples.next();
        double error = Math.sqrt(sample.replicates().variance());
        double freedom = sample.replicates().freedom();
        Estimate estimate =
            Estimate.of(
                score.value(),
                error,
                error == 0 ? Math.min(freedom, supports.get(m) - 1.0) : freedom,
                ranges.get(m),
                chance);
        scored.add(new Scored(score, judged.get(m), estimate, Optional.of(sample)));
      } else {
        scored.add(
            new Scored(score, judged.get(m), Estimate.of(score.value(), chance), Optional.empty()));
      }
    }
    return scored;
  }

  /** What is to be said of the intervals of all scores, if something is. */
  Optional<String> note(Predictions predictions) {
    long units = predictions.units().stream().distinct().count();
    if (draws == 0 || predictions.count() == 0 || units >= FEW_UNITS) {
      return Optional.empty();
    }
    return Optional.of(
        units == 1
            ? "no intervals and no tests, because all tracks are of one unit, '%s'"
                .formatted(predictions.units().get(0))
            : "intervals and tests rest on %d units that are independent, for %d tracks"
                .formatted(units, predictions.count()));
  }

  private boolean isSampled(Score score) {
    return draws > 0 && !Double.isNaN(score.value());
  }

  private static Score labelled(Metric metric, Predictions predictions) {
    Score score = metric.compute(predictions);
    if (score != null && !score.metric().equals(metric.label())) {
      throw new IllegalArgumentException("gave a score called '" + score.metric() + "'");
    }
    return score;
  }
}
