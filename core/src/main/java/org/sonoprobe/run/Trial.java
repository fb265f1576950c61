package org.sonoprobe.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.component.Identity;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.store.Csv;
import org.sonoprobe.store.RunDirectory;

/**
 * One split, one embedding model, one downstream model: trained once on clean audio, tested under
 * every scenario.
 */
final class Trial {
  private static final String FORMAT = "sonoprobe-trial-1";

  private final TrialGroup group;
  private final Experiment.DownstreamChoice downstream;
  private final @Nullable RunDirectory directory;
  private final TrainingContext.Cancellation cancelled;
  private boolean fresh;
  private Timing timing = Timing.ZERO;

  Trial(
      TrialGroup group,
      Experiment.DownstreamChoice downstream,
      @Nullable RunDirectory directory,
      TrainingContext.Cancellation cancelled) {
    this.group = group;
    this.downstream = downstream;
    this.directory = directory;
    this.cancelled = cancelled;
  }

  /** What it is, for people. */
  String name() {
    return String.join(
        " / ", group.dataset, group.split.name(), group.embedding.label(), downstream.label());
  }

  String embedding() {
    return group.embedding.label();
  }

  String dataset() {
    return group.dataset;
  }

  /** Whether anything was computed and not found done. */
  boolean fresh() {
    return fresh;
  }

  Timing timing() {
    return timing;
  }

  /**
   * Trains, unless the run directory holds the trained model, and scores every scenario.
   *
   * @param evaluate false to train only
   */
  List<ScoreRow> carryOut(boolean evaluate) throws IOException {
    try {
      String key = key();
      Predictor predictor = null;
      Optional<Map<String, Object>> done = read("trial.json");
      if (done.isPresent()
          && key.equals(done.get().get("key"))
          && Files.exists(file("model.npz"))) {
        predictor = downstream.model().restore(file("model.npz"));
      }
      if (predictor == null) {
        predictor = train(key);
      }
      List<ScoreRow> rows = new ArrayList<>();
      List<Scenario> scenarios = group.experiment.allScenarios();
      for (int scenario = 0; evaluate && scenario < scenarios.size(); scenario++) {
        rows.addAll(evaluate(predictor, key, scenario, scenarios.get(scenario).name()));
      }
      return rows;
    } finally {
      group.trialDone();
    }
  }

  private String key() throws IOException {
    Experiment experiment = group.experiment;
    return Identity.sha256(
        String.join(
            "\n",
            FORMAT,
            Long.toString(seed()),
            group.task.toString(),
            new Identity().of(downstream.model()),
            experiment.aggregation().name(),
            group.embedding.layers().toString(),
            group.inputs(group.split.train(), 0),
            group.inputs(group.split.validation(), 0)));
  }

  private long seed() throws IOException {
    return Seeds.derive(
        group.experiment.seed(),
        "train",
        group.task.name(),
        group.dataset,
        group.split.name(),
        group.embedding.label(),
        new Identity().of(downstream.model()));
  }

  private Predictor train(String key) throws IOException {
    fresh = true;
    Examples train = group.examples("train", group.split.train(), 0);
    Examples validation = group.examples("validation", group.split.validation(), 0);
    if (train.trackCount() == 0) {
      throw new IOException("no track of the training part has an embedding");
    }
    long start = System.nanoTime();
    List<Map<String, Double>> curve = new ArrayList<>();
    TrainingContext context =
        new TrainingContext(
            seed(), (epoch, values) -> curve.add(new LinkedHashMap<>(values)), cancelled);
    Predictor predictor = downstream.model().train(group.task, train, validation, context);
    timing = timing.plus(new Timing(0, 0, 0, 0, 0, (System.nanoTime() - start) / 1e9, 0));
    if (directory != null) {
      Files.createDirectories(file("model.npz").getParent());
      predictor.save(file("model.npz"));
      RunDirectory.writeText(file("curve.csv"), curveCsv(curve));
      Map<String, Object> done = new LinkedHashMap<>();
      done.put("key", key);
      done.put("downstream", org.sonoprobe.component.Components.describe(downstream.model()));
      done.put("train", train.trackCount() + " of " + group.split.train().size());
      done.put("validation", validation.trackCount() + " of " + group.split.validation().size());
      done.put("dimension", train.dimension());
      done.put("labels", group.task.labels());
      RunDirectory.writeJson(file("trial.json"), done);
    }
    return predictor;
  }

  private static String curveCsv(List<Map<String, Double>> curve) {
    StringBuilder csv = new StringBuilder();
    for (int epoch = 0; epoch < curve.size(); epoch++) {
      if (epoch == 0) {
        List<Object> header = new ArrayList<>(List.of("epoch"));
        header.addAll(curve.get(0).keySet());
        csv.append(Csv.line(header));
      }
      List<Object> row = new ArrayList<>(List.of(epoch + 1));
      row.addAll(curve.get(epoch).values());
      csv.append(Csv.line(row));
    }
    return csv.toString();
  }

  private List<ScoreRow> evaluate(Predictor predictor, String trialKey, int scenario, String name)
      throws IOException {
    String key = Identity.sha256(trialKey + "\n" + group.inputs(group.split.test(), scenario));
    Predictions predictions = saved(key, name);
    if (predictions == null) {
      fresh = true;
      Examples test = group.examples("test", group.split.test(), scenario);
      long start = System.nanoTime();
      predictions = predict(predictor, test);
      timing = timing.plus(new Timing(0, 0, 0, 0, 0, 0, (System.nanoTime() - start) / 1e9));
    }
    List<ScoreRow> rows = new ArrayList<>();
    for (Metric metric : group.experiment.metrics()) {
      rows.addAll(rows(metric.compute(predictions), name, predictions.count()));
    }
    if (directory != null) {
      write(predictions, rows, key, name);
    }
    return rows;
  }

  /** Averages the scores of a track's rows. */
  private Predictions predict(Predictor predictor, Examples test) {
    double[][] perTrack = new double[test.trackCount()][group.task.labels().size()];
    if (test.rowCount() > 0) {
      double[][] perRow = predictor.predict(test);
      int[] counts = new int[perTrack.length];
      for (int row = 0; row < perRow.length; row++) {
        int track = test.trackOf(row);
        counts[track]++;
        for (int label = 0; label < perRow[row].length; label++) {
          perTrack[track][label] += perRow[row][label];
        }
      }
      for (int track = 0; track < perTrack.length; track++) {
        for (int label = 0; label < perTrack[track].length; label++) {
          perTrack[track][label] /= counts[track];
        }
      }
    }
    return new Predictions(group.task, test.trackIds(), test.targets(), perTrack);
  }

  private List<ScoreRow> rows(Score score, String scenario, int scored) {
    List<ScoreRow> rows = new ArrayList<>();
    rows.add(row(score, scenario, "", score.value(), scored));
    score.parts().forEach((part, value) -> rows.add(row(score, scenario, part, value, scored)));
    return rows;
  }

  private ScoreRow row(Score score, String scenario, String part, double value, int scored) {
    return new ScoreRow(
        group.experiment.name(),
        group.task.name(),
        group.dataset,
        group.split.name(),
        group.embedding.label(),
        downstream.label(),
        scenario,
        score.metric(),
        part,
        value,
        scored,
        group.split.test().size());
  }

  private void write(Predictions predictions, List<ScoreRow> rows, String key, String scenario)
      throws IOException {
    StringBuilder csv = new StringBuilder();
    List<Object> header = new ArrayList<>(List.of("track", "truth"));
    header.addAll(group.task.labels());
    csv.append(Csv.line(header));
    for (int i = 0; i < predictions.count(); i++) {
      List<Object> line =
          new ArrayList<>(
              List.of(predictions.trackIds().get(i), text(predictions.targets().get(i))));
      for (double value : predictions.scores(i)) {
        line.add(value);
      }
      csv.append(Csv.line(line));
    }
    RunDirectory.writeText(file(scenario + ".predictions.csv"), csv.toString());
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("key", key);
    scores.put("scored", predictions.count());
    scores.put("total", group.split.test().size());
    Map<String, Object> values = new LinkedHashMap<>();
    for (ScoreRow row : rows) {
      values.put(
          row.part().isEmpty() ? row.metric() : row.metric() + "/" + row.part(), row.value());
    }
    scores.put("scores", values);
    RunDirectory.writeJson(file(scenario + ".scores.json"), scores);
  }

  private static String text(Target target) {
    if (target instanceof Target.Label label) {
      return label.name();
    }
    if (target instanceof Target.Tags tags) {
      return String.join("|", tags.names());
    }
    return String.join(
        "|", ((Target.Values) target).values().stream().map(String::valueOf).toList());
  }

  /** The predictions in the run directory, if they are for this key and whole. */
  private @Nullable Predictions saved(String key, String scenario) throws IOException {
    Optional<Map<String, Object>> done = read(scenario + ".scores.json");
    Path file = directory == null ? null : file(scenario + ".predictions.csv");
    if (done.isEmpty()
        || !key.equals(done.get().get("key"))
        || file == null
        || !Files.exists(file)) {
      return null;
    }
    Csv csv = Csv.read(file, ',');
    Map<String, Target> truths = group.targets();
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    double[][] scores = new double[csv.rows().size()][group.task.labels().size()];
    for (int i = 0; i < scores.length; i++) {
      List<String> row = csv.rows().get(i);
      Target target = truths.get(row.get(0));
      if (target == null || row.size() != scores[i].length + 2) {
        return null;
      }
      ids.add(row.get(0));
      targets.add(target);
      for (int label = 0; label < scores[i].length; label++) {
        scores[i][label] = Double.parseDouble(row.get(label + 2));
      }
    }
    return new Predictions(group.task, ids, targets, scores);
  }

  private Optional<Map<String, Object>> read(String name) throws IOException {
    return directory == null ? Optional.empty() : RunDirectory.readJson(file(name));
  }

  private Path file(String name) {
    if (directory == null) {
      throw new IllegalStateException("this run keeps no files");
    }
    return directory.file(
        "trials",
        group.experiment.name(),
        group.dataset,
        group.split.name(),
        group.embedding.label(),
        downstream.label(),
        name);
  }
}
