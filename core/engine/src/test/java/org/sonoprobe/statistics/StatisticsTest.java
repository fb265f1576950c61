package org.sonoprobe.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Values computed with SciPy and an independent program, and those of Demšar (2006). */
class StatisticsTest {
  private static final double[] DIFFERENCES = {
    .012, .020, -.004, .015, .009, .018, .001, .011, .007, .016
  };

  @Test
  void theCorrectedTestOfResampledSplits() {
    Statistics.Test corrected = Statistics.correctedT(1.0 / 9, DIFFERENCES);

    assertThat(corrected.statistic()).isCloseTo(3.02247222417, within(1e-11));
    assertThat(corrected.p()).isCloseTo(0.014421443307, within(1e-12));
    assertThat(Statistics.correctedT(0, DIFFERENCES).statistic())
        .isCloseTo(4.39155032827, within(1e-11));
  }

  @Test
  void theTestAndTheErrorOfAMeanAgree() {
    double error = Statistics.correctedError(1.0 / 9, DIFFERENCES);
    double mean = java.util.Arrays.stream(DIFFERENCES).average().orElseThrow();
    Statistics.Test test = Statistics.correctedT(1.0 / 9, DIFFERENCES);

    assertThat(mean / error).isCloseTo(test.statistic(), within(1e-12));
    assertThat(Paired.of(mean, error, DIFFERENCES.length - 1.0, DIFFERENCES.length).p())
        .isCloseTo(test.p(), within(1e-12));
  }

  @Test
  void wilcoxonsSignedRanks() {
    assertThat(Statistics.wilcoxon(DIFFERENCES).p()).isCloseTo(0.005859375, within(1e-12));
    assertThat(Statistics.wilcoxon(0, 0).p()).isEqualTo(1);
  }

  @Test
  void mcNemarsTest() {
    assertThat(Statistics.mcNemar(21, 9).p()).isCloseTo(0.0427739452571, within(1e-12));
    assertThat(Statistics.mcNemar(0, 0).p()).isEqualTo(1);
    assertThat(Statistics.mcNemar(5, 5).p()).isEqualTo(1);
  }

  @Test
  void demsarsExample() {
    Statistics.Friedman friedman =
        Statistics.friedman(new double[] {3.143, 2.000, 2.893, 1.964}, 14);

    assertThat(friedman.chiSquared()).isCloseTo(9.2836, within(5e-5));
    assertThat(friedman.f()).isCloseTo(3.6889, within(5e-5));
    assertThat(Statistics.nemenyiDistance(4, 14, 0.05)).isCloseTo(1.2535, within(1e-4));
  }

  @Test
  void equalScoresShareTheirRanks() {
    Statistics.Friedman friedman =
        Statistics.friedman(new double[][] {{.9, .8, .8}, {.7, .9, .1}, {.5, .5, .5}});

    assertThat(friedman.averageRanks())
        .containsExactly(new double[] {5.0 / 3, 5.5 / 3, 7.5 / 3}, within(1e-12));
  }

  @Test
  void friedmanIsCorrectedForTiesAsInScipy() {
    Statistics.Friedman friedman =
        Statistics.friedman(
            new double[][] {{.9, .8, .8}, {.7, .7, .6}, {.5, .4, .3}, {.6, .6, .6}});
    assertThat(friedman.chiSquared()).isCloseTo(5.0, within(1e-12));
    assertThat(friedman.p()).isCloseTo(0.0820849986238988, within(1e-12));
    assertThat(Statistics.friedman(new double[][] {{1, 1}, {2, 2}}).p()).isEqualTo(1);
  }

  @Test
  void quantilesOfTheStudentizedRange() {
    // tables of q for infinite degrees of freedom: 2.772, 3.314, 4.474 at 5 %
    assertThat(Statistics.studentizedRange(2, .95)).isCloseTo(2.772, within(6e-4));
    assertThat(Statistics.studentizedRange(3, .95)).isCloseTo(3.314, within(6e-4));
    assertThat(Statistics.studentizedRange(10, .95)).isCloseTo(4.474, within(6e-4));
  }

  @Test
  void mcNemarIsExact() {
    // twice the smaller tail, at most 1: of 5 and 14, 7 and 2 against scipy.stats.binomtest
    assertThat(Statistics.mcNemar(5, 14).p()).isCloseTo(0.0635681152, within(1e-9));
    assertThat(Statistics.mcNemar(7, 2).p()).isCloseTo(0.1796875, within(1e-12));
    assertThat(Statistics.mcNemar(4, 4).p()).isEqualTo(1);
    assertThat(Statistics.mcNemar(0, 0).p()).isEqualTo(1);
    for (int first = 0; first <= 60; first++) {
      for (int second = 0; second <= 60; second++) {
        double tail = 0;
        double likely = Math.pow(0.5, first + second);
        for (int k = 0; k <= Math.min(first, second); k++) {
          tail += likely;
          likely *= (first + second - k) / (k + 1.0);
        }
        assertThat(Statistics.mcNemar(first, second).p())
            .isCloseTo(Math.min(1, 2 * tail), within(1e-11));
      }
    }
  }

  @Test
  void holmsAdjustment() {
    assertThat(Statistics.holm(.01, .04, .03, .005))
        .containsExactly(new double[] {.03, .06, .06, .02}, within(1e-12));
    assertThat(Statistics.holm(.5, Double.NaN, .9)[1]).isNaN();
  }
}
