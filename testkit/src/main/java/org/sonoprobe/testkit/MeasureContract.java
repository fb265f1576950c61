package org.sonoprobe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Heard;
import org.sonoprobe.api.Measure;
import org.sonoprobe.api.Measured;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.Vectors;

/** The contract of measures. */
public interface MeasureContract extends ComponentContract<Measure> {

  /** The measure under test. */
  Measure measure();

  @Override
  default Class<Measure> kind() {
    return Measure.class;
  }

  @Override
  default Measure component() {
    return measure();
  }

  /** So many tracks in three clouds, clean and at four levels of a sweep that moves them. */
  static Heard heard(int tracks) {
    Task task = new Task("toy", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("a", "b", "c"));
    List<Heard.Version> versions = new ArrayList<>();
    for (double level : new double[] {0, 1, 2, 3, 4}) {
      SplittableRandom random = new SplittableRandom(5);
      List<String> ids = new ArrayList<>();
      List<Target> targets = new ArrayList<>();
      float[][] rows = new float[tracks][6];
      for (int t = 0; t < tracks; t++) {
        ids.add("t" + t);
        targets.add(new Target.Label(task.labels().get(t % 3)));
        for (int d = 0; d < 6; d++) {
          rows[t][d] = (float) (random.nextDouble() + (d == t % 3 ? 3 : 0) + (d == 5 ? level : 0));
        }
      }
      Scenario scenario =
          level == 0
              ? Scenario.CLEAN
              : new Scenario("level " + level, List.of()).at(new Scenario.Level("up", level));
      versions.add(new Heard.Version(scenario, Vectors.of(ids, rows), targets, ids));
    }
    return new Heard(task, versions.get(0), versions.subList(1, versions.size()));
  }

  @Test
  default void equalVectorsGiveEqualNumbersWithinTheirRange() {
    List<Measured> all = measure().of(heard(60));

    assertThat(all).isEqualTo(measure().of(heard(60))).isNotEmpty();
    Set<List<String>> names = new HashSet<>();
    for (Measured each : all) {
      assertThat(names.add(List.of(each.name(), each.scenario(), each.sweep())))
          .as("'%s' stands twice", each)
          .isTrue();
      assertThat(each.value())
          .as(each.toString())
          .isBetween(each.range().lowest() - 1e-9, each.range().highest() + 1e-9);
      assertThat(each.scenario().isEmpty())
          .as("about a scenario, or a sweep")
          .isNotEqualTo(each.sweep().isEmpty());
    }
  }

  @Test
  default void fewTracksAreNoFault() {
    for (int tracks : new int[] {1, 2, 3, 5}) {
      for (Measured each : measure().of(heard(tracks))) {
        assertThat(Double.isInfinite(each.value())).as("%s of %d tracks", each, tracks).isFalse();
      }
    }
  }

  @Test
  default void theVectorsAreLeftAsTheyWere() {
    Heard heard = heard(20);
    float[] before = heard.clean().vectors().values().clone();
    measure().of(heard);
    assertThat(Arrays.equals(before, heard.clean().vectors().values())).isTrue();
  }

  @Test
  default void yamlSaysTheSame() throws IOException {
    RoundTrip.check(hasServiceLine(), Measure.class, measure());
  }
}
