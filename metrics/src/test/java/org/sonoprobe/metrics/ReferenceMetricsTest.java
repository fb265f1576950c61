package org.sonoprobe.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

/**
 * Values of scikit-learn 1.2.1, SciPy 1.10.1 and mir_eval. Where they say that nothing can be said,
 * by an exception, NaN, or a 0 with a warning, a metric here is NaN with a note.
 */
class ReferenceMetricsTest {
  private int compared;
  private int undefined;

  private static String label(int i) {
    return String.format(Locale.ROOT, "c%03d", i);
  }

  /** A file of cases. */
  Path golden(String file) {
    return Goldens.likeness("goldens/metrics/" + file + ".json");
  }

  private JsonNode root(String file) throws IOException {
    return new ObjectMapper().readTree(golden(file).toFile());
  }

  private List<JsonNode> cases(String file) throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    root(file).get("cases").forEach(cases::add);
    return cases;
  }

  private static List<Integer> ints(JsonNode node) {
    List<Integer> values = new ArrayList<>();
    node.forEach(value -> values.add(value.asInt()));
    return values;
  }

  private static double[] doubles(JsonNode node) {
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(node.get(i));
    }
    return values;
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.parseDouble(node.asText());
  }

  private static Predictions predictions(Task task, List<Target> targets, double[][] scores) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      ids.add("t" + i);
    }
    return new Predictions(task, ids, targets, scores);
  }

  /** Classes by number, each prediction certain. */
  private static Predictions classes(JsonNode input) {
    List<Integer> truth = ints(input.get("y"));
    List<Integer> said = ints(input.get("p"));
    Set<Integer> all = new TreeSet<>(truth);
    all.addAll(said);
    List<Integer> order = List.copyOf(all);
    double[][] scores = new double[truth.size()][order.size()];
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      scores[i][order.indexOf(said.get(i))] = 1;
      targets.add(new Target.Label(label(truth.get(i))));
    }
    Task task =
        new Task(
            "any",
            TaskTypes.MULTICLASS_CLASSIFICATION,
            order.stream().map(ReferenceMetricsTest::label).toList());
    return predictions(task, targets, scores);
  }

  /** Classes by number with a score for each. */
  private static Predictions scoredClasses(JsonNode input) {
    List<Integer> truth = ints(input.get("y"));
    List<Integer> order = ints(input.get("labels"));
    double[][] scores = new double[truth.size()][];
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = doubles(input.get("P").get(i));
      targets.add(new Target.Label(label(truth.get(i))));
    }
    Task task =
        new Task(
            "any",
            TaskTypes.MULTICLASS_CLASSIFICATION,
            order.stream().map(ReferenceMetricsTest::label).toList());
    return predictions(task, targets, scores);
  }

  private static Predictions tags(JsonNode truth, JsonNode scores) {
    List<String> labels = new ArrayList<>();
    int columns = truth.size() == 0 ? 1 : truth.get(0).size();
    for (int c = 0; c < columns; c++) {
      labels.add(label(c));
    }
    List<Target> targets = new ArrayList<>();
    double[][] rows = new double[truth.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = doubles(scores.get(i));
      Set<String> holding = new TreeSet<>();
      for (int c = 0; c < columns; c++) {
        if (truth.get(i).get(c).asInt() > 0) {
          holding.add(label(c));
        }
      }
      targets.add(new Target.Tags(holding));
    }
    return predictions(new Task("any", TaskTypes.MULTILABEL_CLASSIFICATION, labels), targets, rows);
  }

  /** One tag. */
  private static Predictions tag(JsonNode truth, JsonNode scores) {
    List<Target> targets = new ArrayList<>();
    double[][] rows = new double[truth.size()][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = number(scores.get(i));
      targets.add(new Target.Tags(truth.get(i).asInt() > 0 ? Set.of("yes") : Set.of()));
    }
    return predictions(
        new Task("any", TaskTypes.MULTILABEL_CLASSIFICATION, List.of("yes")), targets, rows);
  }

  /**
   * The metric's value is the reference's, and the same with weights of one; or it is NaN with a
   * note in a case that is degenerate.
   */
  private void check(
      Metric metric, Predictions predictions, JsonNode expected, String id, double tolerance) {
    if (expected == null || !expected.has("value") || expected.get("value").isNull()) {
      return;
    }
    double wanted = number(expected.get("value"));
    Score score = metric.compute(predictions);
    if (Double.isNaN(score.value())) {
      assertThat(score.notes()).as("%s of %s", metric.label(), id).isNotEmpty();
      undefined++;
      return;
    }
    if (Double.isNaN(wanted)) {
      assertThat(score.notes()).as("%s of %s", metric.label(), id).isNotEmpty();
      undefined++;
      return;
    }
    assertThat(score.value())
        .as("%s of %s", metric.label(), id)
        .isCloseTo(wanted, within(tolerance * Math.max(1, Math.abs(wanted))));
    double[] ones = new double[predictions.count()];
    Arrays.fill(ones, 1);
    assertThat(metric.weighted(predictions).of(ones))
        .as("%s of %s, weights of one", metric.label(), id)
        .isCloseTo(wanted, within(tolerance * Math.max(1, Math.abs(wanted))));
    compared++;
  }

  private static boolean finite(JsonNode values) {
    for (JsonNode value : values) {
      if (value.isArray() ? !finite(value) : !Double.isFinite(number(value))) {
        return false;
      }
    }
    return true;
  }

  @Test
  void classesOneAgainstAnother() throws IOException {
    for (JsonNode each : cases("prf_multiclass")) {
      Predictions given = classes(each.get("input"));
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      for (Average average : List.of(Average.MACRO, Average.MICRO, Average.WEIGHTED)) {
        for (int otherwise = 0; otherwise <= 1; otherwise++) {
          String end = average.suffix() + "_zd" + otherwise;
          check(new F1(average, otherwise), given, expected.get("f1" + end), id, 1e-12);
          check(
              new Precision(average, otherwise), given, expected.get("precision" + end), id, 1e-12);
          check(new Recall(average, otherwise), given, expected.get("recall" + end), id, 1e-12);
        }
      }
      check(new FBeta(2, Average.MACRO), given, expected.get("fbeta2_macro"), id, 1e-12);
      check(new FBeta(0.5, Average.MACRO), given, expected.get("fbeta0.5_macro"), id, 1e-12);
    }
    for (JsonNode each : cases("accuracy")) {
      Predictions given = classes(each.get("input"));
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      check(new Accuracy(), given, expected.get("accuracy"), id, 1e-12);
      check(new BalancedAccuracy(), given, expected.get("balanced"), id, 1e-12);
      check(new BalancedAccuracy(true), given, expected.get("balanced_adjusted"), id, 1e-12);
    }
    for (JsonNode each : cases("jaccard_hamming_multiclass")) {
      Predictions given = classes(each.get("input"));
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      for (Average average : List.of(Average.MACRO, Average.MICRO, Average.WEIGHTED)) {
        check(new Jaccard(average), given, expected.get("jaccard" + average.suffix()), id, 1e-12);
      }
      check(new WrongLabels(), given, expected.get("hamming"), id, 1e-12);
      check(
          new WrongLabels(WrongLabels.Of.ZERO_ONE_LOSS),
          given,
          expected.get("zero_one"),
          id,
          1e-12);
    }
    for (JsonNode each : cases("confusion_kappa_mcc")) {
      Predictions given = classes(each.get("input"));
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      for (CohenKappa.Weights weights : CohenKappa.Weights.values()) {
        check(
            new CohenKappa(weights),
            given,
            expected.get("kappa_" + weights.name().toLowerCase(Locale.ROOT)),
            id,
            1e-12);
      }
      check(new MatthewsCorrelation(), given, expected.get("mcc"), id, 1e-12);
      matrix(given, expected.get("cm"), ConfusionMatrix.Normalize.NONE, id);
      matrix(given, expected.get("cm_true"), ConfusionMatrix.Normalize.TRUTH, id);
      matrix(given, expected.get("cm_pred"), ConfusionMatrix.Normalize.PREDICTED, id);
      matrix(given, expected.get("cm_all"), ConfusionMatrix.Normalize.ALL, id);
    }
    assertThat(compared).isGreaterThan(150);
    assertThat(undefined).isLessThan(compared / 10);
  }

  private static void matrix(
      Predictions given, JsonNode expected, ConfusionMatrix.Normalize normalize, String id) {
    double[][] cells = new ConfusionMatrix(normalize).cells(given);
    for (int t = 0; t < cells.length; t++) {
      assertThat(cells[t])
          .as("%s %s", id, normalize)
          .containsExactly(doubles(expected.get("value").get(t)), within(1e-12));
    }
  }

  @Test
  void scoresOfClasses() throws IOException {
    for (JsonNode each : cases("topk")) {
      Predictions given = scoredClasses(each.get("input"));
      for (int k : List.of(1, 2, 3, 5)) {
        check(
            new TopKAccuracy(k),
            given,
            each.get("expected").get("k" + k),
            each.get("id").asText(),
            1e-12);
      }
    }
    for (JsonNode each : cases("log_loss_brier_multiclass")) {
      if (each.get("input").get("labels") == null || !each.get("input").get("labels").isArray()) {
        continue;
      }
      Predictions given = scoredClasses(each.get("input"));
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      check(new LogLoss(), given, expected.get("log_loss"), id, 1e-9);
      check(new BrierScore(), given, expected.get("brier_multiclass_sum_sq"), id, 1e-12);
    }
    for (JsonNode each : cases("roc_auc_multiclass")) {
      JsonNode input = each.get("input");
      JsonNode expected = each.get("expected");
      if (input.get("labels") == null || !expected.get("ovo_macro").has("value")) {
        continue;
      }
      Predictions given = scoredClasses(input);
      String id = each.get("id").asText();
      check(new RocAuc(), given, expected.get("ovr_macro"), id, 1e-12);
      check(new RocAuc(Average.MICRO), given, expected.get("ovr_micro"), id, 1e-12);
      check(new RocAuc(Average.WEIGHTED), given, expected.get("ovr_weighted"), id, 1e-12);
      check(new RocAuc.OneVersusOne(), given, expected.get("ovo_macro"), id, 1e-12);
      check(
          new RocAuc.OneVersusOne(Average.WEIGHTED),
          given,
          expected.get("ovo_weighted"),
          id,
          1e-12);
    }
    assertThat(compared).isGreaterThan(60);
    assertThat(undefined).isLessThan(5);
  }

  @Test
  void oneTag() throws IOException {
    for (JsonNode each : cases("prf_binary")) {
      JsonNode input = each.get("input");
      Predictions given = tag(input.get("y"), input.get("p"));
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      for (int otherwise = 0; otherwise <= 1; otherwise++) {
        String end = "_zd" + otherwise;
        check(new F1(Average.MACRO, otherwise), given, expected.get("f1" + end), id, 1e-12);
        check(
            new Precision(Average.MACRO, otherwise),
            given,
            expected.get("precision" + end),
            id,
            1e-12);
        check(new Recall(Average.MACRO, otherwise), given, expected.get("recall" + end), id, 1e-12);
      }
      check(new Jaccard(), given, expected.get("jaccard"), id, 1e-12);
    }
    for (JsonNode each : cases("log_loss_brier_binary")) {
      JsonNode input = each.get("input");
      if (!finite(input.get("p"))) {
        continue;
      }
      Predictions given = tag(input.get("y"), input.get("p"));
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      check(new LogLoss(), given, expected.get("log_loss_labels01"), id, 1e-9);
      check(new BrierScore(), given, expected.get("brier_pos1"), id, 1e-12);
    }
    for (JsonNode each : cases("roc_auc_binary")) {
      JsonNode input = each.get("input");
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      if (!finite(input.get("score"))) {
        continue;
      }
      Predictions given = tag(input.get("y"), input.get("score"));
      check(new RocAuc(), given, expected.get("roc_auc"), id, 1e-12);
      for (double most : List.of(0.1, 0.5)) {
        check(
            new RocAuc(Average.MACRO, Optional.of(most)),
            given,
            expected.get("roc_auc_maxfpr_" + most),
            id,
            1e-12);
      }
      weighted(new RocAuc(), given, input.get("w"), expected.get("roc_auc_w"), id);
    }
    for (JsonNode each : cases("average_precision_binary")) {
      JsonNode input = each.get("input");
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      if (!finite(input.get("score"))) {
        continue;
      }
      Predictions given = tag(input.get("y"), input.get("score"));
      check(new AveragePrecision(), given, expected.get("average_precision"), id, 1e-12);
      weighted(
          new AveragePrecision(), given, input.get("w"), expected.get("average_precision_w"), id);
    }
    assertThat(compared).isGreaterThan(150);
    assertThat(undefined).isLessThan(compared / 5);
  }

  private void weighted(
      Metric metric, Predictions given, JsonNode weights, JsonNode expected, String id) {
    if (weights == null || expected == null || !expected.has("value")) {
      return;
    }
    double value = metric.weighted(given).of(doubles(weights));
    if (Double.isNaN(value)) {
      undefined++;
      return;
    }
    assertThat(value)
        .as("%s of %s, weighted", metric.label(), id)
        .isCloseTo(number(expected.get("value")), within(1e-12));
    compared++;
  }

  @Test
  void manyTags() throws IOException {
    for (JsonNode each : cases("prf_multilabel")) {
      Predictions given = tags(each.get("input").get("Y"), each.get("input").get("P"));
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      if (given.task().labels().size() == 1) {
        continue; // a binary problem with two classes to scikit-learn
      }
      for (Average average : Average.values()) {
        for (int otherwise = 0; otherwise <= 1; otherwise++) {
          String end = average.suffix() + "_zd" + otherwise;
          check(new F1(average, otherwise), given, expected.get("f1" + end), id, 1e-12);
          check(
              new Precision(average, otherwise), given, expected.get("precision" + end), id, 1e-12);
          check(new Recall(average, otherwise), given, expected.get("recall" + end), id, 1e-12);
          check(new Jaccard(average, otherwise), given, expected.get("jaccard" + end), id, 1e-12);
        }
      }
      check(new WrongLabels(), given, expected.get("hamming"), id, 1e-12);
      check(new Accuracy(), given, expected.get("subset_accuracy"), id, 1e-12);
      check(
          new WrongLabels(WrongLabels.Of.ZERO_ONE_LOSS),
          given,
          expected.get("zero_one"),
          id,
          1e-12);
    }
    for (String file : List.of("roc_auc_multilabel", "average_precision_multilabel")) {
      for (JsonNode each : cases(file)) {
        Predictions given = tags(each.get("input").get("Y"), each.get("input").get("S"));
        JsonNode expected = each.get("expected");
        String id = each.get("id").asText();
        for (Average average : Average.values()) {
          Averaged metric =
              file.startsWith("roc") ? new RocAuc(average) : new AveragePrecision(average);
          if (average == Average.MACRO) {
            check(metric, given, expected.get("macro_over_defined"), id, 1e-12);
          } else if (given.task().labels().size() > 1 && metric.compute(given).notes().isEmpty()) {
            check(metric, given, expected.get(average.name().toLowerCase(Locale.ROOT)), id, 1e-12);
          }
        }
      }
    }
    for (JsonNode each : cases("ranking_multilabel")) {
      Predictions given = tags(each.get("input").get("Y"), each.get("input").get("S"));
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      check(new LabelRanking(), given, expected.get("lrap"), id, 1e-12);
      check(
          new LabelRanking(LabelRanking.Of.COVERAGE_ERROR),
          given,
          expected.get("coverage_error"),
          id,
          1e-12);
      check(
          new LabelRanking(LabelRanking.Of.LABEL_RANKING_LOSS),
          given,
          expected.get("label_ranking_loss"),
          id,
          1e-12);
      check(new Ndcg(), given, expected.get("ndcg"), id, 1e-12);
      check(new Ndcg(true, 2), given, expected.get("ndcg_at_2"), id, 1e-12);
      check(new Ndcg(false, 0), given, expected.get("dcg"), id, 1e-12);
    }
    assertThat(compared).isGreaterThan(300);
    assertThat(undefined).isLessThan(compared / 10);
  }

  @Test
  void distancesOfNormalDistributions() throws IOException {
    for (JsonNode each : cases("dprime")) {
      JsonNode expected = each.get("expected");
      if (each.get("input").has("auc")) {
        double value = number(expected.get("dprime").get("value"));
        double actual = DPrime.of(number(each.get("input").get("auc")));
        if (Double.isFinite(value)) {
          assertThat(actual).isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
        } else {
          assertThat(actual).isEqualTo(Double.valueOf(value));
        }
        compared++;
        continue;
      }
      Predictions given = tags(each.get("input").get("Y"), each.get("input").get("S"));
      for (boolean ofArea : new boolean[] {false, true}) {
        JsonNode wanted =
            expected.get(ofArea ? "dprime_of_macro_auc" : "dprime_macro_mean_of_classes");
        Score score = new DPrime(ofArea).compute(given);
        if (!wanted.has("value")) {
          assertThat(score.notes()).isNotEmpty();
        } else if (Double.isFinite(number(wanted.get("value")))) {
          assertThat(score.value()).isCloseTo(number(wanted.get("value")), within(1e-9));
          compared++;
        } else {
          assertThat(score.value()).isEqualTo(Double.valueOf(number(wanted.get("value"))));
        }
      }
    }
    assertThat(compared).isGreaterThan(40);
  }

  @Test
  void numbers() throws IOException {
    for (JsonNode each : cases("regression")) {
      JsonNode input = each.get("input");
      if (!finite(input.get("y")) || !finite(input.get("p"))) {
        continue;
      }
      boolean several = input.get("y").get(0).isArray();
      int outputs = several ? input.get("y").get(0).size() : 1;
      List<String> labels = new ArrayList<>();
      for (int k = 0; k < outputs; k++) {
        labels.add(label(k));
      }
      double[][] rows = new double[input.get("y").size()][];
      List<Target> targets = new ArrayList<>();
      for (int i = 0; i < rows.length; i++) {
        JsonNode said = input.get("p").get(i);
        JsonNode truth = input.get("y").get(i);
        rows[i] = several ? doubles(said) : new double[] {number(said)};
        targets.add(
            new Target.Values(
                Arrays.stream(several ? doubles(truth) : new double[] {number(truth)})
                    .boxed()
                    .toList()));
      }
      Predictions given = predictions(new Task("any", TaskTypes.REGRESSION, labels), targets, rows);
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      boolean partly =
          !new Regression().compute(given).notes().isEmpty() && outputs > 1; // not forced finite
      for (Regression.Of of : Regression.Of.values()) {
        String name = of.name().toLowerCase(Locale.ROOT);
        if (!partly || !new Regression(of).greaterIsBetter()) {
          check(new Regression(of), given, expected.get(name), id, 1e-9);
        }
      }
      if (!partly) {
        check(new Regression(), given, expected.get("r2_uniform_average"), id, 1e-9);
        check(
            new Regression(Regression.Of.R2, Regression.Outputs.VARIANCE_WEIGHTED),
            given,
            expected.get("r2_variance_weighted"),
            id,
            1e-9);
        check(
            new Regression(Regression.Of.EXPLAINED_VARIANCE, Regression.Outputs.VARIANCE_WEIGHTED),
            given,
            expected.get("ev_vw"),
            id,
            1e-9);
      }
    }
    assertThat(compared).isGreaterThan(50);
    assertThat(undefined).isLessThan(compared / 5);
  }

  @Test
  void clusters() throws IOException {
    for (JsonNode each : cases("clustering_retrieval")) {
      if (!each.get("input").has("p")) {
        continue;
      }
      Predictions given = classes(each.get("input"));
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      String[][] names = {
        {"ADJUSTED_RAND", "ari"},
        {"NORMALIZED_MUTUAL_INFO", "nmi"},
        {"HOMOGENEITY", "homogeneity"},
        {"COMPLETENESS", "completeness"},
        {"V_MEASURE", "v"},
        {"FOWLKES_MALLOWS", "fmi"}
      };
      for (String[] name : names) {
        check(
            new ClusterAgreement(ClusterAgreement.Of.valueOf(name[0])),
            given,
            expected.get(name[1]),
            id,
            1e-12);
      }
    }
    assertThat(compared).isGreaterThan(30);
  }

  @Test
  void silhouettes() throws IOException {
    for (JsonNode each : cases("clustering_retrieval")) {
      if (!each.get("input").has("X") || !finite(each.get("input").get("X"))) {
        continue;
      }
      JsonNode x = each.get("input").get("X");
      double[][] vectors = new double[x.size()][];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = doubles(x.get(i));
      }
      List<String> labels =
          ints(each.get("input").get("y")).stream().map(ReferenceMetricsTest::label).toList();
      for (boolean cosine : new boolean[] {false, true}) {
        JsonNode expected = each.get("expected").get(cosine ? "silhouette_cosine" : "silhouette");
        double value = Neighbourhood.of(vectors, labels, cosine).silhouette();
        if (expected.has("value")) {
          assertThat(value)
              .as("%s", each.get("id"))
              .isCloseTo(number(expected.get("value")), within(1e-9));
          compared++;
        } else {
          assertThat(value).isNaN();
        }
      }
    }
    assertThat(compared).isPositive();
  }

  @Test
  void neighboursOfTheSameLabelAreFound() {
    double[][] vectors = {{0}, {1}, {2}, {10}, {11}, {30}};
    Neighbourhood near = Neighbourhood.of(vectors, List.of("a", "a", "b", "b", "b", "c"), false);

    // of the five with company: 1/1, 1/1, (1/3 + 2/4)/2 ... by hand
    double third = (1.0 / 3 + 2.0 / 4) / 2;
    double fourth = (1.0 + 2.0 / 2) / 2;
    double fifth = (1.0 + 2.0 / 2) / 2;
    double second = 1.0 / 2; // a and b at one distance: found together
    assertThat(near.meanAveragePrecision())
        .isCloseTo((1 + second + third + fourth + fifth) / 5, within(1e-12));
    assertThat(near.hitRate(1)).isCloseTo(4 / 6.0, within(1e-12));
    assertThat(near.hitRate(5)).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(Neighbourhood.of(vectors, List.of("a", "a", "a", "a", "a", "a"), false).silhouette())
        .isNaN();
  }

  @Test
  void curves() throws IOException {
    for (JsonNode each : cases("curves_binary")) {
      JsonNode input = each.get("input");
      JsonNode expected = each.get("expected");
      String id = each.get("id").asText();
      if (!finite(input.get("score")) || !expected.get("roc").has("value")) {
        continue;
      }
      double[] scores = doubles(input.get("score"));
      boolean[] truth = new boolean[scores.length];
      for (int i = 0; i < truth.length; i++) {
        truth[i] = input.get("y").get(i).asInt() > 0;
      }
      curve(Curve.roc(scores, truth, true), expected.get("roc"), 1, id);
      curve(Curve.roc(scores, truth, false), expected.get("roc_full"), 1, id);
      Curve precisionRecall = Curve.precisionRecall(scores, truth);
      curve(
          new Curve(precisionRecall.y(), precisionRecall.x(), precisionRecall.thresholds()),
          expected.get("pr"),
          0,
          id);
      compared++;
    }
    assertThat(compared).isGreaterThan(3);
  }

  /** The first threshold of scikit-learn 1.2.1's roc_curve is the highest score plus one. */
  private static void curve(Curve actual, JsonNode expected, int firstThreshold, String id) {
    if (!expected.has("value")) {
      return;
    }
    JsonNode value = expected.get("value");
    close(actual.x(), doubles(value.get(0)), 0, id);
    close(actual.y(), doubles(value.get(1)), 0, id);
    close(actual.thresholds(), doubles(value.get(2)), firstThreshold, id);
  }

  private static void close(double[] actual, double[] expected, int from, String id) {
    assertThat(actual).as(id).hasSameSizeAs(expected);
    for (int i = from; i < actual.length; i++) {
      if (Double.isNaN(expected[i])) {
        assertThat(actual[i]).as(id).isNaN();
      } else {
        assertThat(actual[i]).as("%s [%d]", id, i).isCloseTo(expected[i], within(1e-12));
      }
    }
  }

  @Test
  void keys() throws IOException {
    JsonNode root = root("key_weighted");
    for (JsonNode row : root.get("rows")) {
      Predictions given = key(List.of(row.get(0).asText()), List.of(row.get(1).asText()));
      assertThat(new KeyScore().compute(given).value())
          .as(row.toString())
          .isEqualTo(row.get(2).asDouble());
      assertThat(new KeyScore(true, false).compute(given).value())
          .as(row.toString())
          .isEqualTo(row.get(3).asDouble());
      compared++;
    }
    for (JsonNode each : root.get("invalid")) {
      if (each.get("ref").asText().isBlank() || each.get("est").asText().isBlank()) {
        continue; // no label here is blank
      }
      Score score =
          new KeyScore()
              .compute(key(List.of(each.get("ref").asText()), List.of(each.get("est").asText())));
      if (each.get("expected").has("error")) {
        assertThat(score.value()).as(each.toString()).isNaN();
        assertThat(score.notes()).isNotEmpty();
      } else {
        assertThat(score.value()).isEqualTo(each.get("expected").get("value").asDouble());
      }
    }
    for (JsonNode each : root.get("sets")) {
      List<String> truth = new ArrayList<>();
      List<String> said = new ArrayList<>();
      each.get("ref").forEach(name -> truth.add(name.asText()));
      each.get("est").forEach(name -> said.add(name.asText()));
      Predictions given = key(truth, said);
      assertThat(new KeyScore().compute(given).value())
          .isCloseTo(each.get("micro").asDouble(), within(1e-12));
      assertThat(new KeyScore(true, false).compute(given).value())
          .isCloseTo(each.get("micro_desc").asDouble(), within(1e-12));
      assertThat(new KeyScore(false, true).compute(given).value())
          .isCloseTo(each.get("macro").asDouble(), within(1e-12));
      assertThat(
              new KeyErrors()
                  .compute(given).parts().values().stream().mapToDouble(Double::doubleValue).sum())
          .isEqualTo(truth.size());
    }
    assertThat(compared).isGreaterThan(60);
  }

  private static Predictions key(List<String> truth, List<String> said) {
    Set<String> all = new TreeSet<>(truth);
    all.addAll(said);
    List<String> labels = List.copyOf(all);
    double[][] scores = new double[truth.size()][labels.size()];
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      scores[i][labels.indexOf(said.get(i))] = 1;
      targets.add(new Target.Label(truth.get(i)));
    }
    return predictions(
        new Task("key_estimation", TaskTypes.MULTICLASS_CLASSIFICATION, labels), targets, scores);
  }

  @Test
  void aConstantTruthHasNoShareOfVarianceWhateverItsRounding() {
    Task task = new Task("any", TaskTypes.REGRESSION, List.of("a"));
    for (double truth : new double[] {0.1, 0.3, 1 / 3.0, 1e6 / 7}) {
      List<Target> targets = new ArrayList<>();
      double[][] scores = new double[31][1];
      for (int i = 0; i < 31; i++) {
        targets.add(new Target.Values(List.of(truth)));
        scores[i][0] = i;
      }
      Predictions given = predictions(task, targets, scores);
      for (Regression.Of of :
          List.of(Regression.Of.R2, Regression.Of.EXPLAINED_VARIANCE, Regression.Of.PEARSON)) {
        assertThat(new Regression(of).compute(given).value()).as("%s %s", of, truth).isNaN();
        assertThat(new Regression(of).compute(given).notes()).isNotEmpty();
      }
    }
  }

  @Test
  void whereNoTagHoldsOrIsSaidThereIsNothingToAverage() {
    Task task = new Task("any", TaskTypes.MULTILABEL_CLASSIFICATION, List.of("a", "b"));
    Predictions given =
        predictions(
            task,
            List.of(new Target.Tags(Set.of()), new Target.Tags(Set.of())),
            new double[][] {{.1, .2}, {.1, .3}});
    Metric metric = new F1(Average.SAMPLES, 1);

    assertThat(metric.compute(given).value()).isNaN();
    assertThat(metric.weighted(given).of(new double[] {1, 1})).isNaN();
  }

  @Test
  void aConstantKeyIsWorthWhatItsRelativesAre() {
    List<String> tonics = List.of("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B");
    List<String> truth = new ArrayList<>();
    for (String tonic : tonics) {
      truth.add(tonic + " major");
      truth.add(tonic + " minor");
    }
    List<String> said = new ArrayList<>();
    truth.forEach(each -> said.add("C major"));

    assertThat(new KeyScore(false, true).compute(key(truth, said)).value())
        .isCloseTo(2.0 / 24, within(1e-12));
    assertThat(new KeyScore(true, true).compute(key(truth, said)).value())
        .isCloseTo(2.5 / 24, within(1e-12));
  }
}
