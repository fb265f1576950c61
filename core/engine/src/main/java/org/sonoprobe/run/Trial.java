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
import org.sonoprobe.store.RunDirectory;

/**
 * One split, one embedding model, one downstream model: trained once on clean audio, tested under
 * every scenario.
 */
final class Trial {
  private static final String FORMAT = "sonoprobe-trial-1";

  private final TrialGroup group;
  private final Experiment.DownstreamChoice downstream;
  private final @Nullable TrialFiles files;
  private final TrainingContext.Cancellation cancelled;
  private final Set<String> notes = new LinkedHashSet<>();
  private boolean fresh;
  private Timing timing = Timing.ZERO;

  Trial(
      TrialGroup group,
      Experiment.DownstreamChoice downstream,
      @Nullable RunDirectory directory,
      TrainingContext.Cancellation cancelled) {
    this.group = group;
    this.downstream = downstream;
    this.cancelled = cancelled;
    this.files =
        directory == null
            ? null
            : new TrialFiles(
                directory,
                group.experiment.name(),
                group.dataset,
                group.split.name(),
                group.embedding.label(),
                downstream.label());
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
      List<Scenario> scenarios = group.experiment.allScenarios();
      for (int scenario = 0; evaluate && scenario < scenarios.size(); scenario++) {
        rows.addAll(evaluate(predictor, key, scenario, scenarios.get(scenario).name()));
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
        rows.add(row(new Score(metric.name(), Double.NaN), scenario.name(), "", Double.NaN, 0));
      }
    }
    return rows;
  }

  private String key() throws IOException {
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
            group.experiment.aggregation().name(),
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

  private List<ScoreRow> evaluate(Predictor predictor, String trialKey, int scenario, String name)
      throws IOException {
    String key = Hashes.sha256(trialKey + "\n" + group.inputs(group.split.test(), scenario));
    Predictions predictions = null;
    if (files != null) {
      predictions = files.predictions(name, key, group.task, group.targets()).orElse(null);
    }
    if (predictions == null) {
      fresh = true;
      Examples test = group.examples("test", group.split.test(), scenario);
      long start = System.nanoTime();
      predictions = predict(predictor, test);
      timing = timing.plus(new Timing(0, 0, 0, 0, 0, 0, (System.nanoTime() - start) / 1e9));
    }
    List<ScoreRow> rows = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (Metric metric : group.experiment.metrics()) {
      Score score = metric.compute(predictions);
      rows.addAll(rows(score, name, predictions.count()));
      score.notes().forEach(note -> said.add(metric.name() + ": " + note));
    }
    said.forEach(note -> notes.add(group.dataset + ", " + group.split.name() + ": " + note));
    if (files != null) {
      write(files, predictions, rows, said, key, name);
    }
    return rows;
  }

  private void write(
      TrialFiles target,
      Predictions predictions,
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
    target.write(predictions, scenario, key, facts);
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
}
