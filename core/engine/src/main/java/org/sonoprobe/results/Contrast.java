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
 * <p>The test is over test tracks, and what it says is of these trained models on other tracks.
 * Where splits share test tracks it is that over splits, which speaks of models trained on other
 * tracks; for other splits it is given beside the first. Immutable.
 */
public final class Contrast {
  private final Paired tested;
  private final Paired overTracks;
  private final double[] perSplit;
  private final double testShare;
  private final boolean sharesTracks;

  private Contrast(
      Paired tested, Paired overTracks, double[] perSplit, double testShare, boolean sharesTracks) {
    this.tested = tested;
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
    List<Evidence> terms = Stream.concat(plus.stream(), minus.stream()).toList();
    double[] factors = new double[terms.size()];
    Arrays.setAll(factors, i -> i < plus.size() ? 1 : -1);
    Combination sum = new Combination(terms);
    return new Contrast(
        sum.tested(factors),
        sum.overTracks(factors),
        sum.perSplit(factors),
        sum.testShare(),
        sum.isOverSplits());
  }

  /** The mean of one less that of the other, positive where the first is better. */
  static Contrast better(Evidence first, Evidence second) {
    return first.judge().greaterIsBetter()
        ? of(List.of(first), List.of(second))
        : of(List.of(second), List.of(first));
  }

  /** The difference without a test. */
  public Contrast untested() {
    Paired alone = Paired.untested(difference());
    return new Contrast(alone, alone, new double[0], Double.NaN, false);
  }

  /** How large the difference is. */
  public double difference() {
    return tested.difference();
  }

  /**
   * The difference with the test over test tracks; without a test where the tracks are not the
   * same, or not all are known or are of one unit.
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
    return tested.interval();
  }

  /** How likely a difference as large is where there is none; NaN where there is no test. */
  public double p() {
    return tested.p();
  }
}
