package org.sonoprobe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class VectorsTest {

  @Test
  void whatIsSaidOfRowsIsAveragedPerTrack() {
    Vectors vectors =
        new Vectors(List.of("a", "b"), new int[] {0, 0, 1}, new float[] {1, 2, 3}, 1, 0.5);

    assertThat(vectors.meanPerTrack(new double[][] {{1, 0}, {0, 1}, {0.25, 0.75}}))
        .isDeepEqualTo(new double[][] {{0.5, 0.5}, {0.25, 0.75}});
    assertThatThrownBy(() -> vectors.meanPerTrack(new double[1][2]))
        .hasMessage("1 rows of scores for 3 rows");
  }

  @Test
  void eachTrackHasItsRowsTogether() {
    assertThatThrownBy(
            () -> new Vectors(List.of("a", "b"), new int[] {0, 1, 0}, new float[] {1, 2, 3}, 1, 0))
        .hasMessageContaining("the rows of a track must stand together");
    assertThatThrownBy(
            () -> new Vectors(List.of("a", "b"), new int[] {0, 0}, new float[] {1, 2}, 1, 0))
        .hasMessage("not every track has a row");
    assertThatThrownBy(() -> new Vectors(List.of("a"), new int[] {0}, new float[] {1, 2}, 3, 0))
        .hasMessage("2 values do not fill 1 rows of 3");
  }

  @Test
  void aggregationsAreTheirFormulas() {
    float[][] frames = {{1, 10}, {3, 30}, {8, 20}};

    assertThat(Aggregations.MEAN.apply(frames)).isDeepEqualTo(new float[][] {{4, 20}});
    assertThat(Aggregations.MAX.apply(frames)).isDeepEqualTo(new float[][] {{8, 30}});
    assertThat(Aggregations.MEDIAN.apply(frames)).isDeepEqualTo(new float[][] {{3, 20}});
    // the mean of squares is 74 / 3, of the second 1400 / 3
    float[] deviations = {(float) Math.sqrt(74 / 3.0 - 16), (float) Math.sqrt(1400 / 3.0 - 400)};
    assertThat(Aggregations.STD.apply(frames)).isDeepEqualTo(new float[][] {deviations});
    assertThat(Aggregations.MEAN_STD.apply(frames))
        .isDeepEqualTo(new float[][] {{4, 20, deviations[0], deviations[1]}});
    assertThat(Aggregations.PREDICTION.apply(frames)).isDeepEqualTo(frames);
    assertThat(Aggregations.PREDICTION.keepsFrames()).isTrue();
    assertThat(Aggregations.MEAN.keepsFrames()).isFalse();
  }

  @Test
  void layersOfAnEmbeddingAreTakenInTheOrderWanted() {
    Embedding embedding = Embedding.wrap(new float[] {1, 2, 3, 4, 5, 6}, 3, 1, 2, 0.1);

    assertThat(embedding.layers(List.of(2, 0)).values()).containsExactly(5, 6, 1, 2);
    assertThatThrownBy(() -> embedding.layers(List.of(3)))
        .hasMessage("layer 3 is wanted, but the embedding has layers 0 to 2");
  }
}
