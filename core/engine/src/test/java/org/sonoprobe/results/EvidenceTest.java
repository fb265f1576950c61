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
import org.sonoprobe.statistics.Replicates;

class EvidenceTest {
  private static final Summary.Judge HITS = new Summary.Judge("hits", true, Metric.Range.UNIT);

  private final Map<ScoreRow, TestSample> samples = new HashMap<>();

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
            Estimate.of(value, 0.04, 9, Metric.Range.UNIT, 0.25),
            new TrackCounts(10, 10, 40));
    float[] moves = {(float) value, (float) -value};
    Replicates replicates = Replicates.of(Metric.Spread.COUNTS, 2, moves, moves);
    samples.put(row, new TestSample(replicates, "of " + split));
    return row;
  }

  private Evidence evidence(boolean overlaps, ScoreRow... rows) {
    return new Evidence(
        List.of(rows), HITS, overlaps, row -> Optional.ofNullable(samples.get(row)));
  }

  @Test
  void splitsCountAlikeHoweverManyTrainingsTheyHave() {
    // three trainings on one split, one on the other
    Evidence evidence =
        evidence(
            false,
            row("m", "a", 1, 0.9),
            row("m", "a", 2, 0.9),
            row("m", "a", 3, 0.9),
            row("m", "b", 1, 0.1));

    assertThat(evidence.value()).isCloseTo(0.5, within(1e-12));
    assertThat(evidence.replicates("a").orElseThrow().variance())
        .isCloseTo(0.81 * evidence.replicates("b").orElseThrow().variance() / 0.01, within(1e-5));
    assertThat(evidence.estimate().chance()).isEqualTo(0.25);
  }

  @Test
  void splitsAreMatchedByNameWhateverTheirOrder() {
    Evidence one = evidence(true, row("one", "a", 1, 0.9), row("one", "b", 1, 0.5));
    Evidence two = evidence(true, row("two", "b", 1, 0.4), row("two", "a", 1, 0.8));
    Contrast contrast = Contrast.of(List.of(one), List.of(two));

    assertThat(contrast.sharesTracks()).isTrue();
    assertThat(contrast.difference()).isCloseTo(0.1, within(1e-12));
    // .1 on either split, which says nothing of how far others may differ
    assertThat(contrast.interval().isKnown()).isFalse();
    assertThat(contrast.p()).isEqualTo(0.5);
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
  void severalTrainingsOnOneSplitHaveTheMeanOfTheirErrors() {
    Evidence one = evidence(false, row("m", "a", 1, 0.8), row("m", "a", 2, 0.6));

    assertThat(one.estimate()).isEqualTo(Estimate.of(0.7, 0.04, 9, Metric.Range.UNIT, 0.25));
    assertThat(one.spread()).isCloseTo(Math.sqrt(0.02), within(1e-12));
  }

  @Test
  void splitsThatShareNoTrackAreOneSample() {
    Estimate two = evidence(false, row("m", "a", 1, 0.8), row("m", "b", 1, 0.6)).estimate();

    assertThat(two.error()).isCloseTo(0.04 / Math.sqrt(2), within(1e-12));
    assertThat(two.freedom()).isCloseTo(18, within(1e-9));
    assertThat(two.interval())
        .isEqualTo(Interval.of(0.7, two.error(), two.freedom(), Metric.Range.UNIT));
  }

  @Test
  void splitsThatShareTracksHaveTheCorrectedErrorOfTheirMean() {
    Evidence two = evidence(true, row("m", "a", 1, 0.8), row("m", "b", 1, 0.6));

    // (1/2 + 10/40) of the variance, one degree of freedom
    assertThat(two.estimate().error()).isCloseTo(Math.sqrt(0.75 * 0.02), within(1e-12));
    assertThat(two.estimate().freedom()).isEqualTo(1);
    assertThat(two.isAtChance()).isTrue();
    assertThat(two.splits()).isEqualTo(Set.of("a", "b"));
  }
}
