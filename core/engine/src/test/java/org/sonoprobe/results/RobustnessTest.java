package org.sonoprobe.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Metric;
import org.sonoprobe.statistics.Estimate;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Replicates;

class RobustnessTest {
  private static final double[] MOVES = {.01, -.02, .015, .005, -.01, .01, -.01, 0, .005, -.005};

  private static final Summary.Judge HITS = new Summary.Judge("hits", true, new Metric.Range(0, 1));

  /** A score on a split, with how it moves without each of its tracks. */
  private static Evidence score(
      String scenario, double level, double score, double chance, double... moves) {
    Place place =
        new Place("x", "t", "d", "s", Place.Model.NONE, Repetition.FIRST, scenario, HITS.metric());
    ScoreRow row =
        new ScoreRow(
            place,
            new Condition("", level > 0 || !scenario.equals("clean") ? "snr" : "", level),
            "",
            new Estimate(score, new Interval(score - 0.05, score + 0.05), .02, 9, chance),
            new TrackCounts(10, 10, 10));
    float[] values = new float[moves.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) moves[i];
    }
    return new Evidence(
        List.of(row),
        HITS,
        false,
        known ->
            values.length == 0
                ? Optional.empty()
                : Optional.of(
                    new TestSample(
                        Replicates.of(Metric.Spread.COUNTS, values.length, values, values),
                        "tracks")));
  }

  private static Evidence point(double level, double score, double... draws) {
    return score("at " + level, level, score, 0.1, draws);
  }

  private static Robustness curve(double[] clean, Evidence... points) {
    return Robustness.of(score("clean", Double.NaN, 0.9, 0.1, clean), List.of(points));
  }

  @Test
  void theAreaIsTheMeanOverTheRangeWhateverTheSpacing() {
    // kept: 1, .75, .25, 0 at 40, 30, 10, 0 dB
    Robustness curve =
        curve(new double[0], point(40, 0.9), point(30, 0.7), point(10, 0.3), point(0, 0.1));
    double expected = (10 * 0.875 + 20 * 0.5 + 10 * 0.125) / 40;
    assertThat(curve.area()).isCloseTo(expected, within(1e-7));
    assertThat(curve.half()).isCloseTo(20, within(1e-7));
    assertThat(curve.areaInterval().isKnown()).isFalse();
    // the same from harsh to mild: half is lost at once
    Robustness backwards =
        curve(new double[0], point(0, 0.1), point(10, 0.3), point(30, 0.7), point(40, 0.9));
    assertThat(backwards.area()).isCloseTo(expected, within(1e-7));
    assertThat(backwards.half()).isZero();
    assertThat(backwards.before()).isTrue();
    assertThat(curve.before()).isFalse();
  }

  @Test
  void aModelThatLosesNothingHasAreaOneAndNoHalf() {
    Robustness curve = curve(MOVES, point(1, 0.9, MOVES), point(2, 0.9, MOVES));
    assertThat(curve.area()).isEqualTo(1);
    assertThat(curve.areaInterval().low()).isCloseTo(1, within(1e-6));
    assertThat(curve.areaInterval().high()).isCloseTo(1, within(1e-6));
    assertThat(curve.half()).isNaN();
    assertThat(curve.halfInterval().isKnown()).isFalse();
  }

  @Test
  void aModelAtChanceIsNeverRobust() {
    Robustness curve =
        Robustness.of(
            score("clean", Double.NaN, 0.9, 0.87, 0.1, 0.1), List.of(point(1, 0.1, 0.1, 0.1)));
    assertThat(curve.why()).isEqualTo("at chance");
    assertThat(curve.area()).isNaN();
    assertThat(curve.half()).isNaN();
  }

  @Test
  void intervalsAreOverTheSameTracks() {
    // whichever track is left out, half of what is above chance is lost at level 2
    Robustness curve = curve(MOVES, point(1, 0.9, MOVES), point(2, 0.5, times(0.5)));

    assertThat(curve.area()).isCloseTo(0.75, within(1e-7));
    assertThat(curve.areaInterval().low()).isCloseTo(0.75, within(1e-4));
    assertThat(curve.areaInterval().high()).isCloseTo(0.75, within(1e-4));
    // not so if the two move apart
    Robustness apart = curve(MOVES, point(1, 0.9, MOVES), point(2, 0.5, times(-0.5)));
    assertThat(apart.areaInterval().low()).isLessThan(0.74);
    assertThat(apart.areaInterval().contains(apart.area())).isTrue();
  }

  @Test
  void halfIsLostBetweenWhereItMayBeAndWhereItSurelyIs() {
    Robustness curve = curve(MOVES, point(1, 0.9, MOVES), point(3, 0.1, MOVES));

    assertThat(curve.half()).isCloseTo(2, within(1e-7));
    assertThat(curve.halfInterval().low()).isBetween(1.5, 2.0);
    assertThat(curve.halfInterval().high()).isBetween(2.0, 2.5);
    // at a level where it is not sure that half is lost it may be nowhere
    Robustness unsure = curve(MOVES, point(1, 0.9, MOVES), point(3, 0.495, times(-1)));
    assertThat(unsure.half()).isBetween(2.9, 3.0);
    assertThat(unsure.halfInterval().isKnown()).isFalse();
  }

  private static double[] times(double factor) {
    return java.util.Arrays.stream(MOVES).map(each -> factor * each).toArray();
  }
}
