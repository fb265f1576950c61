package org.sonoprobe.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.MeanError;
import org.sonoprobe.statistics.Paired;
import org.sonoprobe.statistics.Replicates;
import org.sonoprobe.statistics.Statistics;

/**
 * Means of scores on the same test tracks, of which sums are formed: each mean times a factor.
 * Where splits share test tracks the error of a sum is that over splits, with Nadeau and Bengio's
 * correction, else that over test tracks. Immutable.
 */
final class Combination {
  private final List<Evidence> terms;
  private final boolean paired;
  private final boolean overSplits;

  /**
   * Means to be summed.
   *
   * @param terms at least one
   */
  Combination(List<Evidence> terms) {
    this.terms = List.copyOf(terms);
    Evidence first = terms.get(0);
    this.paired = terms.stream().allMatch(first::isOnTracksOf);
    this.overSplits = terms.stream().allMatch(first::isComparedOverSplits);
  }

  /** Whether splits share test tracks, so that errors are those over splits. */
  boolean isOverSplits() {
    return overSplits;
  }

  /** The sum. */
  double value(double... factors) {
    double sum = 0;
    for (int t = 0; t < factors.length; t++) {
      // a mean that does not count need not be defined
      sum += factors[t] == 0 ? 0 : factors[t] * terms.get(t).value();
    }
    return sum;
  }

  /** For each split the sum; nothing if means are not of the same tracks. */
  double[] perSplit(double... factors) {
    Evidence first = terms.get(0);
    double[] sum = new double[paired ? first.splits().size() : 0];
    for (int t = 0; t < factors.length && paired; t++) {
      double[] own = terms.get(t).perSplitOf(first);
      double factor = factors[t];
      Arrays.setAll(sum, i -> sum[i] + factor * own[i]);
    }
    return sum;
  }

  /** Tracks of a test part over those of a training part. */
  double testShare() {
    return terms.get(0).testShare();
  }

  /** The sum with the test by the errors that count. */
  Paired tested(double... factors) {
    if (!overSplits) {
      return overTracks(factors);
    }
    double[] perSplit = perSplit(factors);
    return Paired.of(
        value(factors),
        Statistics.correctedError(testShare(), perSplit),
        perSplit.length - 1.0,
        perSplit.length);
  }

  /** The sum with the test over test tracks. */
  Paired overTracks(double... factors) {
    List<Replicates> splits = new ArrayList<>();
    for (String split : paired ? terms.get(0).splits() : List.<String>of()) {
      List<Replicates> own = new ArrayList<>();
      for (Evidence term : terms) {
        Optional<Replicates> known = term.replicates(split);
        if (known.isEmpty()) {
          return Paired.untested(value(factors));
        }
        own.add(known.get());
      }
      splits.add(Replicates.sum(own, factors));
    }
    if (splits.isEmpty()) {
      return Paired.untested(value(factors));
    }
    MeanError error =
        MeanError.of(
            splits.stream().mapToDouble(each -> Math.sqrt(each.variance())).toArray(),
            splits.stream()
                .mapToDouble(each -> terms.size() > 1 ? each.freedomOfDifference() : each.freedom())
                .toArray());
    int units = splits.stream().mapToInt(Replicates::units).sum();
    return Paired.of(value(factors), error.error(), error.freedom(), units);
  }

  /**
   * Where the ratio of two sums lies (Fieller, 1954); unknown where the second cannot be told from
   * 0.
   *
   * @param more constants that are added to the sums
   */
  Interval ratio(double[] above, double[] below, double... more) {
    double[] both = new double[above.length];
    Arrays.setAll(both, i -> above[i] + below[i]);
    Paired first = tested(above);
    Paired second = tested(below);
    double reach = Double.isNaN(first.error()) ? Double.NaN : Interval.reach(first.freedom());
    double a = square(first.error());
    double b = square(second.error());
    double shared = (square(tested(both).error()) - a - b) / 2;
    double n = first.difference() + more[0];
    double d = second.difference() + more[1];
    double t = reach * reach;
    double quadratic = d * d - t * b;
    double half = n * d - t * shared;
    double inside = half * half - quadratic * (n * n - t * a);
    if (!(quadratic > 0) || Double.isNaN(inside)) {
      return Interval.UNKNOWN;
    }
    double width = Math.sqrt(Math.max(0, inside));
    return new Interval((half - width) / quadratic, (half + width) / quadratic);
  }

  private static double square(double number) {
    return number * number;
  }
}
