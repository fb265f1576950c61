package org.sonoprobe.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonoprobe.run.Robustness.Point;

class RobustnessTest {
  private static Point point(double level, double score, double... draws) {
    return new Point(level, score, draws);
  }

  private static Robustness curve(boolean atChance, double[] clean, Point... points) {
    return Robustness.of(
        ScoreRow.empty(), List.of(points), 0.9, clean, 0.1, atChance ? "at chance" : "");
  }

  @Test
  void theAreaIsTheMeanOverTheRangeWhateverTheSpacing() {
    // kept: 1, .75, .25, 0 at 40, 30, 10, 0 dB
    Robustness curve =
        curve(false, new double[0], point(40, 0.9), point(30, 0.7), point(10, 0.3), point(0, 0.1));
    double expected = (10 * 0.875 + 20 * 0.5 + 10 * 0.125) / 40;
    assertThat(curve.area()).isCloseTo(expected, within(1e-12));
    assertThat(curve.half()).isCloseTo(20, within(1e-12));
    assertThat(curve.areaInterval().isKnown()).isFalse();
    // the same from harsh to mild: half is lost at once
    Robustness backwards =
        curve(false, new double[0], point(0, 0.1), point(10, 0.3), point(30, 0.7), point(40, 0.9));
    assertThat(backwards.area()).isCloseTo(expected, within(1e-12));
    assertThat(backwards.half()).isZero();
    assertThat(backwards.before()).isTrue();
    assertThat(curve.before()).isFalse();
  }

  @Test
  void aModelThatLosesNothingHasAreaOneAndNoHalf() {
    Robustness curve =
        curve(false, new double[] {0.9, 0.8}, point(1, 0.9, 0.9, 0.8), point(2, 0.9, 0.9, 0.8));
    assertThat(curve.area()).isEqualTo(1);
    assertThat(curve.areaInterval().low()).isEqualTo(1);
    assertThat(curve.areaInterval().high()).isEqualTo(1);
    assertThat(curve.half()).isNaN();
    assertThat(curve.halfInterval().isKnown()).isFalse();
  }

  @Test
  void aModelAtChanceIsNeverRobust() {
    Robustness curve = curve(true, new double[] {0.1, 0.1}, point(1, 0.1, 0.1, 0.1));
    assertThat(curve.area()).isNaN();
    assertThat(curve.half()).isNaN();
  }

  @Test
  void intervalsAreOverTheSameDraws() {
    // in each draw half of what is above chance is lost at level 2, whatever the draw
    double[] clean = {0.5, 0.7, 0.9};
    Robustness curve = curve(false, clean, point(1, 0.9, clean), point(2, 0.5, 0.3, 0.4, 0.5));
    assertThat(curve.area()).isCloseTo(0.75, within(1e-12));
    assertThat(curve.areaInterval().low()).isCloseTo(0.75, within(1e-12));
    assertThat(curve.areaInterval().high()).isCloseTo(0.75, within(1e-12));
    Robustness steeper = curve(false, clean, point(1, 0.9, clean), point(3, 0.1, 0.1, 0.1, 0.1));
    assertThat(steeper.half()).isCloseTo(2, within(1e-12));
    assertThat(steeper.halfInterval().low()).isCloseTo(2, within(1e-12));
    assertThat(steeper.halfInterval().high()).isCloseTo(2, within(1e-12));
  }
}
