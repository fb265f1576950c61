package org.sonoprobe.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.fakes.Hits;
import org.sonoprobe.statistics.Estimate;
import org.sonoprobe.statistics.Replicates;

class RankingTest {
  private static final Summary EXPERIMENT =
      Summary.given(
          "x",
          1,
          1000,
          new Task("t", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("a", "b")),
          List.of("one", "two", "three"),
          List.of(new Hits()));

  private final Map<ScoreRow, TestSample> samples = new LinkedHashMap<>();

  private ScoreRow row(String model, String split, double value, double spread, String tracks) {
    ScoreRow row =
        new ScoreRow(
            new Place(
                "x",
                "t",
                "d",
                split,
                new Place.Model(model, "", "mean", "p"),
                Repetition.FIRST,
                "clean",
                "hits"),
            Condition.CLEAN,
            "",
            Estimate.of(value),
            new TrackCounts(50, 50, 100));
    SplittableRandom random = new SplittableRandom(model.hashCode());
    float[] moves = new float[100];
    for (int i = 0; i < moves.length; i++) {
      moves[i] = (float) (spread / 10 * random.nextGaussian());
    }
    samples.put(
        row, new TestSample(Replicates.of(Metric.Spread.COUNTS, 100, moves, moves), tracks));
    return row;
  }

  private List<Rank> ranks(List<ScoreRow> rows, String... overlapping) {
    return Ranking.of(
        Evidence.byPlace(
                rows, overlapping(overlapping), row -> Optional.ofNullable(samples.get(row)))
            .values());
  }

  private static Summary overlapping(String... datasets) {
    return new Summary(
        EXPERIMENT.name(),
        EXPERIMENT.seed(),
        EXPERIMENT.draws(),
        EXPERIMENT.task(),
        EXPERIMENT.aggregations(),
        EXPERIMENT.datasets(),
        EXPERIMENT.scenarios(),
        EXPERIMENT.embeddings(),
        EXPERIMENT.downstream(),
        EXPERIMENT.metrics(),
        Set.of(datasets),
        EXPERIMENT.protocol());
  }

  private static Rank rank(List<Rank> ranks, String model) {
    return ranks.stream().filter(rank -> rank.embedding().equals(model)).findFirst().orElseThrow();
  }

  @Test
  void whatCannotBeToldFromTheBestIsOfItsGroup() {
    List<ScoreRow> rows =
        List.of(
            row("one", "s", .80, .02, "t"),
            row("two", "s", .79, .02, "t"),
            row("three", "s", .50, .02, "t"));
    List<Rank> ranks = ranks(rows);

    assertThat(ranks.stream().map(Rank::group)).containsExactly(1, 1, 2);
    assertThat(rank(ranks, "one").highest()).isEqualTo(1);
    assertThat(rank(ranks, "one").lowest()).isEqualTo(2);
    assertThat(rank(ranks, "three").highest()).isEqualTo(3);
  }

  @Test
  void whatWasTestedOnOtherTracksHasNoPlaceAmongTheRest() {
    List<ScoreRow> rows =
        List.of(
            row("one", "s", .80, .02, "t"),
            row("two", "s", .79, .02, "other tracks"),
            row("three", "s", .50, .02, "t"));
    List<Rank> ranks = ranks(rows);

    assertThat(rank(ranks, "two").group()).isZero();
    assertThat(rank(ranks, "two").rank()).isZero();
    assertThat(rank(ranks, "two").behind()).isNaN();
    assertThat(rank(ranks, "three").rank()).isEqualTo(2);
    assertThat(rank(ranks, "three").group()).isEqualTo(2);
  }

  @Test
  void noModelIsTestedOnFewerSplitsBesideTheOthers() {
    List<ScoreRow> rows =
        List.of(
            row("one", "a", .90, .02, "t"),
            row("two", "a", .79, .02, "t"),
            row("two", "b", .50, .02, "t"),
            row("three", "a", .70, .02, "t"),
            row("three", "b", .40, .02, "t"));

    assertThat(rank(ranks(rows), "one").rank()).isZero();
    assertThat(rank(ranks(rows), "two").rank()).isEqualTo(1);
    assertThat(rank(ranks(rows), "two").behind()).isZero();
  }

  @Test
  void allPairsAreTestedBecauseTheBestIsChosenByTheSameScores() {
    List<ScoreRow> rows =
        List.of(
            row("one", "s", .80, .02, "t"),
            row("two", "s", .74, .02, "t"),
            row("three", "s", .73, .02, "t"));
    Rank two = rank(ranks(rows.subList(0, 2)), "two");
    Rank amongThree = rank(ranks(rows), "two");

    // one pair of two models, three of three
    assertThat(amongThree.p()).isGreaterThan(1.9 * two.p());
    assertThat(amongThree.behindInterval()).isEqualTo(two.behindInterval());
  }

  @Test
  void boundsHoldTheRank() {
    List<ScoreRow> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      rows.add(row("m" + i, "s", .5 + .01 * i, .01, "t"));
    }

    assertThat(ranks(rows))
        .allMatch(rank -> rank.highest() <= rank.rank() && rank.rank() <= rank.lowest());
  }

  @Test
  void meansThatDifferByRoundingShareTheirRank() {
    List<ScoreRow> rows =
        List.of(
            row("one", "s", 0.2777777777777778, .02, "t"),
            row("two", "s", 0.27777777777777773, .02, "t"));

    assertThat(ranks(rows)).allMatch(rank -> rank.rank() == 1);
  }

  @Test
  void splitsThatShareTracksAreComparedOverSplits() {
    List<ScoreRow> rows =
        List.of(
            row("one", "a", .80, .001, "t"),
            row("one", "b", .70, .001, "t"),
            row("two", "a", .75, .001, "t"),
            row("two", "b", .70, .001, "t"));

    assertThat(ranks(rows).get(1).group()).isEqualTo(2);
    assertThat(ranks(rows, "d").get(1).group()).isEqualTo(1);
    assertThat(ranks(rows, "d").get(0).value()).isCloseTo(.75, within(1e-12));
  }
}
