package org.sonoprobe.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedTest {

  @Test
  void itIsStudentsTest() {
    // scipy.stats.t.sf(2.5, 9) * 2
    Paired paired = Paired.of(.25, .1, 9, 10);

    assertThat(paired.p()).isCloseTo(0.0338618, within(1e-6));
    assertThat(paired.interval().low()).isCloseTo(.25 - 2.262157163 * .1, within(1e-8));
  }

  @Test
  void theUnitDoesNotDecide() {
    double p = Paired.of(-.2, .1, 20, 21).p();

    for (double factor : new double[] {1e-6, 1e6}) {
      assertThat(Paired.of(-.2 * factor, .1 * factor, 20, 21).p()).isCloseTo(p, within(1e-12));
    }
  }

  @Test
  void theIntervalHoldsZeroJustWhereTheDifferenceIsNotSignificant() {
    for (double difference : new double[] {.1, .2, .22, .2262, .227, .3, 1}) {
      Paired paired = Paired.of(difference, .1, 9, 10);
      assertThat(paired.interval().contains(0)).isEqualTo(paired.p() > .05);
    }
  }

  @Test
  void equalScoresDoNotDiffer() {
    assertThat(Paired.of(0, 0, 9, 10).p()).isEqualTo(1);
    assertThat(Paired.of(0, 0, 9, 10).interval()).isEqualTo(new Interval(0, 0));
    assertThat(Paired.of(0, 0, 1, 2).interval().isKnown()).isFalse();
  }

  @Test
  void fewUnitsThatAllDifferAlikeProveLittle() {
    // of all ways to exchange the models within three units two in eight are as extreme
    assertThat(Paired.of(.25, 0, 2, 3).p()).isEqualTo(.25);
    assertThat(Paired.of(.25, 1e-12, 2, 3).interval().isKnown()).isFalse();
    assertThat(Paired.of(.25, 0, 29, 30).p()).isLessThan(1e-8);
  }

  @Test
  void ofOneUnitThereIsNoTest() {
    assertThat(Paired.of(.25, Double.NaN, 0, 1).p()).isNaN();
    assertThat(Paired.of(.25, Double.NaN, 0, 1).interval().isKnown()).isFalse();
  }
}
