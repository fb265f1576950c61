package org.sonoprobe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/** The contract of metrics. */
public interface MetricContract extends ComponentContract<Metric> {

  /** The metric under test. */
  Metric metric();

  /** Three labels that it can judge; any unless overridden. */
  default List<String> labels() {
    return List.of("a", "b", "c");
  }

  @Override
  default Class<Metric> kind() {
    return Metric.class;
  }

  @Override
  default Metric component() {
    return metric();
  }

  @Test
  default void supportsAtLeastOneTypeOfTask() {
    assertThat(TaskTypes.ALL).anyMatch(metric()::supports);
  }

  @Test
  default void theOrderOfTheTracksDoesNotMatter() {
    for (TaskType type : TaskTypes.ALL) {
      if (metric().supports(type)) {
        Predictions forward = RandomPredictions.of(labels(), type, 40, false);
        Predictions backward = RandomPredictions.of(labels(), type, 40, true);
        assertThat(metric().compute(backward).value())
            .isCloseTo(
                metric().compute(forward).value(), org.assertj.core.api.Assertions.within(1e-12));
      }
    }
  }

  @Test
  default void theScoreBearsTheMetricsName() {
    for (TaskType type : TaskTypes.ALL) {
      if (metric().supports(type)) {
        Score score = metric().compute(RandomPredictions.of(labels(), type, 25, false));
        assertThat(score.metric()).isEqualTo(metric().label());
        assertThat(score.value()).isFinite();
      }
    }
  }

  @Test
  default void noTracksOrOneTrackDoNotThrow() {
    for (TaskType type : TaskTypes.ALL) {
      if (metric().supports(type)) {
        for (int count = 0; count < 2; count++) {
          Score score = metric().compute(RandomPredictions.of(labels(), type, count, false));
          assertThat(Double.isFinite(score.value()) || !score.notes().isEmpty())
              .as("%s on %d tracks is undefined without a note", type, count)
              .isTrue();
        }
      }
    }
  }

  @Test
  default void weightsSayHowOftenATrackCounts() {
    for (TaskType type : TaskTypes.ALL) {
      if (metric().supports(type)) {
        Predictions predictions = RandomPredictions.of(labels(), type, 40, false);
        double[] weights = new double[40];
        for (int i = 0; i < weights.length; i++) {
          weights[i] = i * 7 % 4;
        }
        double repeated = metric().compute(predictions.repeated(weights)).value();
        assertThat(metric().weighted(predictions).of(weights))
            .isCloseTo(repeated, org.assertj.core.api.Assertions.within(1e-12));
      }
    }
  }

  @Test
  default void theScoreLiesInItsRange() {
    for (TaskType type : TaskTypes.ALL) {
      if (metric().supports(type)) {
        Predictions predictions = RandomPredictions.of(labels(), type, 60, false);
        double value = metric().compute(predictions).value();
        assertThat(value).isBetween(metric().range().lowest(), metric().range().highest());
        assertThat(value)
            .as("range of these predictions")
            .isBetween(
                metric().range(predictions).lowest() - 1e-9,
                metric().range(predictions).highest() + 1e-9);
        double chance = metric().chance(predictions);
        assertThat(
                Double.isNaN(chance)
                    || chance >= metric().range().lowest() && chance <= metric().range().highest())
            .as("chance, %s", chance)
            .isTrue();
      }
    }
  }

  @Test
  default void whatItCanJudgeAloneGivesTheScore() {
    for (TaskType type : TaskTypes.ALL) {
      if (metric().supports(type)) {
        Predictions predictions = RandomPredictions.of(labels(), type, 60, false);
        Predictions judged = metric().judged(predictions);
        assertThat(predictions.trackIds()).containsAll(judged.trackIds());
        assertThat(metric().compute(judged).value())
            .isCloseTo(metric().compute(predictions).value(), within(1e-9));
        assertThat(metric().support(predictions)).isBetween(0L, 60L);
      }
    }
  }

  @Test
  default void yamlSaysTheSame() throws IOException {
    RoundTrip.check(hasServiceLine(), Metric.class, metric());
  }

  /** Predictions with some truth in them. */
  final class RandomPredictions {
    private RandomPredictions() {}

    static Predictions of(List<String> labels, TaskType type, int count, boolean reversed) {
      SplittableRandom random = new SplittableRandom(5);
      Task task = new Task("any", type, labels);
      List<String> ids = new ArrayList<>();
      List<Target> targets = new ArrayList<>();
      double[][] scores = new double[count][3];
      for (int i = 0; i < count; i++) {
        int at = reversed ? count - 1 - i : i;
        int truth = random.nextInt(3);
        ids.add(reversed ? 0 : i, "t" + i);
        targets.add(
            reversed ? 0 : i,
            type.hasClasses()
                ? type.read(task.labels().get(truth))
                : new Target.Values(
                    List.of((double) truth, random.nextDouble(), random.nextDouble())));
        for (int c = 0; c < 3; c++) {
          scores[at][c] = random.nextDouble() * 0.7 + (c == truth ? 0.3 : 0);
        }
      }
      return new Predictions(task, ids, targets, scores);
    }
  }
}
