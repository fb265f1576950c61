package org.sonoprobe.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Metric;

class BootstrapTest {

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "t" + i).toList();
  }

  private static Metric.Weighted mean(double... values) {
    return weights -> {
      double sum = 0;
      double all = 0;
      for (int i = 0; i < values.length; i++) {
        sum += weights[i] * values[i];
        all += weights[i];
      }
      return all == 0 ? Double.NaN : sum / all;
    };
  }

  @Test
  void equalSeedsDrawTheSame() {
    List<double[]> first = new ArrayList<>();
    List<double[]> second = new ArrayList<>();
    Resampling resampling = Resampling.of(names(30), 20, 7);
    resampling.forEach((number, weights) -> first.add(weights.clone()));
    resampling.forEach((number, weights) -> second.add(weights.clone()));

    assertThat(first).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(first.get(i)).containsExactly(second.get(i));
      assertThat(Arrays.stream(first.get(i)).sum()).isEqualTo(30);
    }
    assertThat(first.get(0)).isNotEqualTo(first.get(1));
  }

  @Test
  void tracksOfAUnitComeTogether() {
    Resampling.of(List.of("a", "a", "b", "c", "c"), 50, 1)
        .forEach(
            (number, weights) -> {
              assertThat(weights[0]).isEqualTo(weights[1]);
              assertThat(weights[3]).isEqualTo(weights[4]);
              assertThat(weights[0] + weights[2] + weights[3]).isEqualTo(3);
            });
  }

  @Test
  void whereAllIsRightTheIntervalIsWilsons() {
    double[] right = new double[50];
    Arrays.fill(right, 1);

    Interval interval =
        Bootstrap.of(mean(right), Resampling.of(names(50), 200, 1))
            .interval(.95, Metric.Range.UNIT);

    assertThat(interval).isEqualTo(Statistics.wilson(50, 50, .95));
    assertThat(interval.low()).isCloseTo(.929, within(.001));
  }

  @Test
  void drawsThatDifferByRoundingAloneSayNothing() {
    // as a macro F1 that is perfect and a mean over many classes
    Metric.Weighted rounded = weights -> 1 - weights[0] * 20 * Math.ulp(1.0);

    Interval interval =
        Bootstrap.of(rounded, Resampling.of(names(50), 200, 1)).interval(.95, Metric.Range.UNIT);

    assertThat(interval.low()).isCloseTo(.929, within(.001));
    assertThat(interval.high()).isCloseTo(1, within(1e-9));
  }

  @Test
  void oneUnitHasNoInterval() {
    assertThat(
            Bootstrap.of(mean(1, 0, 1), Resampling.of(List.of("a", "a", "a"), 100, 1))
                .interval(.95, Metric.Range.UNIT)
                .isKnown())
        .isFalse();
  }

  @Test
  void whereTheScoreIsMostlyUndefinedThereIsNoInterval() {
    Metric.Weighted rarely = weights -> weights[0] == 1 ? 1 : weights[0] == 2 ? .5 : Double.NaN;

    assertThat(
            Bootstrap.of(rarely, Resampling.of(names(1000), 300, 1))
                .interval(.95, Metric.Range.UNIT)
                .isKnown())
        .isTrue();
    Metric.Weighted hardlyEver = weights -> weights[0] > 1 ? weights[0] : Double.NaN;
    assertThat(
            Bootstrap.of(hardlyEver, Resampling.of(names(1000), 300, 1))
                .interval(.95, Metric.Range.UNIT)
                .isKnown())
        .isFalse();
  }

  /** How often the interval of a simulated sample holds the truth. */
  static double coverage(
      int simulations,
      int count,
      int unitSize,
      double truth,
      ToDoubleFunction<SplittableRandom> next) {
    SplittableRandom random = new SplittableRandom(20);
    int held = 0;
    for (int s = 0; s < simulations; s++) {
      double[] values = new double[count];
      List<String> units = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        values[i] = next.applyAsDouble(random);
        units.add("u" + i / unitSize);
      }
      Interval interval =
          Bootstrap.of(mean(values), Resampling.of(units, 500, s)).interval(.95, Metric.Range.UNIT);
      held += interval.contains(truth) ? 1 : 0;
    }
    return (double) held / simulations;
  }

  @Test
  void theIntervalHoldsTheTruthAsOftenAsItSays() {
    // 400 simulations: two standard errors are 2.2 points
    assertThat(coverage(400, 100, 1, .8, random -> random.nextDouble() < .8 ? 1 : 0))
        .isBetween(.92, .98);
    assertThat(coverage(400, 60, 1, 1.0, random -> -Math.log(random.nextDouble())))
        .isBetween(.91, .98);
  }
}
