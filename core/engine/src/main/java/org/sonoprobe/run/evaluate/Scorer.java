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

  /**
   * What a metric says of predictions without their test sample.
   *
   * @param range between which values the score could lie
   * @param judged tracks that it rests on
   * @param support of how many a perfect score would tell
   */
  private record Said(
      Metric metric, Score score, double chance, Metric.Range range, int judged, long support) {

    Scored alone() {
      return new Scored(score, judged, Estimate.of(score.value(), chance), Optional.empty());
    }

    Scored with(TestSample sample) {
      double error = Math.sqrt(sample.replicates().variance());
      double freedom = sample.replicates().freedom();
      Estimate estimate =
          Estimate.of(
              score.value(),
              error,
              error == 0 ? Math.min(freedom, support - 1.0) : freedom,
              range,
              chance);
      return new Scored(score, judged, estimate, Optional.of(sample));
    }
  }

  /** The scores in the order of the metrics. */
  List<Scored> of(Predictions predictions) throws ComponentFailure {
    List<Said> all = new ArrayList<>();
    for (Metric metric : metrics) {
      all.add(
          ComponentFailure.ask(
              Stage.EVALUATE, "metric '" + metric.label() + "'", () -> said(metric, predictions)));
    }
    List<Metric> sampled = all.stream().filter(this::isSampled).map(Said::metric).toList();
    Iterator<TestSample> samples =
        sampled.isEmpty()
            ? Collections.emptyIterator()
            : ComponentFailure.ask(
                    Stage.EVALUATE,
                    "a metric",
                    () -> TestSample.of(sampled, predictions, draws, seed))
                .iterator();
    return all.stream()
        .map(said -> isSampled(said) ? said.with(samples.next()) : said.alone())
        .toList();
  }

  private static Said said(Metric metric, Predictions predictions) {
    Score score = metric.compute(predictions);
    if (score == null) {
      throw new IllegalArgumentException("gave null");
    }
    if (!score.metric().equals(metric.label())) {
      throw new IllegalArgumentException("gave a score called '" + score.metric() + "'");
    }
    Predictions judged = metric.judged(predictions);
    return new Said(
        metric,
        score,
        metric.chance(predictions),
        metric.range(predictions),
        judged.count(),
        metric.support(judged));
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

  private boolean isSampled(Said said) {
    return draws > 0 && !Double.isNaN(said.score.value());
  }
}
