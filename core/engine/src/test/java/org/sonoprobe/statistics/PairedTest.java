package org.sonoprobe.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedTest {

  private static double[] draws(double middle, double spread, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] draws = new double[1000];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = middle + spread * random.nextGaussian();
    }
    return draws;
  }

  private static double[] times(double[] values, double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  @Test
  void theUnitDoesNotDecide() {
    double[] a = draws(1.0, .2, 1);
    double[] b = draws(1.2, .2, 2);
    double p = Paired.of(-.2, a, b).p();

    assertThat(p).isBetween(.3, .7);
    for (double factor : new double[] {1e-12, 1e-6, 1e6}) {
      assertThat(Paired.of(-.2 * factor, times(a, factor), times(b, factor)).p())
          .isCloseTo(p, within(1e-9));
    }
  }

  @Test
  void theIntervalHoldsZeroJustWhereTheDifferenceIsNotSignificant() {
    for (double difference : new double[] {.1, .4, .5, .55, .56, .6, 1}) {
      Paired paired = Paired.of(difference, draws(1, .2, 1), draws(1, .2, 2));
      assertThat(paired.interval().contains(0)).isEqualTo(paired.p() > .05);
    }
  }

  @Test
  void equalDrawsDoNotDiffer() {
    double[] a = draws(.5, .1, 1);

    assertThat(Paired.of(0, a, a).p()).isEqualTo(1);
    assertThat(Paired.of(0, a, a).interval()).isEqualTo(new Interval(0, 0));
  }

  @Test
  void undefinedDrawsAreLeftOutUnlessThereAreMany() {
    double[] a = draws(.9, .1, 1);
    double[] b = draws(.1, .1, 2);
    double[] some = a.clone();
    double[] most = a.clone();
    for (int i = 0; i < 900; i++) {
      most[i] = Double.NaN;
      some[i] = i < 100 ? Double.NaN : some[i];
    }

    assertThat(Paired.of(.8, some, b).p()).isLessThan(.01);
    assertThat(Paired.of(.8, most, b).p()).isNaN();
  }
}
