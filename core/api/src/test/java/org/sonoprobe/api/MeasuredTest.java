package org.sonoprobe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  private static Heard.Version version(Scenario scenario, String... ids) {
    float[][] rows = new float[ids.length][2];
    for (int i = 0; i < ids.length; i++) {
      rows[i][0] = ids[i].charAt(0);
    }
    List<String> names = List.of(ids);
    return new Heard.Version(
        scenario,
        Vectors.of(names, rows),
        names.stream().map(name -> (Target) new Target.Label(name)).toList(),
        names);
  }

  @Test
  void aMeasureIsAQuotientOfSums() {
    Measured measured =
        new Measured(
            "ratio",
            "clean",
            "",
            new double[] {1, 3},
            new double[] {1, 1},
            List.of("a", "b"),
            Metric.Range.POSITIVE,
            List.of());
    assertThat(measured.value()).isEqualTo(2);
    assertThat(measured.value(new double[] {0, 2})).isEqualTo(3);
    assertThat(measured.value(new double[] {0, 0})).isNaN();
    assertThat(measured.toString()).contains("ratio clean = 2.0");
    Heard.Version clean = version(Scenario.CLEAN, "a", "b");
    Measured mean = Measured.mean("ratio", clean, new double[] {1, 3}, Metric.Range.POSITIVE);
    assertThat(mean).isEqualTo(measured).hasSameHashCodeAs(measured).isNotEqualTo("ratio");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Measured(
                    "x",
                    "",
                    "",
                    new double[1],
                    new double[2],
                    List.of("a"),
                    Metric.Range.ANY,
                    List.of()));
  }

  @Test
  void versionsFindTheirTracksInOthersAndSweepsTheirLevels() {
    Heard.Version clean = version(Scenario.CLEAN, "a", "b", "c");
    Scenario up = new Scenario("up", List.of()).at(new Scenario.Level("s", 1));
    Heard.Version deformed = version(up, "c", "a");
    assertThat(deformed.positionsIn(clean)).containsExactly(2, 0);
    assertThat(clean.positionsIn(deformed)).containsExactly(1, -1, 0);
    assertThat(deformed.vector(0)).containsExactly('c', 0);
    Heard heard =
        new Heard(
            new Task("x", TaskTypes.MULTICLASS_CLASSIFICATION),
            clean,
            List.of(deformed, version(new Scenario("other", List.of()), "b")));
    assertThat(heard.sweeps()).containsOnlyKeys("s");
    assertThat(heard.sweeps().get("s")).containsExactly(deformed);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Heard.Version(up, deformed.vectors(), List.of(), List.of()));
  }

  @Test
  void examplesAreJoinedInTheirOrder() {
    Examples first =
        Examples.of(
            List.of("a", "b"),
            List.of(new Target.Label("x"), new Target.Label("y")),
            new float[][] {{1, 2}, {3, 4}});
    Examples second =
        new Examples(
            new Vectors(List.of("a"), new int[] {0, 0}, new float[] {5, 6, 7, 8}, 2, 0.5),
            List.of(new Target.Label("x")));
    Examples both = Examples.together(List.of(first, second));
    assertThat(both.vectors().trackIds()).containsExactly("a", "b", "a");
    assertThat(both.vectors().values()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(both.vectors().trackOf(3)).isEqualTo(2);
    assertThat(both.targets()).hasSize(3);
    Examples wide =
        Examples.of(List.of("c"), List.of(new Target.Label("x")), new float[][] {{1, 2, 3}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Examples.together(List.of(first, wide)))
        .withMessageContaining("2 and of 3 dimensions");
  }
}
