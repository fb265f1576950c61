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
 * trained on other tracks; for other splits it is given beside the first. Immutable.
 */
public final class Contrast {
  private final Paired overTracks;
  private final double[] perSplit;
  private final double testShare;
  private final boolean sharesTracks;

  private Contrast(Paired overTracks, double[] perSplit, double testShare, boolean sharesTracks) {
    this.overTracks = overTracks;
    this.perSplit = perSplit;
    this.testShare = testShare;
    this.sharesTracks = sharesTracks;
  }

  /**
   * The sum of some means less that of others.
   *
   * @param plus at least one
   * @param minus at least one
   */
  public static Contrast of(List<Evidence> plus, List<Evidence> minus) {
    Evidence first = plus.get(0);
    Paired untested = Paired.untested(sum(plus) - sum(minus));
    if (!all(plus, minus).allMatch(first::isOnTracksOf)) {
      return new Contrast(untested, new double[0], Double.NaN, false);
    }
    double[] perSplit = perSplit(plus, first);
    double[] others = perSplit(minus, first);
    Arrays.setAll(perSplit, i -> perSplit[i] - others[i]);
    return new Contrast(
        Paired.of(untested.difference(), draws(plus), draws(minus)),
        perSplit,
        first.testShare(),
        all(plus, minus).allMatch(first::isComparedOverSplits));
  }

  /** The mean of one less that of the other, positive where the first is better. */
  static Contrast better(Evidence first, Evidence second) {
    return first.judge().greaterIsBetter()
        ? of(List.of(first), List.of(second))
        : of(List.of(second), List.of(first));
  }

  /** The difference without a test. */
  public Contrast untested() {
    return new Contrast(Paired.untested(difference()), new double[0], Double.NaN, false);
  }

  /** How large the difference is. */
  public double difference() {
    return overTracks.difference();
  }

  /**
   * The difference with the test over draws of tracks; without a test where the tracks are not the
   * same or not all draws are known.
   */
  public Paired overTracks() {
    return overTracks;
  }

  /** The corrected t test over splits (Nadeau and Bengio, 2003), if there are several. */
  public Optional<Statistics.Test> overSplits() {
    return perSplit.length < 2
        ? Optional.empty()
        : Optional.of(Statistics.correctedT(testShare, perSplit));
  }

  /** Whether splits share test tracks, so that the test that counts is that over splits. */
  public boolean sharesTracks() {
    return sharesTracks;
  }

  /** Where it lies with 95 % confidence, by the test that counts. */
  public Interval interval() {
    return sharesTracks
        ? Statistics.correctedInterval(testShare, Interval.CONFIDENCE, perSplit)
        : overTracks.interval();
  }

  /** How likely a difference as large is where there is none; NaN where there is no test. */
  public double p() {
    return sharesTracks ? Statistics.correctedT(testShare, perSplit).p() : overTracks.p();
  }

  private static Stream<Evidence> all(List<Evidence> plus, List<Evidence> minus) {
    return Stream.concat(plus.stream(), minus.stream());
  }

  private static double sum(List<Evidence> terms) {
    return terms.stream().mapToDouble(Evidence::value).sum();
  }

  private static double[] perSplit(List<Evidence> terms, Evidence first) {
    return added(terms.stream().map(term -> term.perSplitOf(first)).toList());
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
