package org.sonoprobe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Aggregations of a known matrix; values are NumPy's. */
class MoreAggregationsTest {
  private static final float[][] FRAMES = {{1, 10}, {4, -2}, {2, 0}, {8, 6}, {3, 1}};

  @Test
  void eachIsWhatNumPySays() {
    assertThat(new Aggregations.Min().apply(FRAMES)).isEqualTo(new float[][] {{1, -2}});
    // numpy.quantile(x, [.25, .5, .75], axis=0)
    assertThat(new Aggregations.Quantiles().apply(FRAMES))
        .isEqualTo(new float[][] {{2, 0, 3, 1, 4, 6}});
    assertThat(new Aggregations.Quantiles(List.of(0.1)).apply(FRAMES))
        .isEqualTo(new float[][] {{1.4f, -1.2f}});
    assertThat(new Aggregations.First().apply(FRAMES)).isEqualTo(new float[][] {{1, 10}});
    assertThat(new Aggregations.Last().apply(FRAMES)).isEqualTo(new float[][] {{3, 1}});
    assertThat(new Aggregations.Segments(2).apply(FRAMES))
        .isEqualTo(new float[][] {{2.5f, 4, 13 / 3f, 7 / 3f}});
  }

  @Test
  void fewerFramesThanSegmentsGiveSomeTwice() {
    assertThat(new Aggregations.Segments().apply(new float[][] {{1}, {2}}))
        .isEqualTo(new float[][] {{1, 1, 2, 2}});
    assertThat(new Aggregations.Segments(1).apply(new float[][] {{1}, {2}}))
        .isEqualTo(Aggregations.MEAN.apply(new float[][] {{1}, {2}}));
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThatThrownBy(() -> new Aggregations.Segments(0))
        .hasMessage("count must be positive, but is 0");
    assertThatThrownBy(() -> new Aggregations.Quantiles(List.of(1.5)))
        .hasMessage("at must list numbers from 0 to 1, but is [1.5]");
    assertThatThrownBy(() -> new Aggregations.Quantiles(List.of()))
        .hasMessageContaining("at must list numbers");
  }

  @Test
  void aCardTellsWhatIsNotForCommerceAndWhatIsContaminated() {
    ModelCard card =
        new ModelCard(
            "CLMR",
            new ModelCard.Design("CNN", "contrastive", "waveform", 2_500_000),
            List.of("magnatagatune"),
            512,
            new ModelCard.Origin("CC BY-NC-SA 4.0", "", ""));

    assertThat(card.nonCommercial()).isTrue();
    assertThat(card.isTrainedOn("MagnaTagATune")).isTrue();
    assertThat(card.isTrainedOn("magna-tag-a-tune")).isTrue();
    assertThat(card.isTrainedOn("tinysol")).isFalse();
    ModelCard free =
        new ModelCard(
            "x", card.design(), List.of(), 1, new ModelCard.Origin("CC BY-SA (INC)", "", ""));
    assertThat(free.nonCommercial()).isFalse();
    assertThat(new ModelFault("it died", new IllegalStateException("x")))
        .hasMessage("it died")
        .hasCauseInstanceOf(IllegalStateException.class);
  }
}
