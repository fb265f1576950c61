package org.sonoprobe.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.fakes.Hits;
import org.sonoprobe.statistics.Estimate;

class RankingTest {
  private static final Summary EXPERIMENT =
      Summary.given(
          "x",
          1,
          1000,
          new Task("t", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("a", "b")),
          List.of("one", "two", "three"),
          List.of(new Hits()));

  private final Map<ScoreRow, Draws> draws = new LinkedHashMap<>();

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
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (value + spread * random.nextGaussian());
    }
    draws.put(row, new Draws(values, tracks));
    return row;
  }

  private List<Rank> ranks(List<ScoreRow> rows, String... overlapping) {
    return Ranking.of(
        Evidence.byPlace(rows, overlapping(overlapping), row -> Optional.ofNullable(draws.get(row)))
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
  void drawsOfOtherTracksAreNotCompared() {
    List<ScoreRow> rows =
        List.of(
            row("one", "s", .80, .02, "t"),
            row("two", "s", .79, .02, "other tracks"),
            row("three", "s", .50, .02, "t"));
    List<Rank> ranks = ranks(rows);

    assertThat(rank(ranks, "two").group()).isZero();
    assertThat(rank(ranks, "two").highest()).isZero();
    assertThat(rank(ranks, "two").rank()).isEqualTo(2);
    assertThat(rank(ranks, "three").group()).isEqualTo(2);
  }

  @Test
  void anUndefinedDrawSaysNothingOfARank() {
    List<ScoreRow> rows = List.of(row("one", "s", .80, .01, "t"), row("three", "s", .20, .01, "t"));
    Draws last = draws.get(rows.get(1));
    float[] some = last.values().clone();
    for (int i = 0; i < 370; i++) {
      some[i] = Float.NaN;
    }
    draws.put(rows.get(1), new Draws(some, "t"));
    List<Rank> ranks = ranks(rows);

    assertThat(rank(ranks, "three").highest()).isEqualTo(2);
    assertThat(rank(ranks, "three").lowest()).isEqualTo(2);
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
