package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.component.Components;
import org.sonoprobe.json.JsonFiles;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.Summary;

/**
 * The result files of the thesis's toolkit, for scripts that read them: a folder {@code
 * TASK/DATASET_EMBEDDING_model-N} per trained model, {@code N} the place of its probe from 0 on,
 * further splits, trainings and variants with {@code " (2)"} and so on behind; in it {@code
 * clean_metrics.json} and {@code deform_I_metrics.json}, {@code I} the place of the scenario from 0
 * on.
 *
 * <p>For classes precision, recall, F1 and support under the numbers of the classes and {@code
 * micro avg}, {@code macro avg}, {@code weighted avg}, {@code samples avg}, for keys {@code
 * weighted_accuracy} as well, for tags {@code roc_auc} and {@code average_precision}, both macro.
 * What is undefined is the text {@code NaN}. There is nothing of the kind for values.
 */
public final class MirRefFiles {
  private static final List<String> PARTS = List.of("precision", "recall", "f1");

  private MirRefFiles() {}

  /**
   * Writes the files of a run.
   *
   * @return how many models there are
   * @throws IOException if a file cannot be read or written
   */
  public static int write(Results results, Path folder) throws IOException {
    Map<List<Object>, Map<String, ScoreRow>> models = new LinkedHashMap<>();
    for (ScoreRow row : results.wholeScores()) {
      if (row.isWhole() && TaskTypes.CLASSIFICATION.contains(summary(results, row).task().type())) {
        models
            .computeIfAbsent(
                List.of(
                    row.experiment(),
                    row.dataset(),
                    row.split(),
                    row.embedding(),
                    row.aggregation(),
                    row.downstream(),
                    row.repeat()),
                key -> new LinkedHashMap<>())
            .putIfAbsent(row.scenario(), row);
      }
    }
    Map<Path, Integer> taken = new HashMap<>();
    for (Map<String, ScoreRow> scenarios : models.values()) {
      ScoreRow first = scenarios.values().iterator().next();
      Summary summary = summary(results, first);
      Path plain =
          folder
              .resolve(plain(first.task()))
              .resolve(
                  plain(first.dataset())
                      + "_"
                      + plain(first.embedding())
                      + "_model-"
                      + position(summary.downstream(), first.downstream()));
      int times = taken.merge(plain, 1, Integer::sum);
      Path place =
          times == 1 ? plain : plain.resolveSibling(plain.getFileName() + " (" + times + ")");
      Files.createDirectories(place);
      for (Map.Entry<String, ScoreRow> each : scenarios.entrySet()) {
        int scenario = position(summary.scenarios(), each.getKey());
        JsonFiles.write(
            place.resolve((scenario < 0 ? "clean" : "deform_" + scenario) + "_metrics.json"),
            metrics(results.predictions(each.getValue())));
      }
    }
    return models.size();
  }

  private static Summary summary(Results results, ScoreRow row) {
    return results.experiments().stream()
        .filter(each -> each.name().equals(row.experiment()))
        .findFirst()
        .orElseThrow();
  }

  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9._=-]+", "_");
  }

  private static int position(List<Summary.Part> parts, String name) {
    return parts.stream().map(Summary.Part::name).toList().indexOf(name);
  }

  /** What the thesis's toolkit says of such predictions. */
  static Map<String, Object> metrics(Predictions predictions) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (predictions.task().type().equals(TaskTypes.MULTILABEL_CLASSIFICATION)) {
      data.put("roc_auc", value("roc_auc_macro", predictions));
      data.put("average_precision", value("average_precision_macro", predictions));
      return data;
    }
    int[] support = new int[predictions.task().labels().size()];
    for (double[] truth : predictions.truth()) {
      for (int c = 0; c < support.length; c++) {
        support[c] += truth[c] > 0 ? 1 : 0;
      }
    }
    List<Map<String, Double>> classes = new ArrayList<>();
    for (String part : PARTS) {
      classes.add(score(part + "_macro", predictions).parts());
    }
    for (int c = 0; c < support.length; c++) {
      String label = predictions.task().labels().get(c);
      List<Double> values = new ArrayList<>();
      for (Map<String, Double> each : classes) {
        values.add(each.getOrDefault(label, Double.NaN));
      }
      data.put(String.valueOf(c), line(values, support[c]));
    }
    for (String average : List.of("micro", "macro", "weighted")) {
      List<Double> values = new ArrayList<>();
      for (String part : PARTS) {
        values.add(value(part + "_" + average, predictions));
      }
      data.put(average + " avg", line(values, predictions.count()));
    }
    // one class is said of one track: the share that is right
    double right = value("accuracy", predictions);
    data.put("samples avg", line(List.of(right, right, right), predictions.count()));
    if (predictions.task().name().equals("key_estimation")) {
      data.put(
          "weighted_accuracy",
          Map.of(
              "micro", value("weighted_key_score", predictions),
              "macro", value("weighted_key_score_macro", predictions)));
    }
    return data;
  }

  private static Map<String, Object> line(List<Double> values, int support) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("precision", values.get(0));
    line.put("recall", values.get(1));
    line.put("f1-score", values.get(2));
    line.put("support", support);
    return line;
  }

  private static Score score(String name, Predictions predictions) {
    return Components.named(Metric.class, name).compute(predictions);
  }

  private static double value(String name, Predictions predictions) {
    return score(name, predictions).value();
  }
}
