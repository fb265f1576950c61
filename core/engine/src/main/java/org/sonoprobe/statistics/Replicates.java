package org.sonoprobe.statistics;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sonoprobe.api.Metric;
import org.sonoprobe.component.Internal;

/**
 * What a score would be had other tracks been tested: how far it moves when one block of
 * independent units after the other is left out and counted twice, or drawn anew. From this come
 * its standard error and that of its differences from others.
 *
 * <p>The variance is the jackknife's (Tukey, 1958), of leaving out, and that of half the difference
 * between counting twice and leaving out, scaled so that both are the usual one for a mean. The
 * first is too large and the second too small where classes have few tracks; how much of each is
 * taken depends on the kind of score and was found by simulation ({@code docs/reading-scores.md}).
 * For a quantile, where neither holds, it is the bootstrap's (Efron, 1979).
 */
@Internal
public final class Replicates implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final Metric.Spread spread;
  private final int units;

  /** By how much the score falls without each block; for a quantile each draw less the score. */
  private final float[] without;

  /** By how much it rises with each block twice. */
  private final float[] twice;

  private Replicates(Metric.Spread spread, int units, float[] without, float[] twice) {
    this.spread = spread;
    this.units = units;
    this.without = without;
    this.twice = twice;
  }

  /** Replicates of given moves, as for tests. */
  public static Replicates of(Metric.Spread spread, int units, float[] without, float[] twice) {
    return new Replicates(spread, units, without.clone(), twice.clone());
  }

  /** A score of which replicates are made. */
  public record Replicated(Metric.Weighted score, Metric.Spread spread) {}

  /**
   * Replicates of several scores of the same tracks, in their order.
   *
   * @param draws for quantiles
   * @param seed of these
   */
  public static List<Replicates> of(List<Replicated> scores, Blocks blocks, int draws, long seed) {
    int count = scores.size();
    double[] ones = new double[blocks.tracks()];
    Arrays.fill(ones, 1);
    double[] values = scores.stream().mapToDouble(each -> each.score().of(ones)).toArray();
    float[][] without = new float[count][];
    float[][] twice = new float[count][];
    boolean drawn = false;
    for (int s = 0; s < count; s++) {
      boolean isQuantile = scores.get(s).spread() == Metric.Spread.QUANTILE;
      without[s] = new float[isQuantile ? draws : blocks.count()];
      twice[s] = new float[isQuantile ? 0 : blocks.count()];
      drawn |= isQuantile;
    }
    if (blocks.units() > 1) {
      blocks.withBlock(
          0,
          (b, weights) ->
              each(scores, false, weights, (s, v) -> without[s][b] = (float) (values[s] - v)));
      blocks.withBlock(
          2,
          (b, weights) ->
              each(scores, false, weights, (s, v) -> twice[s][b] = (float) (v - values[s])));
      if (drawn) {
        blocks.draw(
            draws,
            seed,
            (d, weights) ->
                each(scores, true, weights, (s, v) -> without[s][d] = (float) (v - values[s])));
      }
    }
    List<Replicates> all = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      all.add(new Replicates(scores.get(s).spread(), blocks.units(), without[s], twice[s]));
    }
    return all;
  }

  private interface Taking {
    void take(int score, double value);
  }

  private static void each(
      List<Replicated> scores, boolean quantiles, double[] weights, Taking taking) {
    for (int s = 0; s < scores.size(); s++) {
      Metric.Spread spread = scores.get(s).spread();
      if (spread != Metric.Spread.UNKNOWN && quantiles == (spread == Metric.Spread.QUANTILE)) {
        taking.take(s, scores.get(s).score().of(weights));
      }
    }
  }

  /** How many units there are. */
  public int units() {
    return units;
  }

  /**
   * A sum of scores of the same tracks, each times a factor.
   *
   * @return nothing can be told of it, if they are not of equal units and kinds
   */
  public static Replicates sum(List<Replicates> terms, double... factors) {
    Replicates first = terms.get(0);
    float[] without = new float[first.without.length];
    float[] twice = new float[first.twice.length];
    Metric.Spread spread = first.spread;
    for (int t = 0; t < factors.length; t++) {
      Replicates term = terms.get(t);
      if (term.units != first.units
          || term.spread != first.spread
          || term.without.length != without.length) {
        return new Replicates(Metric.Spread.UNKNOWN, first.units, new float[0], new float[0]);
      }
      double factor = factors[t];
      if (factor == 0) {
        continue; // what does not count need not be defined
      }
      for (int i = 0; i < without.length; i++) {
        without[i] += (float) (factor * term.without[i]);
      }
      for (int i = 0; i < twice.length; i++) {
        twice[i] += (float) (factor * term.twice[i]);
      }
    }
    return new Replicates(spread, first.units, without, twice);
  }

  /** The variance of the score over tracks; NaN if unknown, as for less than two units. */
  public double variance() {
    if (units < 2 || spread == Metric.Spread.UNKNOWN) {
      return Double.NaN;
    }
    if (spread == Metric.Spread.QUANTILE) {
      double[] draws = defined(i -> without[i]);
      return draws.length * 2 < without.length
          ? Double.NaN
          : squares(draws) / (draws.length - 1) * units / (units - 1.0);
    }
    double[] both = defined(i -> (without[i] + (double) twice[i]) / 2);
    double[] left = defined(i -> twice[i] * 0.0 + without[i]);
    double n = both.length;
    if (both.length < 2 || both.length * 2 < without.length) {
      return Double.NaN;
    }
    double central = squares(both) * (n - 1) * (n + 1) * (n + 1) / (n * n * n);
    double outside = squares(left) * (n - 1) / n;
    return switch (spread) {
      case COUNTS_OF_CLASSES -> (outside + 2 * central) / 3;
      case PAIRS -> outside;
      default -> (outside + central) / 2;
    };
  }

  /**
   * The degrees of freedom of the variance of a difference of two scores: fewer where few tracks
   * make most of it, as where two models differ on few.
   */
  public double freedomOfDifference() {
    return satterthwaite();
  }

  /**
   * The degrees of freedom of the variance: one less than units, and fewer where few of them make
   * most of it (Satterthwaite, 1946).
   */
  public double freedom() {
    return spread == Metric.Spread.VALUES ? satterthwaite() : units - 1.0;
  }

  private double satterthwaite() {
    double most = units - 1.0;
    if (spread == Metric.Spread.QUANTILE) {
      return most;
    }
    double[] moves = defined(i -> (without[i] + (double) twice[i]) / 2);
    double mean = Arrays.stream(moves).average().orElse(0);
    double squares = squares(moves);
    double fourth =
        Arrays.stream(moves).map(each -> Math.pow(each - mean, 4)).sum()
            - squares * squares / Math.max(1, moves.length);
    return fourth <= 0 ? most : Math.max(1, Math.min(most, 2 * squares * squares / fourth));
  }

  private double[] defined(java.util.function.IntToDoubleFunction of) {
    double[] all = new double[without.length];
    Arrays.setAll(all, of);
    return Arrays.stream(all).filter(Double::isFinite).toArray();
  }

  private static double squares(double... values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double sum = 0;
    for (double each : values) {
      sum += (each - mean) * (each - mean);
    }
    return sum;
  }
}
