package org.sonoprobe.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Metric;

class IntervalTest {

  @Test
  void ofAShareItIsWilsons() {
    // 255 of 300, of many degrees of freedom
    double error = Math.sqrt(.85 * .15 / 300);
    Interval interval = Interval.of(.85, error, 1e7, Metric.Range.UNIT);

    assertThat(interval.low()).isCloseTo(0.805182389, within(1e-6));
    assertThat(interval.high()).isCloseTo(0.885967531, within(1e-6));
    // the same between -1 and 1
    Interval symmetric = Interval.of(.7, 2 * error, 1e7, Metric.Range.SYMMETRIC);
    assertThat(symmetric.low()).isCloseTo(2 * interval.low() - 1, within(1e-9));
  }

  @Test
  void aPerfectScoreIsOneOfSoManyTracks() {
    Interval interval = Interval.of(1, 0, 49, Metric.Range.UNIT);
    double t = 2.0095752371;

    assertThat(interval.high()).isEqualTo(1);
    assertThat(interval.low()).isCloseTo(1 / (1 + t * t / 50), within(1e-9));
    assertThat(Interval.of(0, 0, 49, Metric.Range.UNIT).low()).isZero();
  }

  @Test
  void whereNothingCanVaryNothingIsSaid() {
    assertThat(Interval.of(.5, 0, 99, Metric.Range.UNIT).isKnown()).isFalse();
    assertThat(Interval.of(.5, Double.NaN, 99, Metric.Range.UNIT).isKnown()).isFalse();
    assertThat(Interval.of(0, 0, 99, Metric.Range.POSITIVE).isKnown()).isFalse();
    assertThat(Interval.of(1, .1, 99, new Metric.Range(Double.NEGATIVE_INFINITY, 1)).isKnown())
        .isFalse();
  }

  @Test
  void itHoldsTheScoreAndStaysWithinWhatTheScoreCanBe() {
    for (double value : new double[] {0, 1e-9, .02, .5, .98, 1 - 1e-9, 1}) {
      for (double error : new double[] {1e-6, .01, .2, .5}) {
        for (double freedom : new double[] {1, 3, 1000}) {
          Interval interval = Interval.of(value, error, freedom, Metric.Range.UNIT);
          assertThat(interval.contains(value)).isTrue();
          assertThat(interval.low()).isBetween(0.0, 1.0);
          assertThat(interval.high()).isBetween(0.0, 1.0);
        }
      }
    }
    assertThat(Interval.of(.1, .08, 10, Metric.Range.POSITIVE).low()).isPositive();
    assertThat(Interval.of(.9, .08, 10, new Metric.Range(Double.NEGATIVE_INFINITY, 1)).high())
        .isLessThan(1);
  }

  @Test
  void fewUnitsWidenIt() {
    double wide = width(Interval.of(.7, .05, 1, Metric.Range.UNIT));
    double narrow = width(Interval.of(.7, .05, 100, Metric.Range.UNIT));

    assertThat(wide).isGreaterThan(4 * narrow);
    assertThat(Interval.reach(1)).isCloseTo(12.706204736, within(1e-6));
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }
}
