package org.sonoprobe.results;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.component.Internal;
import org.sonoprobe.component.Seeds;
import org.sonoprobe.statistics.Blocks;
import org.sonoprobe.statistics.Replicates;

/**
 * The tracks that a score rests on, and what it would be had others been tested.
 *
 * @param replicates the score with some of the tracks left out or counted twice
 * @param tracks which they are: equal for equal tracks in equal units alone
 */
@Internal
public record TestSample(Replicates replicates, String tracks) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /**
   * The seed from which tracks are drawn for a quantile: the same for all models, scenarios and
   * metrics, so that they can be compared.
   *
   * @param seed the experiment's
   */
  public static long seed(long seed, Place place) {
    return Seeds.derive(seed, "bootstrap", place.task(), place.dataset(), place.split());
  }

  /** The samples behind the scores of some predictions by several metrics, in their order. */
  public static List<TestSample> of(
      List<Metric> metrics, Predictions predictions, int draws, long seed) {
    Map<Metric, TestSample> samples = new HashMap<>();
    List<Metric> ofAll = new ArrayList<>();
    for (Metric metric : metrics) {
      Predictions judged = metric.judged(predictions);
      if (judged.count() == predictions.count()) {
        ofAll.add(metric);
      } else {
        samples.putAll(ofJudged(List.of(metric), judged, draws, seed));
      }
    }
    if (!ofAll.isEmpty()) {
      samples.putAll(ofJudged(ofAll, predictions, draws, seed));
    }
    return metrics.stream().map(samples::get).map(Objects::requireNonNull).toList();
  }

  private static Map<Metric, TestSample> ofJudged(
      List<Metric> metrics, Predictions judged, int draws, long seed) {
    List<Replicates.Replicated> scores = new ArrayList<>();
    metrics.forEach(
        metric ->
            scores.add(new Replicates.Replicated(metric.weighted(judged), metric.spread(judged))));
    List<Replicates> replicates = Replicates.of(scores, Blocks.of(judged.units()), draws, seed);
    String tracks = tracks(judged);
    Map<Metric, TestSample> samples = new HashMap<>();
    for (int m = 0; m < metrics.size(); m++) {
      samples.put(metrics.get(m), new TestSample(replicates.get(m), tracks));
    }
    return samples;
  }

  private static String tracks(Predictions predictions) {
    return Hashes.sha256(
        String.join("\n", predictions.trackIds())
            + "\n\n"
            + String.join("\n", predictions.units()));
  }
}
