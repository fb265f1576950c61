package org.sonoprobe.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.testsupport.Goldens;

/** Values of scikit-learn 1.2.1. */
class GoldenMetricsTest {

  private static String name(int label) {
    return String.format(Locale.ROOT, "c%03d", label);
  }

  private static Predictions classes(
      List<Integer> truth, List<Integer> predicted, Set<Integer> labels) {
    List<Integer> order = List.copyOf(new TreeSet<>(labels));
    Task task =
        new Task(
            "any",
            TaskTypes.MULTICLASS_CLASSIFICATION,
            order.stream().map(GoldenMetricsTest::name).toList());
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    double[][] scores = new double[truth.size()][order.size()];
    for (int i = 0; i < truth.size(); i++) {
      ids.add("t" + i);
      targets.add(new Target.Label(name(truth.get(i))));
      scores[i][order.indexOf(predicted.get(i))] = 1;
    }
    return new Predictions(task, ids, targets, scores);
  }

  private static Predictions tags(JsonNode truth, JsonNode scores) {
    int columns = truth.get(0).size();
    List<String> labels = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      labels.add(name(c));
    }
    Task task = new Task("any", TaskTypes.MULTILABEL_CLASSIFICATION, labels);
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    double[][] rows = new double[truth.size()][columns];
    for (int i = 0; i < rows.length; i++) {
      Set<String> tags = new TreeSet<>();
      for (int c = 0; c < columns; c++) {
        rows[i][c] = scores.get(i).get(c).asDouble();
        if (truth.get(i).get(c).asInt() > 0) {
          tags.add(name(c));
        }
      }
      ids.add("t" + i);
      targets.add(new Target.Tags(tags));
    }
    return new Predictions(task, ids, targets, rows);
  }

  private static List<Integer> ints(JsonNode node) {
    List<Integer> values = new ArrayList<>();
    node.forEach(value -> values.add(value.asInt()));
    return values;
  }

  private static void check(
      Metric metric, Predictions predictions, JsonNode expected, String what) {
    if (expected == null || !expected.has("value") || !expected.get("value").isNumber()) {
      return;
    }
    Score score = metric.compute(predictions);
    if (Double.isNaN(score.value())) {
      // Where nothing can be said scikit-learn warns and gives 0; here it is undefined, with a
      // note.
      assertThat(what).isIn("empty", "all_zero");
      assertThat(score.notes()).isNotEmpty();
      return;
    }
    assertThat(score.value())
        .as("%s %s", metric.name(), what)
        .isCloseTo(expected.get("value").asDouble(), within(1e-12));
  }

  /** How many cases there are in the reference data, and in its likeness on any clone. */
  int cases(int all, int likeness) {
    return likeness;
  }

  /** A file of cases. */
  Path golden(String file) {
    return Goldens.likeness("goldens/metrics/" + file + ".json");
  }

  private JsonNode cases(String file) throws IOException {
    return new ObjectMapper().readTree(golden(file).toFile()).get("cases");
  }

  private static final int[] TRUE = {
    0, 3, 1, 0, 3, 3, 3, 3, 1, 3, 1, 2, 0, 3, 2, 0, 0, 0, 2, 1, 2, 3, 3, 2, 0, 1, 1, 1, 1, 0, 1, 0,
    3, 0, 3, 1, 2, 3, 3, 0
  };
  private static final int[] PREDICTED = {
    3, 3, 1, 1, 3, 0, 3, 1, 1, 3, 1, 3, 0, 3, 2, 1, 2, 0, 2, 0, 2, 3, 2, 2, 1, 0, 1, 1, 1, 0, 1, 0,
    2, 0, 3, 1, 3, 3, 3, 0
  };

  private static List<Integer> boxed(int[] values) {
    return java.util.Arrays.stream(values).boxed().toList();
  }

  @Test
  void aDrawThatLacksAClassIsAveragedOverTheOthers() {
    // class 2 never occurs and pulls every macro average down; class 1 is lacking in one draw
    Predictions predictions = classes(List.of(0, 0, 1), List.of(0, 0, 1), Set.of(0, 1, 2));
    Metric.Weighted f1 = new F1().weighted(predictions);

    assertThat(new F1().compute(predictions).value()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(f1.of(new double[] {1, 1, 1})).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(f1.of(new double[] {2, 1, 0})).isCloseTo(1.0 / 2, within(1e-12));
    // what is wrong still counts: the draw has class 1 as an answer
    Metric.Weighted wrong =
        new F1().weighted(classes(List.of(0, 0, 1), List.of(0, 1, 1), Set.of(0, 1)));
    assertThat(wrong.of(new double[] {1, 2, 0})).isCloseTo((0.5 + 0) / 2, within(1e-12));
  }

  @Test
  void theReportOfFortyItemsIsScikitLearns() {
    Predictions predictions = classes(boxed(TRUE), boxed(PREDICTED), Set.of(0, 1, 2, 3));
    Score f1 = new F1().compute(predictions);

    assertThat(f1.parts().values())
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-10 ? 0 : 1)
        .containsExactly(0.6, 0.7272727273, 0.6153846154, 0.72);
    assertThat(f1.value()).isCloseTo(0.6656643357, within(1e-10));
    assertThat(new F1(Average.MICRO).compute(predictions).value()).isCloseTo(0.675, within(1e-12));
    assertThat(new Accuracy().compute(predictions).value()).isCloseTo(0.675, within(1e-12));
    assertThat(new Precision().compute(predictions).value()).isCloseTo(0.6636904762, within(1e-10));
    assertThat(new Recall().compute(predictions).value()).isCloseTo(0.6761072261, within(1e-10));
  }

  @Test
  void aClassWithoutSupportCountsInTheMacroAverageWithANote() {
    Score f1 = new F1().compute(classes(boxed(TRUE), boxed(PREDICTED), Set.of(0, 1, 2, 3, 4)));

    assertThat(f1.value()).isCloseTo(0.5325314685, within(1e-10));
    assertThat(f1.notes())
        .containsExactly(
            "1 of 5 classes do not occur in the truth and pull the average down: c004");
  }

  @Test
  void rankingsOfThreeTagsAreScikitLearns() throws IOException {
    ObjectMapper json = new ObjectMapper();
    Predictions predictions =
        tags(
            json.readTree("[[1,0,1],[0,1,0],[1,1,0],[0,0,1],[1,0,0],[0,1,1]]"),
            json.readTree(
                "[[0.9,0.2,0.4],[0.3,0.6,0.1],[0.5,0.7,0.8],[0.2,0.1,0.35],[0.4,0.4,0.3],[0.1,0.9,0.3]]"));

    assertThat(new RocAuc().compute(predictions).value())
        .isCloseTo(0.8703703703703703, within(1e-12));
    assertThat(new RocAuc().compute(predictions).parts().get("c002"))
        .isCloseTo(0.6111111111, within(1e-10));
    assertThat(new AveragePrecision().compute(predictions).value())
        .isCloseTo(0.8629629629629629, within(1e-12));
  }

  @Test
  void tagsWithoutPositivesAreLeftOutWithANote() throws IOException {
    ObjectMapper json = new ObjectMapper();
    Predictions predictions =
        tags(
            json.readTree("[[1,0],[0,0],[1,0]]"), json.readTree("[[0.9,0.1],[0.2,0.2],[0.8,0.3]]"));
    Score auc = new RocAuc().compute(predictions);

    assertThat(auc.value()).isEqualTo(1);
    assertThat(auc.parts().get("c001")).isNaN();
    assertThat(auc.notes())
        .containsExactly(
            "undefined for 1 of 2 classes, which have no positives or no negatives among the tracks and are left out of"
                + " the average: c001");
  }

  @Test
  void classMetricsAgreeOnAllCases() throws IOException {
    int count = 0;
    for (JsonNode each : cases("prf_multiclass")) {
      List<Integer> truth = ints(each.get("input").get("y"));
      List<Integer> predicted = ints(each.get("input").get("p"));
      Set<Integer> labels = new TreeSet<>(truth);
      labels.addAll(predicted);
      Predictions predictions = classes(truth, predicted, labels);
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      for (Average average : List.of(Average.MACRO, Average.MICRO, Average.WEIGHTED)) {
        check(new F1(average), predictions, expected.get("f1" + average.suffix() + "_zd0"), id);
        check(
            new Precision(average),
            predictions,
            expected.get("precision" + average.suffix() + "_zd0"),
            id);
        check(
            new Recall(average),
            predictions,
            expected.get("recall" + average.suffix() + "_zd0"),
            id);
      }
      count++;
    }
    for (JsonNode each : cases("accuracy")) {
      List<Integer> truth = ints(each.get("input").get("y"));
      List<Integer> predicted = ints(each.get("input").get("p"));
      Set<Integer> labels = new TreeSet<>(truth);
      labels.addAll(predicted);
      check(
          new Accuracy(),
          classes(truth, predicted, labels),
          each.get("expected").get("accuracy"),
          each.get("id").asText());
    }
    for (JsonNode each : cases("confusion_kappa_mcc")) {
      List<Integer> truth = ints(each.get("input").get("y"));
      List<Integer> predicted = ints(each.get("input").get("p"));
      Set<Integer> labels = new TreeSet<>(truth);
      labels.addAll(predicted);
      long[][] counts = ConfusionMatrix.counts(classes(truth, predicted, labels));
      JsonNode matrix = each.get("expected").get("cm").get("value");
      for (int t = 0; t < counts.length; t++) {
        for (int p = 0; p < counts.length; p++) {
          assertThat(counts[t][p]).isEqualTo(matrix.get(t).get(p).asLong());
        }
      }
    }
    assertThat(count).isEqualTo(cases(36, 18));
  }

  @Test
  void tagMetricsAgreeOnAllCases() throws IOException {
    int count = 0;
    for (JsonNode each : cases("prf_multilabel")) {
      Predictions predictions = tags(each.get("input").get("Y"), each.get("input").get("P"));
      String id = each.get("id").asText();
      JsonNode expected = each.get("expected");
      if (predictions.task().labels().size() == 1) {
        // A single column is a binary problem with two classes to scikit-learn.
        continue;
      }
      for (Average average : Average.values()) {
        if (average == Average.WEIGHTED
            && expected.get("f1_weighted_zd0").toString().contains("warnings")) {
          continue;
        }
        check(new F1(average), predictions, expected.get("f1" + average.suffix() + "_zd0"), id);
        check(
            new Precision(average),
            predictions,
            expected.get("precision" + average.suffix() + "_zd0"),
            id);
        check(
            new Recall(average),
            predictions,
            expected.get("recall" + average.suffix() + "_zd0"),
            id);
      }
      check(new Accuracy(), predictions, expected.get("subset_accuracy"), id);
      count++;
    }
    assertThat(count).isGreaterThanOrEqualTo(cases(31, 11));
  }

  @Test
  void rankingMetricsAgreeOnAllCases() throws IOException {
    int count = 0;
    for (JsonNode each : cases("roc_auc_multilabel")) {
      Predictions predictions = tags(each.get("input").get("Y"), each.get("input").get("S"));
      String id = each.get("id").asText();
      JsonNode expected = each.get("expected");
      check(new RocAuc(), predictions, expected.get("macro_over_defined"), id);
      check(new RocAuc(Average.MICRO), predictions, expected.get("micro"), id);
      check(new RocAuc(Average.WEIGHTED), predictions, expected.get("weighted"), id);
      count++;
    }
    for (JsonNode each : cases("average_precision_multilabel")) {
      Predictions predictions = tags(each.get("input").get("Y"), each.get("input").get("S"));
      String id = each.get("id").asText();
      check(
          new AveragePrecision(), predictions, each.get("expected").get("macro_over_defined"), id);
      check(
          new AveragePrecision(Average.MICRO), predictions, each.get("expected").get("micro"), id);
      count++;
    }
    for (JsonNode each : cases("roc_auc_multiclass")) {
      JsonNode labels = each.get("input").get("labels");
      if (labels == null || !each.get("expected").get("ovr_macro").has("value")) {
        continue;
      }
      List<String> names = new ArrayList<>();
      ints(labels).forEach(label -> names.add(name(label)));
      List<Integer> truth = ints(each.get("input").get("y"));
      double[][] scores = new double[truth.size()][names.size()];
      for (int i = 0; i < scores.length; i++) {
        for (int c = 0; c < names.size(); c++) {
          scores[i][c] = each.get("input").get("P").get(i).get(c).asDouble();
        }
      }
      List<String> ids = new ArrayList<>();
      truth.forEach(label -> ids.add("t" + ids.size()));
      List<Target> targets = new ArrayList<>();
      truth.forEach(label -> targets.add(new Target.Label(name(label))));
      Predictions predictions =
          new Predictions(
              new Task("any", TaskTypes.MULTICLASS_CLASSIFICATION, names), ids, targets, scores);
      check(
          new RocAuc(),
          predictions,
          each.get("expected").get("ovr_macro"),
          each.get("id").asText());
      check(
          new RocAuc(Average.MICRO),
          predictions,
          each.get("expected").get("ovr_micro"),
          each.get("id").asText());
    }
    assertThat(count).isEqualTo(cases(70, 48));
  }

  @Test
  void classesThatOnePartLacksAreToldApart() {
    Task task =
        new Task("any", TaskTypes.MULTILABEL_CLASSIFICATION, List.of("all", "none", "some"));
    Predictions predictions =
        new Predictions(
            task,
            List.of("t0", "t1"),
            List.of(new Target.Tags(Set.of("all", "some")), new Target.Tags(Set.of("all"))),
            new double[][] {{0.1, 0.2, 0.9}, {0.3, 0.4, 0.2}});

    Score precision = new AveragePrecision().compute(predictions);
    Score area = new RocAuc().compute(predictions);

    // scikit-learn's average_precision_score gives 1 for a class without negatives.
    assertThat(precision.value()).isEqualTo(1);
    assertThat(precision.notes())
        .containsExactly(
            "undefined for 1 of 3 classes, which have no positives among the tracks and are left out"
                + " of the average: none",
            "classes without negatives have an average precision of 1 whatever is predicted, which"
                + " counts in the average: all");
    assertThat(area.notes())
        .containsExactly(
            "undefined for 2 of 3 classes, which have no positives or no negatives among the tracks"
                + " and are left out of the average: all, none");
  }
}
