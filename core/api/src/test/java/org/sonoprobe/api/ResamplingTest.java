package org.sonoprobe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What resampling asks of predictions, vectors and metrics. */
class ResamplingTest {
  private static final Task TAGS =
      new Task("tags", TaskTypes.MULTILABEL_CLASSIFICATION, List.of("a", "b"));

  private static Predictions predictions() {
    return new Predictions(
        TAGS,
        List.of("t0", "t1", "t2"),
        List.of(
            new Target.Tags(Set.of("a")),
            new Target.Tags(Set.of("a", "b")),
            new Target.Tags(Set.of())),
        new double[][] {{.9, .1}, {.8, .7}, {.2, .3}},
        List.of("x", "x", "y"));
  }

  /** The mean score of the first label. */
  private record MeanScore() implements Metric {
    @Override
    public String name() {
      return "mean_score";
    }

    @Override
    public boolean supports(TaskType type) {
      return true;
    }

    @Override
    public Score compute(Predictions predictions) {
      double sum = 0;
      for (int i = 0; i < predictions.count(); i++) {
        sum += predictions.score(i, 0);
      }
      return new Score(label(), sum / predictions.count());
    }
  }

  @Test
  void tracksAreRepeatedAsOftenAsTheirWeightSays() {
    Predictions repeated = predictions().repeated(new double[] {2, 0, 1});

    assertThat(repeated.trackIds()).containsExactly("t0", "t0", "t2");
    assertThat(repeated.units()).containsExactly("x", "x", "y");
    assertThat(repeated.scores(2)).containsExactly(.2, .3);
  }

  @Test
  void partsOfTracksCannotBeRepeated() {
    assertThatThrownBy(() -> predictions().repeated(new double[] {1, .5, 1}))
        .hasMessage("tracks can be repeated a whole number of times, not 0.5");
    assertThatThrownBy(() -> predictions().repeated(new double[] {1, -1, 1}))
        .hasMessageContaining("not -1.0");
    assertThatThrownBy(() -> predictions().repeated(new double[] {1}))
        .hasMessage("1 weights for 3 tracks");
  }

  @Test
  void whoKnowsNothingOfTheAudioSaysHowOftenALabelIsRight() {
    Predictions uninformed = predictions().uninformed();

    for (int i = 0; i < 3; i++) {
      assertThat(uninformed.scores(i))
          .containsExactly(new double[] {2 / 3.0, 1 / 3.0}, within(1e-15));
    }
    assertThat(uninformed.targets()).isEqualTo(predictions().targets());
  }

  @Test
  void aTrackIsAUnitOfItsOwnUnlessSaid() {
    Predictions plain =
        new Predictions(
            TAGS, List.of("t"), List.of(new Target.Tags(Set.of())), new double[][] {{0, 0}});

    assertThat(plain.units()).containsExactly("t");
    assertThatThrownBy(
            () ->
                new Predictions(
                    TAGS,
                    List.of("t"),
                    List.of(new Target.Tags(Set.of())),
                    new double[][] {{0, 0}},
                    List.of()))
        .hasMessage("1 tracks, but 0 units");
  }

  @Test
  void aMetricThatSaysNoMoreIsWeightedByRepeating() {
    Metric metric = new MeanScore();

    assertThat(metric.weighted(predictions()).of(new double[] {1, 2, 1}))
        .isCloseTo((.9 + 2 * .8 + .2) / 4, within(1e-12));
    assertThat(metric.chance(predictions())).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(metric.label()).isEqualTo("mean_score");
    assertThat(metric.range()).isEqualTo(Metric.Range.ANY);
    assertThat(metric.greaterIsBetter()).isTrue();
  }

  @Test
  void rangesHaveALowerAndAHigherEnd() {
    assertThatThrownBy(() -> new Metric.Range(1, 1)).hasMessage("a range from 1.0 to 1.0");
  }

  @Test
  void examplesAreSelectedWithAllRowsOfTheirTracks() {
    Vectors frames =
        new Vectors(
            List.of("t0", "t1"), new int[] {0, 0, 1}, new float[] {1, 2, 3, 4, 5, 6}, 2, .5);
    Examples examples = new Examples(frames, List.of(new Target.Label("a"), new Target.Label("b")));

    Examples selected = examples.select(1, 0, 1);

    assertThat(selected.vectors().trackIds()).containsExactly("t1", "t0", "t1");
    assertThat(selected.vectors().values()).containsExactly(5, 6, 1, 2, 3, 4, 5, 6);
    assertThat(selected.vectors().trackOf(2)).isEqualTo(1);
    assertThat(selected.vectors().hopSeconds()).isEqualTo(.5);
    assertThat(selected.targets())
        .containsExactly(new Target.Label("b"), new Target.Label("a"), new Target.Label("b"));
  }
}
