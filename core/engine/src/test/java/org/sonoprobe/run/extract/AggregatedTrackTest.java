package org.sonoprobe.run.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Aggregations;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.experiment.LayerPooling;

class AggregatedTrackTest {

  // layers x frames x dimension
  private static final Embedding TWO =
      Embedding.wrap(new float[] {1, 2, 3, 4, 10, 20, 50, 80}, 2, 2, 2, 0.5);

  @Test
  void layersBecomeTheirMeanOrStandOneAfterTheOtherBeforeFramesAreAggregated() {
    assertThat(vectors(LayerPooling.MEAN)).isEqualTo(new float[][] {{26.5f, 42}});
    assertThat(vectors(LayerPooling.CONCAT)).isEqualTo(new float[][] {{3, 4, 50, 80}});
  }

  private static float[][] vectors(LayerPooling pooling) {
    return AggregatedTrack.of("t", TWO, Aggregations.MAX, pooling).values();
  }
}
