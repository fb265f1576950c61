package org.sonoprobe.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.component.Components;

/** No answer that knows nothing of the audio scores better than chance, on average. */
class ChanceTest {
  private static final int ROUNDS = 400;

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "t" + i).toList();
  }

  private static Predictions predictions(Task task, List<Target> targets, double[][] scores) {
    return new Predictions(task, ids(targets.size()), targets, scores);
  }

  /** Tags of 60 tracks: one holds for 2, others for 5, 20 and 40 of them. */
  private static Predictions tags() {
    Task task = new Task("any", TaskTypes.MULTILABEL_CLASSIFICATION, List.of("a", "b", "c", "d"));
    int[] holds = {2, 5, 20, 40};
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Set<String> names = new TreeSet<>();
      for (int c = 0; c < 4; c++) {
        if ((i * 7 + c * 13) % 60 < holds[c]) {
          names.add(task.labels().get(c));
        }
      }
      targets.add(new Target.Tags(names));
    }
    return predictions(task, targets, new double[60][4]);
  }

  private static Predictions classes() {
    Task task = new Task("any", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("a", "b", "c", "d"));
    List<Target> targets = new ArrayList<>();
    int[] each = {25, 15, 10, 2};
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < each[c]; i++) {
        targets.add(new Target.Label(task.labels().get(c)));
      }
    }
    return predictions(task, targets, new double[52][4]);
  }

  /** Answers as frequent as the truth, for tracks at random. */
  private static Predictions drawn(Predictions truth, Random random) {
    List<double[]> rows = new ArrayList<>(List.of(truth.truth()));
    Collections.shuffle(rows, random);
    return predictions(truth.task(), truth.targets(), rows.toArray(double[][]::new));
  }

  /** Tracks in an order at random for each label, of which as many have a yes as the label has. */
  private static Predictions ordered(Predictions truth, Random random) {
    double[] rates = truth.uninformed().scores(0);
    double[][] scores = new double[truth.count()][rates.length];
    for (double[] row : scores) {
      for (int c = 0; c < row.length; c++) {
        double no = 1 - rates[c];
        double place = random.nextDouble();
        row[c] = place >= no ? 0.5 + 0.5 * (place - no) / rates[c] : 0.5 * place / no;
      }
    }
    return predictions(truth.task(), truth.targets(), scores);
  }

  private interface Answer {
    Predictions of(Predictions truth, Random random);
  }

  private static double mean(Metric metric, Predictions truth, Answer answer) {
    Random random = new Random(1);
    return IntStream.range(0, ROUNDS)
        .mapToDouble(r -> metric.compute(answer.of(truth, random)).value())
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  @Test
  void nothingDrawnOrOrderedAtRandomIsBetter() {
    Map<String, String> better = new TreeMap<>();
    for (Predictions truth : List.of(tags(), classes())) {
      for (Metric metric : Components.all(Metric.class).values()) {
        if (!metric.supports(truth.task().type())) {
          continue;
        }
        double chance = metric.chance(truth);
        for (Answer answer : List.<Answer>of(ChanceTest::drawn, ChanceTest::ordered)) {
          double score = mean(metric, truth, answer);
          double ahead = metric.greaterIsBetter() ? score - chance : chance - score;
          // 400 rounds leave less to luck, of what has no upper end more
          if (ahead > (Double.isInfinite(metric.range().highest()) ? 0.04 : 0.01)) {
            better.put(
                metric.name() + " " + truth.task().type().name(),
                "%.4f is better than chance %.4f".formatted(score, chance));
          }
        }
      }
    }

    assertThat(better).isEmpty();
  }

  @Test
  void theAveragePrecisionOfARandomOrder() {
    // golden values of the closed form: n, positives
    double[][] golden = {{52, 2, .1050}, {300, 15, .0671}, {4231, 60, .0160}};
    for (double[] each : golden) {
      int count = (int) each[0];
      Task task = new Task("any", TaskTypes.MULTILABEL_CLASSIFICATION, List.of("a"));
      List<Target> targets =
          IntStream.range(0, count)
              .mapToObj(i -> (Target) new Target.Tags(i < each[1] ? Set.of("a") : Set.<String>of()))
              .toList();
      Predictions truth = predictions(task, targets, new double[count][1]);
      for (Average average : List.of(Average.MACRO, Average.MICRO, Average.WEIGHTED)) {
        assertThat(new AveragePrecision(average).chance(truth)).isCloseTo(each[2], within(6e-4));
      }
    }
    for (Average average : List.of(Average.MACRO, Average.WEIGHTED)) {
      Metric metric = new AveragePrecision(average);
      assertThat(metric.chance(tags()))
          .isCloseTo(mean(metric, tags(), ChanceTest::ordered), within(.006));
    }
  }

  @Test
  void clusteringsOfFewTracksAgreeByChance() {
    for (ClusterAgreement.Of of :
        List.of(
            ClusterAgreement.Of.V_MEASURE,
            ClusterAgreement.Of.HOMOGENEITY,
            ClusterAgreement.Of.NORMALIZED_MUTUAL_INFO,
            ClusterAgreement.Of.ADJUSTED_RAND)) {
      Metric metric = new ClusterAgreement(of);
      assertThat(metric.chance(classes()))
          .isCloseTo(mean(metric, classes(), ChanceTest::drawn), within(.003));
    }
  }
}
