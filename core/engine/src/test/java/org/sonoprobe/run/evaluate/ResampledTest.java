package org.sonoprobe.run.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Target;

class ResampledTest {

  /** Thirty tracks of a, ten of b, ten of c. */
  private static Examples examples() {
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ids.add("t" + i);
      targets.add(new Target.Label(i < 30 ? "a" : i < 40 ? "b" : "c"));
    }
    return Examples.of(ids, targets, new float[50][2]);
  }

  private static long of(int[] tracks, int from, int to) {
    return Arrays.stream(tracks).filter(i -> i >= from && i < to).count();
  }

  @Test
  void resamplesKeepTheClassesAsTheyAre() {
    int[] drawn = Resampled.of(examples(), 3);

    assertThat(of(drawn, 0, 30)).isEqualTo(30);
    assertThat(of(drawn, 30, 40)).isEqualTo(10);
    assertThat(Arrays.stream(drawn).distinct().count()).isBetween(20L, 45L);
    assertThat(drawn)
        .isEqualTo(Resampled.of(examples(), 3))
        .isNotEqualTo(Resampled.of(examples(), 4));
  }

  @Test
  void smallerSubsetsAreInLargerOnesAndClassesHaveTheirShare() {
    int[] ten = Resampled.nested(examples(), 10, 7);
    int[] twenty = Resampled.nested(examples(), 20, 7);

    assertThat(ten).hasSize(10).doesNotHaveDuplicates();
    assertThat(twenty).contains(ten);
    assertThat(of(twenty, 0, 30)).isBetween(11L, 13L);
    assertThat(of(twenty, 30, 40)).isBetween(3L, 5L);
    assertThat(of(ten, 40, 50)).isBetween(1L, 3L);
    assertThat(Resampled.nested(examples(), 99, 7)).hasSize(50);
    assertThat(Resampled.nested(examples(), 10, 8)).isNotEqualTo(ten);
  }
}
