package org.sonoprobe.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.internal.Hashes;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.run.RunListener.Stage;
import org.sonoprobe.run.ScoreRow.Column;
import org.sonoprobe.store.RunDirectory;

/**
 * One split, one embedding model, one downstream model: trained once on clean audio, tested under
 * every scenario.
 */
final class Trial {
  private static final String FORMAT = "sonoprobe-trial-2";

  private final TrialGroup group;
  private final Experiment.DownstreamChoice downstream;
  private final @Nullable TrialFiles files;
  private final RunListener listener;
  private final TrainingContext.Cancellation cancelled;
  private final ScoreRow blank;
  private final Set<String> notes = new LinkedHashSet<>();
  private final Map<String, Predictions> kept = new LinkedHashMap<>();
  private boolean fresh;
  private Timing timing = Timing.ZERO;

  /**
   * A trial.
   *
   * @param directory where its files go; null to keep predictions in memory
   * @param listener hears of epochs and evaluations
   */
  Trial(
      TrialGroup group,
      Experiment.DownstreamChoice downstream,
      @Nullable RunDirectory directory,
      RunListener listener,
      TrainingContext.Cancellation cancelled) {
    this.group = group;
    this.downstream = downstream;
    this.listener = listener;
    this.cancelled = cancelled;
    this.blank =
        ScoreRow.empty()
            .with(Column.EXPERIMENT, group.experiment.name())
            .with(Column.TASK, group.task.name())
            .with(Column.DATASET, group.dataset)
            .with(Column.SPLIT, group.split.name())
            .with(Column.EMBEDDING, group.embedding.label())
            .with(Column.DOWNSTREAM, downstream.label())
            .with(Column.TOTAL, group.split.test().size());
    this.files = directory == null ? null : new TrialFiles(directory, blank);
  }

  /** What tells its predictions for a scenario apart from others. */
  String address(String scenario) {
    return Results.address(blank.with(Column.SCENARIO, scenario));
  }

  RunListener.Unit unit() {
    return new RunListener.Unit(group.experiment.name(), Stage.TRAIN, name());
  }

  /** What it is, for people. */
  String name() {
    return String.join(
        " / ", group.dataset, group.split.name(), group.embedding.label(), downstream.label());
  }

  String embedding() {
    return group.embedding.label();
  }

  /** Where its embedding model stands among those of the experiment. */
  int embeddingPosition() {
    return group.experiment.embeddings().indexOf(group.embedding);
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

  /** The predictions by scenario, where no files hold them. */
  Map<String, Predictions> predictions() {
    return kept;
  }

  /** What the metrics want a reader to know, each said once whatever the split and the probe. */
  Set<String> notes() {
    return notes;
  }

  /**
   * Trains, unless the run directory holds the trained model, and scores every scenario.
   *
   * @param evaluate false to train only
   */
  List<ScoreRow> carryOut(boolean evaluate) throws IOException {
    try {
      String key = key();
      Predictor predictor = trained(key);
      List<ScoreRow> rows = new ArrayList<>();
      if (evaluate) {
        for (Scenario scenario : group.experiment.allScenarios()) {
          rows.addAll(evaluate(predictor, key, scenario.name()));
        }
      }
      return rows;
    } finally {
      group.trialDone();
    }
  }

  /** Rows that say that every score of this trial is missing. */
  List<ScoreRow> undefined() {
    List<ScoreRow> rows = new ArrayList<>();
    for (Scenario scenario : group.experiment.allScenarios()) {
      for (Metric metric : group.experiment.metrics()) {
        rows.add(blank.with(Column.SCENARIO, scenario.name()).with(Column.METRIC, metric.name()));
      }
    }
    return rows;
  }

  private String key() throws IOException {
    String clean = Scenario.CLEAN.name();
    return Hashes.sha256(
        String.join(
            "\n",
            FORMAT,
            Long.toString(seed()),
            group.task.name()
                + "\t"
                + group.task.type()
                + "\t"
                + String.join("\t", group.task.labels()),
            group.identity(downstream.model()),
            group.identity(group.experiment.aggregation()),
            group.inputs(group.split.train(), clean),
            group.inputs(group.split.validation(), clean)));
  }

  private long seed() throws IOException {
    return Seeds.derive(
        group.experiment.seed(),
        "train",
        group.task.name(),
        group.dataset,
        group.split.name(),
        group.embedding.label(),
        group.identity(downstream.model()));
  }

  private Predictor trained(String key) throws IOException {
    if (files != null) {
      Optional<Predictor> found = files.model(downstream.model(), key);
      if (found.isPresent()) {
        return found.get();
      }
    }
    fresh = true;
    String clean = Scenario.CLEAN.name();
    Examples train = group.examples("train", group.split.train(), clean);
    Examples validation = group.examples("validation", group.split.validation(), clean);
    if (train.trackCount() == 0) {
      throw new IOException("no track of the training part has an embedding");
    }
    long start = System.nanoTime();
    List<Map<String, Double>> curve = new ArrayList<>();
    TrainingContext context =
        new TrainingContext(
            seed(),
            (epoch, values) -> {
              curve.add(new LinkedHashMap<>(values));
              listener.epoch(unit(), epoch, Map.copyOf(values));
            },
            cancelled);
    Predictor predictor = downstream.model().train(group.task, train, validation, context);
    timing = timing.since(start, Timing.Part.TRAIN);
    if (files != null) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("downstream", Components.describe(downstream.model()));
      facts.put("train", train.trackCount() + " of " + group.split.train().size());
      facts.put("validation", validation.trackCount() + " of " + group.split.validation().size());
      facts.put("dimension", train.dimension());
      facts.put("labels", group.task.labels());
      files.write(predictor, key, curve, facts);
    }
    return predictor;
  }

  private List<ScoreRow> evaluate(Predictor predictor, String trialKey, String scenario)
      throws IOException {
    String key = Hashes.sha256(trialKey + "\n" + group.inputs(group.split.test(), scenario));
    Predictions predictions =
        files == null ? null : files.predictions(scenario, key, group.task).orElse(null);
    boolean found = predictions != null;
    if (predictions == null) {
      fresh = true;
      Examples test = group.examples("test", group.split.test(), scenario);
      long start = System.nanoTime();
      predictions = predict(predictor, test);
      timing = timing.since(start, Timing.Part.EVALUATE);
    }
    List<ScoreRow> rows = new ArrayList<>();
    List<String> said = new ArrayList<>();
    ScoreRow row = blank.with(Column.SCENARIO, scenario).with(Column.SCORED, predictions.count());
    for (Metric metric : group.experiment.metrics()) {
      Score score = metric.compute(predictions);
      if (!score.metric().equals(metric.name())) {
        throw new IllegalArgumentException(
            "metric '" + metric.name() + "' gave a score called '" + score.metric() + "'");
      }
      ScoreRow whole = row.with(Column.METRIC, score.metric()).with(Column.VALUE, score.value());
      rows.add(whole);
      score
          .parts()
          .forEach(
              (part, value) -> rows.add(whole.with(Column.PART, part).with(Column.VALUE, value)));
      score.notes().forEach(note -> said.add(metric.name() + ": " + note));
    }
    said.forEach(note -> notes.add(group.dataset + ", " + group.split.name() + ": " + note));
    if (files == null) {
      kept.put(scenario, predictions);
    } else {
      write(files, predictions, found, rows, said, key, scenario);
    }
    listener.advanced(
        new RunListener.Unit(group.experiment.name(), Stage.EVALUATE, name() + " / " + scenario),
        !found);
    return rows;
  }

  private void write(
      TrialFiles target,
      Predictions predictions,
      boolean found,
      List<ScoreRow> rows,
      List<String> said,
      String key,
      String scenario)
      throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("scored", predictions.count());
    facts.put("total", group.split.test().size());
    Map<String, Object> values = new LinkedHashMap<>();
    for (ScoreRow row : rows) {
      values.put(
          row.part().isEmpty() ? row.metric() : row.metric() + "/" + row.part(), row.value());
    }
    facts.put("scores", values);
    facts.put("notes", said);
    if (!found) {
      target.write(predictions, scenario);
    }
    target.finish(scenario, key, facts);
  }

  private Predictions predict(Predictor predictor, Examples test) {
    int labels = group.task.labels().size();
    double[][] scores =
        test.trackCount() == 0 ? new double[0][] : predictor.predict(test.vectors());
    if (scores.length != test.trackCount()) {
      throw new IllegalArgumentException(
          "downstream model '"
              + downstream.model().name()
              + "' gave "
              + scores.length
              + " rows of scores for "
              + test.trackCount()
              + " tracks");
    }
    for (double[] row : scores) {
      if (row.length != labels) {
        throw new IllegalArgumentException(
            "downstream model '"
                + downstream.model().name()
                + "' gave "
                + row.length
                + " scores for "
                + labels
                + " labels");
      }
    }
    return new Predictions(group.task, test.vectors().trackIds(), test.targets(), scores);
  }
}
