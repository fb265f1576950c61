package org.sonoprobe.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sonoprobe.api.Metric;

class ReplicatesTest {

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

  private static Replicates of(Metric.Weighted score, Metric.Spread spread, List<String> units) {
    return Replicates.of(
            List.of(new Replicates.Replicated(score, spread)), Blocks.of(units), 2000, 1)
        .get(0);
  }

  private static double[] numbers(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
  }

  private static double variance(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"COUNTS", "COUNTS_OF_CLASSES", "PAIRS", "VALUES"})
  void theErrorOfAMeanIsTheUsualOne(Metric.Spread spread) {
    for (int count : new int[] {2, 3, 10, 150}) {
      double[] values = numbers(count, count);
      assertThat(of(mean(values), spread, names(count)).variance())
          .isCloseTo(variance(values) / count, within(1e-5 * variance(values)));
    }
  }

  @Test
  void manyTracksAreLeftOutInBlocksWhateverTheirOrder() {
    // sorted, as tracks are by class: blocks of neighbours by turns would hide half the variance
    double[] values = IntStream.range(0, 4000).mapToDouble(i -> i < 2000 ? 0 : 1).toArray();

    assertThat(of(mean(values), Metric.Spread.COUNTS, names(4000)).variance())
        .isCloseTo(0.25 / 4000, within(0.1 * 0.25 / 4000));
  }

  @Test
  void tracksOfAUnitComeAndGoTogether() {
    double[] perUnit = numbers(6, 3);
    List<String> units = new ArrayList<>();
    double[] values = new double[30];
    for (int i = 0; i < values.length; i++) {
      units.add("u" + i % 6);
      values[i] = perUnit[i % 6];
    }
    Replicates replicates = of(mean(values), Metric.Spread.COUNTS, units);

    assertThat(replicates.units()).isEqualTo(6);
    assertThat(replicates.freedom()).isEqualTo(5);
    assertThat(replicates.variance()).isCloseTo(variance(perUnit) / 6, within(1e-6));
  }

  @Test
  void ofOneUnitNothingIsKnown() {
    assertThat(of(mean(1, 0, 1), Metric.Spread.COUNTS, List.of("a", "a", "a")).variance()).isNaN();
    assertThat(of(mean(1, 0, 1), Metric.Spread.UNKNOWN, names(3)).variance()).isNaN();
  }

  @Test
  void aMedianIsDrawn() {
    // of 1,001 standard normal numbers: pi / 2 of the variance of their mean
    double[] values = numbers(1001, 5);
    Metric.Weighted median =
        weights -> {
          double[] drawn =
              IntStream.range(0, values.length)
                  .boxed()
                  .flatMap(i -> IntStream.range(0, (int) weights[i]).mapToObj(k -> values[i]))
                  .mapToDouble(Double::doubleValue)
                  .sorted()
                  .toArray();
          return drawn[drawn.length / 2];
        };

    assertThat(of(median, Metric.Spread.QUANTILE, names(1001)).variance())
        .isCloseTo(Math.PI / 2 / 1001, within(0.25 * Math.PI / 2 / 1001));
  }

  @Test
  void fewTracksThatMakeMostOfTheVarianceLeaveFewDegreesOfFreedom() {
    double[] even = IntStream.range(0, 100).mapToDouble(i -> i % 2).toArray();
    double[] one = new double[100];
    one[7] = 1;

    assertThat(of(mean(even), Metric.Spread.VALUES, names(100)).freedom()).isEqualTo(99);
    assertThat(of(mean(one), Metric.Spread.VALUES, names(100)).freedom()).isLessThan(4);
    assertThat(of(mean(one), Metric.Spread.COUNTS, names(100)).freedom()).isEqualTo(99);
  }

  @Test
  void modelsThatDifferOnFewTracksAreNotToldApartByThese() {
    // 4 of 200, all one way: exactly p = 1/8, and .045 by 199 degrees of freedom
    double[] apart = new double[200];
    Arrays.fill(apart, 0, 4, 1);
    Replicates difference = of(mean(apart), Metric.Spread.COUNTS, names(200));

    assertThat(difference.freedomOfDifference()).isBetween(7.0, 9.0);
    assertThat(
            Paired.of(.02, Math.sqrt(difference.variance()), difference.freedomOfDifference(), 200)
                .p())
        .isGreaterThan(.05);
  }

  @Test
  void theVarianceOfADifferenceIsThatOfTheDifferences() {
    double[] a = numbers(40, 1);
    double[] b = numbers(40, 2);
    double[] differences = new double[40];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    Replicates difference =
        Replicates.sum(
            List.of(
                of(mean(a), Metric.Spread.COUNTS, names(40)),
                of(mean(b), Metric.Spread.COUNTS, names(40))),
            1,
            -1);

    assertThat(difference.variance()).isCloseTo(variance(differences) / 40, within(1e-6));
  }

  @Test
  void undefinedReplicatesAreLeftOutUnlessMostAre() {
    double[] values = numbers(50, 4);
    for (int undefined : new int[] {5, 40}) {
      Metric.Weighted score =
          weights -> {
            for (int i = 0; i < undefined; i++) {
              if (weights[i] == 0) {
                return Double.NaN;
              }
            }
            return mean(values).of(weights);
          };
      double known = of(score, Metric.Spread.COUNTS, names(50)).variance();
      assertThat(Double.isNaN(known)).isEqualTo(undefined == 40);
    }
  }
}
