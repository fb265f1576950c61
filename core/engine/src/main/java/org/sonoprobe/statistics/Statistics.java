package org.sonoprobe.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.sonoprobe.component.Internal;

/** The tests and intervals that comparisons are made of; distributions are Commons Math's. */
@Internal
public final class Statistics {
  /** Below this p value a difference is called real. */
  public static final double SIGNIFICANCE = 0.05;

  /** Means of the same scores may differ by this much when summed in another order. */
  public static final double ROUNDING = 1e-12;

  private Statistics() {}

  /**
   * A test.
   *
   * @param statistic what was computed
   * @param p how likely a statistic as far out is where there is no difference
   */
  public record Test(double statistic, double p) {}

  /**
   * The interval of a share (E. B. Wilson, 1927).
   *
   * @param share from 0 to 1
   * @param count of how many
   * @param reach quantile of the normal distribution, or what is to stand for it
   */
  static Interval wilson(double share, double count, double reach) {
    double z = reach;
    double width = 1 + z * z / count;
    double middle = (share + z * z / (2 * count)) / width;
    double half = z / width * Math.sqrt(share * (1 - share) / count + z * z / (4 * count * count));
    return new Interval(
        share == 0 ? 0 : Math.max(0, middle - half), share == 1 ? 1 : Math.min(1, middle + half));
  }

  /**
   * McNemar's test (1947), exact: whether of the tracks on which two models differ each is right as
   * often as the other.
   *
   * @param first tracks that only the first has right
   * @param second tracks that only the second has right
   */
  public static Test mcNemar(int first, int second) {
    int differ = first + second;
    int fewer = Math.min(first, second);
    double p =
        differ == 0
            ? 1
            : 2 * new BinomialDistribution(null, differ, 0.5).cumulativeProbability(fewer);
    return new Test(fewer, Math.min(1, p));
  }

  /**
   * Wilcoxon's signed rank test (1945), two-sided: exact for up to 50 differences without ties,
   * else by the normal approximation; differences of zero are left out (Wilcoxon's own way).
   */
  public static Test wilcoxon(double... differences) {
    double[] others = Arrays.stream(differences).filter(each -> each != 0).toArray();
    if (others.length == 0) {
      return new Test(0, 1);
    }
    var result = WilcoxonSignedRankTest.withDefaults().test(others);
    return new Test(result.getStatistic(), result.getPValue());
  }

  /**
   * The t test of differences over resampled splits with the variance corrected for shared training
   * tracks (Nadeau and Bengio, 2003).
   *
   * @param testShare tracks of a test part over those of a training part
   * @param differences one per split, at least two
   */
  public static Test correctedT(double testShare, double... differences) {
    int count = differences.length;
    double mean = Arrays.stream(differences).average().orElse(Double.NaN);
    double error = correctedError(testShare, differences);
    if (count < 2) {
      return new Test(Double.NaN, Double.NaN);
    }
    if (error <= 16 * Math.ulp(mean)) {
      return mean == 0
          ? new Test(0, 1)
          : new Test(Math.copySign(Double.MAX_VALUE, mean), Math.scalb(1.0, 1 - count));
    }
    double t = mean / error;
    return new Test(
        t, 2 * new TDistribution(null, count - 1.0).cumulativeProbability(-Math.abs(t)));
  }

  /**
   * The standard error of a mean over resampled splits, corrected as in {@link #correctedT}; NaN
   * for one.
   */
  public static double correctedError(double testShare, double... values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
    return values.length < 2
        ? Double.NaN
        : Math.sqrt((1.0 / values.length + testShare) * squares / (values.length - 1));
  }

  /**
   * Friedman's test (1937) and Iman and Davenport's F (1980) of it, as Demšar (2006) has them.
   *
   * @param averageRanks of each model, 1 for the best
   * @param chiSquared Friedman's, with {@code models - 1} degrees of freedom
   * @param p of that
   * @param f Iman and Davenport's
   * @param pOfF of that
   */
  public record Friedman(
      double[] averageRanks, double chiSquared, double p, double f, double pOfF) {}

  /**
   * Whether several models differ over several datasets (or splits), corrected for ties as SciPy's
   * {@code friedmanchisquare} is; where all are equal everywhere p is 1.
   *
   * @param scores {@code [dataset][model]}, larger being better; equal scores share their ranks
   */
  public static Friedman friedman(double[][] scores) {
    int models = scores.length == 0 ? 0 : scores[0].length;
    if (scores.length < 2 || models < 2) {
      throw new IllegalArgumentException(
          "Friedman's test needs at least two datasets and two models, not %s and %s"
              .formatted(scores.length, models));
    }
    double[] ranks = new double[models];
    double ties = 0;
    for (double[] row : scores) {
      double[] own = ranks(row);
      for (int m = 0; m < models; m++) {
        ranks[m] += own[m] / scores.length;
        int equal = 0;
        for (double other : row) {
          equal += other == row[m] ? 1 : 0;
        }
        ties += (double) equal * equal - 1; // summed over a group of t: t^3 - t
      }
    }
    double untied = 1 - ties / (scores.length * (double) models * (models * (double) models - 1));
    return friedman(ranks, scores.length, untied);
  }

  /** The same of average ranks over a number of datasets, none of them shared. */
  public static Friedman friedman(double[] averageRanks, int datasets) {
    return friedman(averageRanks, datasets, 1);
  }

  private static Friedman friedman(double[] averageRanks, int datasets, double untied) {
    int models = averageRanks.length;
    double squares = Arrays.stream(averageRanks).map(rank -> rank * rank).sum();
    double uncorrected =
        12.0
            * datasets
            / (models * (models + 1.0))
            * (squares - models * (models + 1.0) * (models + 1.0) / 4);
    double chi = untied <= 1e-12 ? 0 : uncorrected / untied;
    double left = datasets * (models - 1.0) - chi;
    double f = left <= 0 ? Double.POSITIVE_INFINITY : (datasets - 1) * chi / left;
    double p = Gamma.regularizedGammaQ((models - 1.0) / 2, Math.max(0, chi) / 2);
    double pOfF =
        Double.isInfinite(f)
            ? 0
            : Beta.regularizedBeta(
                (datasets - 1.0) / (datasets - 1.0 + Math.max(0, f)),
                (models - 1.0) * (datasets - 1.0) / 2,
                (models - 1.0) / 2);
    return new Friedman(averageRanks.clone(), chi, p, f, pOfF);
  }

  /** Ranks from 1 for the largest; equal values share the mean of theirs. */
  public static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int larger = 0;
      int equal = 0;
      for (double other : values) {
        larger += other > values[i] ? 1 : 0;
        equal += other == values[i] ? 1 : 0;
      }
      ranks[i] = larger + (equal + 1) / 2.0;
    }
    return ranks;
  }

  /**
   * How far average ranks must lie apart to differ (Nemenyi, 1963; Demšar, 2006): {@code q √(k(k +
   * 1) / 6N)}, {@code q} of the studentised range over √2.
   *
   * @param significance such as .05
   */
  public static double nemenyiDistance(int models, int datasets, double significance) {
    return studentizedRange(models, 1 - significance)
        / Math.sqrt(2)
        * Math.sqrt(models * (models + 1.0) / (6.0 * datasets));
  }

  /** The quantile of the range of that many standard normal numbers. */
  static double studentizedRange(int numbers, double probability) {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    UnivariateFunction excess =
        range -> {
          UnivariateFunction density =
              x ->
                  numbers
                      * normal.density(x)
                      * Math.pow(
                          normal.cumulativeProbability(x) - normal.cumulativeProbability(x - range),
                          numbers - 1.0);
          return new IterativeLegendreGaussIntegrator(16, 1e-10, 1e-12)
                  .integrate(1_000_000, density, -8, 8 + range)
              - probability;
        };
    return new BrentSolver(1e-9).solve(1000, excess, 0.01, 20);
  }

  /** Holm's (1979) adjustment of the p values of several tests, in their order. */
  public static double[] holm(double... p) {
    int[] order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    double largest = 0;
    for (int rank = 0; rank < order.length; rank++) {
      largest = Math.max(largest, Math.min(1, (order.length - rank) * p[order[rank]]));
      adjusted[order[rank]] = largest;
    }
    return adjusted;
  }
}
