package org.sonoprobe.results;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Paired;
import org.sonoprobe.statistics.Statistics;

/**
 * The difference of two sums of means on the same test tracks: of the scores of two models, of a
 * score on clean audio and under a scenario, or of what two models lose.
 *
 * <p>The test is over the same draws of tracks, and what it says is of these trained models on
 * other tracks. Where splits share test tracks it is that over splits, which speaks of models
 * trained on other tracks; for other splits it is given beside the first.
 *
 * @param overTracks the difference with the test over draws of tracks; without a test where the
 *     tracks are not the same or not all draws are known
 * @param overSplits the corrected t test over splits (Nadeau and Bengio, 2003), if there are
 *     several
 * @param intervalOverSplits where the difference lies with 95 % confidence by that test
 * @param sharesTracks whether splits share test tracks, so that the test is that over splits
 */
public record Contrast(
    Paired overTracks,
    Optional<Statistics.Test> overSplits,
    Interval intervalOverSplits,
    boolean sharesTracks) {

  /**
   * The sum of some means less that of others.
   *
   * @param plus at least one
   * @param minus at least one
   */
  public static Contrast of(List<Evidence> plus, List<Evidence> minus) {
    Evidence first = plus.get(0);
    double difference = sum(plus) - sum(minus);
    boolean sameTracks = Stream.concat(plus.stream(), minus.stream()).allMatch(first::isOnTracksOf);
    if (!sameTracks) {
      return new Contrast(Paired.untested(difference), Optional.empty(), Interval.UNKNOWN, false);
    }
    boolean overSplits =
        Stream.concat(plus.stream(), minus.stream()).allMatch(first::isComparedOverSplits);
    double[] perSplit = perSplit(plus);
    double[] others = perSplit(minus);
    for (int i = 0; i < perSplit.length; i++) {
      perSplit[i] -= others[i];
    }
    Paired overTracks = Paired.of(difference, draws(plus), draws(minus));
    return perSplit.length < 2
        ? new Contrast(overTracks, Optional.empty(), Interval.UNKNOWN, false)
        : new Contrast(
            overTracks,
            Optional.of(Statistics.correctedT(first.testShare(), perSplit)),
            Statistics.correctedInterval(first.testShare(), Interval.CONFIDENCE, perSplit),
            overSplits);
  }

  /** The mean of one less that of the other, positive where the first is better. */
  static Contrast better(Evidence first, Evidence second) {
    return first.judge().greaterIsBetter()
        ? of(List.of(first), List.of(second))
        : of(List.of(second), List.of(first));
  }

  /** The difference without a test. */
  public Contrast untested() {
    return new Contrast(Paired.untested(difference()), Optional.empty(), Interval.UNKNOWN, false);
  }

  /** How large the difference is. */
  public double difference() {
    return overTracks.difference();
  }

  /** Where it lies with 95 % confidence, by the test that counts. */
  public Interval interval() {
    return sharesTracks ? intervalOverSplits : overTracks.interval();
  }

  /** How likely a difference as large is where there is none; NaN where there is no test. */
  public double p() {
    return sharesTracks ? overSplits.orElseThrow().p() : overTracks.p();
  }

  private static double sum(List<Evidence> terms) {
    return terms.stream().mapToDouble(Evidence::value).sum();
  }

  private static double[] perSplit(List<Evidence> terms) {
    return added(terms.stream().map(Evidence::perSplit).toList());
  }

  /** For each draw the sum; nothing if it is not known of all. */
  private static double[] draws(List<Evidence> terms) {
    return added(terms.stream().map(Evidence::draws).toList());
  }

  private static double[] added(List<double[]> terms) {
    double[] sum = terms.get(0).clone();
    for (double[] each : terms.subList(1, terms.size())) {
      if (each.length != sum.length) {
        return new double[0];
      }
      Arrays.setAll(sum, i -> sum[i] + each[i]);
    }
    return sum;
  }
}
