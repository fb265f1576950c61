package org.sonoprobe.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Metric;
import org.sonoprobe.statistics.Estimate;
import org.sonoprobe.statistics.Interval;

class RobustnessTest {
  private static final Summary.Judge HITS = new Summary.Judge("hits", true, new Metric.Range(0, 1));

  /** A score on a split, with what it would be for other tracks. */
  private static Evidence score(
      String scenario, double level, double score, double chance, double... draws) {
    Place place =
        new Place("x", "t", "d", "s", Place.Model.NONE, Repetition.FIRST, scenario, HITS.metric());
    ScoreRow row =
        new ScoreRow(
            place,
            new Condition("", level > 0 || !scenario.equals("clean") ? "snr" : "", level),
            "",
            new Estimate(score, new Interval(score - 0.05, score + 0.05), chance),
            new TrackCounts(10, 10, 10));
    float[] values = new float[draws.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draws[i];
    }
    return new Evidence(
        List.of(row),
        HITS,
        false,
        known -> values.length == 0 ? Optional.empty() : Optional.of(new Draws(values, "tracks")));
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
    Robustness curve =
        curve(new double[] {0.9, 0.8}, point(1, 0.9, 0.9, 0.8), point(2, 0.9, 0.9, 0.8));
    assertThat(curve.area()).isEqualTo(1);
    assertThat(curve.areaInterval().low()).isEqualTo(1);
    assertThat(curve.areaInterval().high()).isEqualTo(1);
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
  void intervalsAreOverTheSameDraws() {
    // in each draw half of what is above chance is lost at level 2, whatever the draw
    double[] clean = {0.5, 0.7, 0.9};
    Robustness curve = curve(clean, point(1, 0.9, clean), point(2, 0.5, 0.3, 0.4, 0.5));
    assertThat(curve.area()).isCloseTo(0.75, within(1e-7));
    assertThat(curve.areaInterval().low()).isCloseTo(0.75, within(1e-7));
    assertThat(curve.areaInterval().high()).isCloseTo(0.75, within(1e-7));
    Robustness steeper = curve(clean, point(1, 0.9, clean), point(3, 0.1, 0.1, 0.1, 0.1));
    assertThat(steeper.half()).isCloseTo(2, within(1e-7));
    assertThat(steeper.halfInterval().low()).isCloseTo(2, within(1e-7));
    assertThat(steeper.halfInterval().high()).isCloseTo(2, within(1e-7));
  }
}
