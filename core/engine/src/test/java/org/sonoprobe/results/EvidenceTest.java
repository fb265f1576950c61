package org.sonoprobe.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Metric;
import org.sonoprobe.statistics.Estimate;
import org.sonoprobe.statistics.Interval;

class EvidenceTest {
  private static final Summary.Judge HITS = new Summary.Judge("hits", true, Metric.Range.UNIT);

  private final Map<ScoreRow, Draws> draws = new HashMap<>();

  private ScoreRow row(String model, String split, int repeat, double value) {
    ScoreRow row =
        new ScoreRow(
            new Place(
                "x",
                "t",
                "d",
                split,
                new Place.Model(model, "", "mean", "p"),
                new Repetition(repeat, Repetition.Data.WHOLE),
                "clean",
                "hits"),
            Condition.CLEAN,
            "",
            new Estimate(value, new Interval(value - 0.1, value + 0.1), 0.25),
            new TrackCounts(10, 10, 40));
    draws.put(row, new Draws(new float[] {(float) value, (float) value, 0}, "of " + split));
    return row;
  }

  private Evidence evidence(boolean overlaps, ScoreRow... rows) {
    return new Evidence(List.of(rows), HITS, overlaps, row -> Optional.ofNullable(draws.get(row)));
  }

  @Test
  void drawsAreWeightedAsTheMeanIs() {
    // three trainings on one split, one on the other
    Evidence evidence =
        evidence(
            false,
            row("m", "a", 1, 0.9),
            row("m", "a", 2, 0.9),
            row("m", "a", 3, 0.9),
            row("m", "b", 1, 0.1));

    assertThat(evidence.value()).isCloseTo(0.5, within(1e-12));
    assertThat(evidence.draws()[0]).isCloseTo(0.5, within(1e-7));
    assertThat(evidence.draws()[2]).isZero();
    assertThat(evidence.estimate().chance()).isEqualTo(0.25);
  }

  @Test
  void splitsAreMatchedByNameWhateverTheirOrder() {
    Evidence one = evidence(true, row("one", "a", 1, 0.9), row("one", "b", 1, 0.5));
    Evidence two = evidence(true, row("two", "b", 1, 0.4), row("two", "a", 1, 0.8));
    Contrast contrast = Contrast.of(List.of(one), List.of(two));

    assertThat(contrast.sharesTracks()).isTrue();
    assertThat(contrast.difference()).isCloseTo(0.1, within(1e-12));
    // .1 on either split: not 1e-9 of doubt
    assertThat(contrast.interval().high() - contrast.interval().low()).isLessThan(1e-9);
    assertThat(contrast.p()).isLessThan(1e-6);
  }

  @Test
  void othersSplitsAreNotPaired() {
    Evidence one = evidence(false, row("one", "a", 1, 0.9));
    Evidence two = evidence(false, row("two", "b", 1, 0.4));
    Contrast contrast = Contrast.of(List.of(one), List.of(two));

    assertThat(contrast.difference()).isCloseTo(0.5, within(1e-12));
    assertThat(contrast.p()).isNaN();
    assertThat(contrast.interval().isKnown()).isFalse();
    assertThat(contrast.overSplits()).isEmpty();
  }

  @Test
  void oneSplitHasTheIntervalOfItsTrainingsAndSeveralThatOfTheirDeviation() {
    Evidence one = evidence(false, row("m", "a", 1, 0.8), row("m", "a", 2, 0.6));
    assertThat(one.estimate().interval().low()).isCloseTo(0.6, within(1e-12));
    assertThat(one.estimate().interval().high()).isCloseTo(0.8, within(1e-12));
    assertThat(one.spread()).isCloseTo(Math.sqrt(0.02), within(1e-12));
    Evidence two = evidence(false, row("m", "a", 1, 0.8), row("m", "b", 1, 0.6));
    // t of one degree of freedom, (1/2 + 10/40) of the variance, cut at 1
    double reach = 12.706204736 * Math.sqrt(0.75 * 0.02);
    assertThat(two.estimate().interval()).isEqualTo(new Interval(0, 1));
    assertThat(0.7 + reach).isGreaterThan(1);
    assertThat(two.isAtChance()).isTrue();
    assertThat(two.splits()).isEqualTo(Set.of("a", "b"));
  }
}
