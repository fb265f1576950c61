package org.sonoprobe.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Heard;
import org.sonoprobe.api.Measure;
import org.sonoprobe.api.Measured;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.testkit.MeasureContract;

/** Measures on embeddings of which the truth is known. */
class MeasuresTest {
  private static final Task TASK =
      new Task("toy", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("a", "b"));
  private static final double[] LEVELS = {-3, -2, -1, 1, 2, 3};

  private static Heard.Version version(Scenario scenario, float[][] rows) {
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      ids.add("t" + i);
      targets.add(new Target.Label(i % 2 == 0 ? "a" : "b"));
    }
    return new Heard.Version(scenario, Vectors.of(ids, rows), targets, ids);
  }

  private static float[][] clean(int tracks, int dimension) {
    SplittableRandom random = new SplittableRandom(3);
    float[][] rows = new float[tracks][dimension];
    for (float[] row : rows) {
      for (int d = 0; d < dimension; d++) {
        row[d] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  /** A sweep of which each deformed vector is made of the clean one and the level. */
  private static Heard heard(BiFunction<float[], Double, float[]> deformed) {
    float[][] clean = clean(200, 8);
    List<Heard.Version> versions = new ArrayList<>();
    for (double level : LEVELS) {
      float[][] rows = new float[clean.length][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = deformed.apply(clean[i], level);
      }
      versions.add(
          version(
              new Scenario("level " + level, List.of()).at(new Scenario.Level("turn", level)),
              rows));
    }
    return new Heard(TASK, version(Scenario.CLEAN, clean), versions);
  }

  /** Turns each pair of dimensions by so many steps of 20 degrees. */
  private static float[] turned(float[] row, double level) {
    float[] turned = new float[row.length];
    double angle = Math.toRadians(20) * level;
    for (int d = 0; d < row.length; d += 2) {
      turned[d] = (float) (row[d] * Math.cos(angle) - row[d + 1] * Math.sin(angle));
      turned[d + 1] = (float) (row[d] * Math.sin(angle) + row[d + 1] * Math.cos(angle));
    }
    return turned;
  }

  private static Map<String, Double> values(List<Measured> all) {
    Map<String, Double> values = new TreeMap<>();
    for (Measured each : all) {
      values.put(each.scenario() + each.name(), each.value());
    }
    return values;
  }

  @Test
  void aKnownRotationPerStepIsALinearMapAndNoIdentity() {
    Map<String, Double> values = values(new Equivariance().of(heard(MeasuresTest::turned)));
    assertThat(values.get("map")).isGreaterThan(0.999);
    assertThat(values.get("map at new levels")).isGreaterThan(0.99);
    // on average over 20, 40 and 60 degrees: 1 - mean of 2 (1 - cos)
    assertThat(values.get("map of identity")).isCloseTo(0.47, within(0.06));
  }

  @Test
  void anInvariantModelIsNotMovedAndTellsNoLevel() {
    Heard heard = heard((row, level) -> row.clone());
    Map<String, Double> moved = values(new Invariance().of(heard));
    assertThat(moved.get("level 1.0distance")).isZero();
    assertThat(moved.get("level 1.0found itself")).isEqualTo(1);
    assertThat(moved.get("level 1.0neighbours kept")).isEqualTo(1);
    Map<String, Double> values = values(new Equivariance().of(heard));
    assertThat(values.get("map")).isGreaterThan(0.999);
    assertThat(values.get("map of identity")).isEqualTo(1);
    assertThat(values.get("level told")).isCloseTo(0, within(0.02));
  }

  @Test
  void arbitraryVectorsAreAsFarAsAnyOthersAndFollowNothing() {
    SplittableRandom random = new SplittableRandom(9);
    Heard heard =
        heard(
            (row, level) -> {
              float[] other = new float[row.length];
              for (int d = 0; d < other.length; d++) {
                other[d] = (float) random.nextGaussian();
              }
              return other;
            });
    Map<String, Double> moved = values(new Invariance().of(heard));
    assertThat(moved.get("level 1.0distance")).isCloseTo(1, within(0.05));
    assertThat(moved.get("level 1.0found itself")).isLessThan(0.05);
    assertThat(moved.get("level 1.0neighbours kept")).isLessThan(0.1);
    Map<String, Double> values = values(new Equivariance().of(heard));
    assertThat(values.get("map")).isCloseTo(0, within(0.06));
    assertThat(values.get("map of identity")).isLessThan(-0.7);
    assertThat(values.get("level told")).isCloseTo(0, within(0.06));
    assertThat(values.get("level told at new levels")).isCloseTo(0, within(0.06));
  }

  @Test
  void aLevelThatMovesAllAlikeIsTold() {
    Map<String, Double> values =
        values(
            new Equivariance()
                .of(
                    heard(
                        (row, level) -> {
                          float[] moved = row.clone();
                          moved[0] += (float) (0.5 * level);
                          return moved;
                        })));
    assertThat(values.get("level told")).isGreaterThan(0.99);
    assertThat(values.get("level told at new levels")).isGreaterThan(0.95);
  }

  @Test
  void labelsLieTogetherOrNot() {
    float[][] rows = clean(60, 4);
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] += i % 2 == 0 ? 6 : -6;
    }
    Heard apart = new Heard(TASK, version(Scenario.CLEAN, rows), List.of());
    Map<String, Double> values = values(new LabelNeighbourhood().of(apart));
    assertThat(values.get("cleanhit rate")).isEqualTo(1);
    assertThat(values.get("cleanretrieval map")).isGreaterThan(0.8);
    Heard mixed = new Heard(TASK, version(Scenario.CLEAN, clean(60, 4)), List.of());
    values = values(new LabelNeighbourhood().of(mixed));
    assertThat(values.get("cleanhit rate")).isCloseTo(0.5, within(0.15));
    assertThat(values.get("cleansilhouette")).isCloseTo(0, within(0.05));
    assertThat(new LabelNeighbourhood().problem(new Task("x", TaskTypes.REGRESSION))).isPresent();
  }

  @Nested
  class OfInvariance implements MeasureContract {
    @Override
    public Measure measure() {
      return new Invariance();
    }
  }

  @Nested
  class OfEquivariance implements MeasureContract {
    @Override
    public Measure measure() {
      return new Equivariance();
    }
  }

  @Nested
  class OfLabels implements MeasureContract {
    @Override
    public Measure measure() {
      return new LabelNeighbourhood(2, true);
    }
  }
}
