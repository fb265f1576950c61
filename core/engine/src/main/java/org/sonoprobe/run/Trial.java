package org.sonoprobe.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.internal.Hashes;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.LayerPooling;
import org.sonoprobe.run.RunListener.Phase;
import org.sonoprobe.run.ScoreRow.Column;
import org.sonoprobe.store.RunDirectory;

/**
 * One split, one embedding model, one aggregation, one downstream model: trained once, on clean
 * audio unless told otherwise, tested under every scenario.
 */
final class Trial {
  private static final String FORMAT = "sonoprobe-trial-3";

  private final TrialGroup group;
  private final Experiment.DownstreamChoice downstream;
  private final int repeat;
  private final int size;
  private final @Nullable TrialFiles files;
  private final RunListener listener;
  private final TrainingContext.Cancellation cancelled;
  private final ScoreRow blank;
  private final Set<String> notes = new LinkedHashSet<>();
  private final Map<String, Predictions> kept = new LinkedHashMap<>();
  private final Map<ScoreRow, Draws> draws = new HashMap<>();
  private final Map<String, Fault> faults = new LinkedHashMap<>();
  private final Map<String, String> hashes = new LinkedHashMap<>();
  private final Set<String> trainingNotes = new LinkedHashSet<>();
  private boolean fresh;
  private Timing timing = Timing.ZERO;

  /**
   * A trial.
   *
   * @param training which training of the downstream model it is
   * @param directory where its files go; null to keep predictions in memory
   * @param listener hears of epochs and evaluations
   */
  Trial(
      TrialGroup group,
      Experiment.DownstreamChoice downstream,
      Training training,
      @Nullable RunDirectory directory,
      RunListener listener,
      TrainingContext.Cancellation cancelled) {
    this.group = group;
    this.downstream = downstream;
    this.repeat = training.repeat;
    this.size = training.size;
    this.listener = listener;
    this.cancelled = cancelled;
    this.blank =
        ScoreRow.empty()
            .with(Column.EXPERIMENT, group.experiment.name())
            .with(Column.TASK, group.task.name())
            .with(Column.DATASET, group.dataset)
            .with(Column.SPLIT, group.split.name())
            .with(Column.EMBEDDING, group.embedding.label())
            .with(Column.VARIANT, group.embedding.variant())
            .with(Column.AGGREGATION, Experiment.label(group.aggregation))
            .with(Column.DOWNSTREAM, downstream.label())
            .with(Column.REPEAT, repeat)
            .with(
                Column.TRAINING,
                size > 0
                    ? ScoreRow.SUBSET + size
                    : isResampled() ? ScoreRow.RESAMPLED : ScoreRow.WHOLE)
            .with(Column.TRAINED, size)
            .with(Column.TOTAL, group.split.test().size());
    this.files = directory == null ? null : new TrialFiles(directory, blank);
  }

  /** What tells its predictions for a scenario apart from others. */
  String address(String scenario) {
    return Results.address(blank.with(Column.SCENARIO, scenario));
  }

  RunListener.Unit unit() {
    return new RunListener.Unit(group.experiment.name(), Phase.TRAIN, name());
  }

  /** What it is, for people. */
  String name() {
    String embedding =
        group.experiment.aggregations().size() == 1
            ? group.embedding.label()
            : group.embedding.label() + " / " + Experiment.label(group.aggregation);
    String training =
        (group.experiment.repeats() == 1 ? "" : " / training " + repeat)
            + (size > 0 ? " / " + ScoreRow.SUBSET + size : "");
    return String.join(" / ", group.dataset, group.split.name(), embedding, downstream.label())
        + training;
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

  /** What each whole score would be for other draws of the test part. */
  Map<ScoreRow, Draws> draws() {
    return draws;
  }

  /** What the metrics want a reader to know, each said once whatever the split and the probe. */
  Set<String> notes() {
    return notes;
  }

  /** The hashes of the files that hold the predictions, by scenario. */
  Map<String, String> hashes() {
    return hashes;
  }

  /** What its downstream model noted in training. */
  Set<String> trainingNotes() {
    return trainingNotes;
  }

  /** The name of its downstream model in the experiment. */
  String downstream() {
    return downstream.label();
  }

  /**
   * Trains, unless the run directory holds the trained model, and scores every scenario.
   *
   * @param extent whether to train, to evaluate or both
   * @param policy under the lenient one a scenario that fails loses its own scores alone
   * @throws TrialFailure if a component fails
   * @throws RunException if the store, the run directory or the process does
   */
  List<ScoreRow> carryOut(Session.Extent extent, Policy policy) throws TrialFailure {
    try {
      String key = key();
      Predictor predictor = trained(key, extent != Session.Extent.EVALUATE);
      List<ScoreRow> rows = new ArrayList<>();
      if (extent != Session.Extent.TRAIN) {
        for (Scenario scenario : group.experiment.allScenarios()) {
          rows.addAll(evaluate(predictor, key, scenario.name(), policy));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new RunException(
          "the store or the run's folder failed at trial " + name() + ": " + Fault.words(e),
          new Fault(Stage.STORE, "", e),
          "");
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      throw Faults.ofTheProcess("trial " + name(), "", Stage.TRAIN, e);
    } finally {
      group.trialDone();
    }
  }

  private List<ScoreRow> evaluate(Predictor predictor, String key, String scenario, Policy policy)
      throws IOException, TrialFailure {
    try {
      return evaluate(predictor, key, scenario);
    } catch (TrialFailure e) {
      if (policy == Policy.STRICT) {
        throw e;
      }
      faults.put(scenario, e.fault());
      return undefined(scenario);
    }
  }

  /**
   * One of several trainings.
   *
   * @param repeat from 1 on
   * @param size how many tracks of the training part it is on; 0 for all
   */
  record Training(int repeat, int size) {}

  private ScoreRow row(String scenario) {
    return blank
        .with(Column.SCENARIO, scenario)
        .with(Column.DEFORMATIONS, group.deformations(scenario))
        .with(Column.SWEEP, group.level(scenario).map(Scenario.Level::sweep).orElse(""))
        .with(
            Column.LEVEL,
            group.level(scenario).map(level -> String.valueOf(level.value())).orElse(""));
  }

  /** What failed under scenarios that lost their scores. */
  Map<String, Fault> faults() {
    return faults;
  }

  /** Rows that say that every score of this trial is missing. */
  List<ScoreRow> undefined() {
    List<ScoreRow> rows = new ArrayList<>();
    group.experiment.allScenarios().forEach(scenario -> rows.addAll(undefined(scenario.name())));
    return rows;
  }

  private List<ScoreRow> undefined(String scenario) {
    return group.experiment.metrics().stream()
        .map(metric -> row(scenario).with(Column.METRIC, metric.label()))
        .toList();
  }

  private String key() throws IOException {
    StringBuilder heard = new StringBuilder();
    for (String scenario : downstream.trainedOn()) {
      heard
          .append(heard.isEmpty() ? "" : "\n")
          .append(group.inputs(group.split.train(), scenario))
          .append('\n')
          .append(group.inputs(group.split.validation(), scenario));
    }
    return Hashes.sha256(
        String.join(
            "\n",
            FORMAT,
            Long.toString(seed())
                + (isResampled()
                    ? " resampled"
                    : size > 0 ? " subset " + size + " of " + repeat : ""),
            group.task.name()
                + "\t"
                + group.task.type()
                + "\t"
                + String.join("\t", group.task.labels()),
            group.identity(downstream.model()),
            group.identity(group.aggregation)
                + (group.embedding.pooling() == LayerPooling.MEAN
                    ? ""
                    : " " + group.embedding.pooling()),
            heard.toString()));
  }

  /**
   * The same for all embedding models, so that equal vectors get equal scores whatever their name.
   */
  private long seed() throws IOException {
    return Seeds.derive(
        group.experiment.seed(),
        "train",
        group.task.name(),
        group.dataset,
        group.split.name(),
        group.identity(downstream.model()) + (repeat == 1 ? "" : " training " + repeat));
  }

  /** The examples of the training part, or a resample of them where no seed changes the model. */
  private Examples training() throws IOException, TrialFailure {
    Examples all = heard("train", group.split.train());
    if (size > 0) {
      long order =
          Seeds.derive(
              group.experiment.seed(),
              "subset",
              group.task.name(),
              group.dataset,
              group.split.name(),
              String.valueOf(repeat));
      return selected(all, Resampled.nested(first(all), size, order));
    }
    if (!isResampled()) {
      return all;
    }
    trainingNotes.add(
        "trained on a resample of its training part, for the spread alone, because nothing in it"
            + " depends on a seed");
    return selected(all, Resampled.of(first(all), seed()));
  }

  /**
   * The examples of a part under each scenario that the model is trained on, one after the other.
   */
  private Examples heard(String part, List<String> ids) throws IOException, TrialFailure {
    List<Examples> all = new ArrayList<>();
    for (String scenario : downstream.trainedOn()) {
      all.add(group.examples(part, ids, scenario));
    }
    return all.size() == 1 ? all.get(0) : Examples.together(all);
  }

  /** The tracks under the first scenario: those whose id has not been before. */
  private Examples first(Examples all) {
    return downstream.trainedOn().size() == 1 ? all : all.select(firsts(all));
  }

  private static int[] firsts(Examples all) {
    Set<String> seen = new HashSet<>();
    List<String> ids = all.vectors().trackIds();
    return IntStream.range(0, ids.size()).filter(i -> seen.add(ids.get(i))).toArray();
  }

  /** Chosen tracks under every scenario, as often as each was chosen. */
  private Examples selected(Examples all, int[] chosen) {
    if (downstream.trainedOn().size() == 1) {
      return all.select(chosen);
    }
    List<String> ids = all.vectors().trackIds();
    int[] firsts = firsts(all);
    List<Integer> places = new ArrayList<>();
    for (int track : chosen) {
      String id = ids.get(firsts[track]);
      for (int i = 0; i < ids.size(); i++) {
        if (ids.get(i).equals(id)) {
          places.add(i);
        }
      }
    }
    return all.select(places.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Whether it is a further training of a model in which nothing depends on a seed. */
  private boolean isResampled() {
    return size == 0 && repeat > 1 && !downstream.model().isRandom();
  }

  private Predictor trained(String key, boolean allowed) throws IOException, TrialFailure {
    Optional<Path> saved = files == null ? Optional.empty() : files.model(key);
    if (saved.isPresent() && files != null) {
      trainingNotes.addAll(files.trainingNotes());
      return TrialFailure.ask(
          Stage.TRAIN, component(), () -> downstream.model().restore(saved.get()));
    }
    if (!allowed) {
      throw new RunException(
          "the run has no trained model for trial "
              + name()
              + " with this configuration and these embeddings; 'train' makes it, 'run' does both");
    }
    fresh = true;
    Examples train = training();
    Examples validation = heard("validation", group.split.validation());
    if (train.trackCount() == 0) {
      throw TrialFailure.because(Stage.TRAIN, "no track of the training part has an embedding");
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
            cancelled,
            trainingNotes::add);
    Predictor predictor =
        TrialFailure.ask(
            Stage.TRAIN,
            component(),
            () ->
                downstream
                    .model()
                    .train(group.task, forModel(train), forModel(validation), context));
    timing = timing.since(start, Timing.Part.TRAIN);
    if (files != null) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("downstream", Components.describe(downstream.model()));
      facts.put("train", train.trackCount() + " of " + group.split.train().size());
      facts.put("validation", validation.trackCount() + " of " + group.split.validation().size());
      facts.put("dimension", train.dimension());
      facts.put("labels", group.task.labels());
      facts.put("notes", List.copyOf(trainingNotes));
      files.write(predictor, key, curve, facts);
    }
    return predictor;
  }

  private String component() {
    return "downstream model '" + downstream.model().name() + "'";
  }

  /** Examples that other trials share, or copies for a model that may write into them. */
  private Examples forModel(Examples examples) {
    return downstream.model().leavesVectorsAlone()
        ? examples
        : new Examples(examples.vectors().copy(), examples.targets());
  }

  private List<ScoreRow> evaluate(Predictor predictor, String trialKey, String scenario)
      throws IOException, TrialFailure {
    String key = Hashes.sha256(trialKey + "\n" + group.inputs(group.split.test(), scenario));
    Optional<Predictions> stored =
        files == null ? Optional.empty() : files.predictions(scenario, key, group.task);
    boolean found = stored.isPresent();
    Predictions predictions = found ? stored.get() : predictions(predictor, scenario);
    List<ScoreRow> rows = new ArrayList<>();
    List<String> said = new ArrayList<>();
    int trained = group.trained(downstream.trainedOn());
    ScoreRow row =
        row(scenario)
            .with(Column.SCORED, predictions.count())
            .with(Column.TRAINED, size > 0 ? Math.min(size, trained) : trained);
    Map<String, Integer> scored = group.tracksByLabel(predictions.trackIds(), scenario);
    Map<String, Integer> total = group.tracksByLabel(group.split.test(), scenario);
    Optional<Predictions> perRecording = group.recordings.of(predictions);
    Scorer scorer =
        new Scorer(
            group.experiment.metrics(),
            group.experiment.bootstrap(),
            Seeds.derive(
                group.experiment.seed(),
                "bootstrap",
                group.task.name(),
                group.dataset,
                group.split.name()));
    List<Scorer.Scored> all = scorer.of(predictions);
    List<Scorer.Scored> ofRecordings =
        perRecording.isPresent() ? scorer.of(perRecording.get()) : List.of();
    for (int m = 0; m < all.size(); m++) {
      Score score = all.get(m).score();
      rows.add(known(all.get(m).row(row), all.get(m)));
      ScoreRow bare = row.with(Column.METRIC, score.metric());
      score
          .parts()
          .forEach(
              (part, value) ->
                  rows.add(
                      bare.with(Column.PART, part)
                          .with(Column.VALUE, value)
                          .with(Column.SCORED, scored.getOrDefault(part, predictions.count()))
                          .with(Column.TOTAL, total.getOrDefault(part, bare.total()))));
      score.notes().forEach(note -> said.add(score.metric() + ": " + note));
      if (perRecording.isPresent()) {
        rows.add(
            known(
                ofRecordings
                    .get(m)
                    .row(row)
                    .with(Column.METRIC, score.metric() + ScoreRow.PER_RECORDING)
                    .with(Column.SCORED, perRecording.get().count())
                    .with(Column.TOTAL, group.recordings.count(group.split.test())),
                ofRecordings.get(m)));
      }
    }
    said.forEach(note -> notes.add(group.dataset + ", " + group.split.name() + ": " + note));
    if (files == null) {
      kept.put(scenario, predictions);
    } else {
      write(files, predictions, found, rows, said, key, scenario);
    }
    listener.advanced(
        new RunListener.Unit(group.experiment.name(), Phase.EVALUATE, name() + " / " + scenario),
        !found);
    return rows;
  }

  /** Remembers what a score would be for other tracks. */
  private ScoreRow known(ScoreRow row, Scorer.Scored scored) {
    scored.draws().ifPresent(own -> draws.put(row, own));
    return row;
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
    hashes.put(scenario, target.finish(scenario, key, facts));
  }

  private Predictions predictions(Predictor predictor, String scenario)
      throws IOException, TrialFailure {
    fresh = true;
    Examples test = group.examples("test", group.split.test(), scenario);
    long start = System.nanoTime();
    try {
      return TrialFailure.ask(Stage.EVALUATE, component(), () -> predict(predictor, test));
    } finally {
      timing = timing.since(start, Timing.Part.EVALUATE);
    }
  }

  private Predictions predict(Predictor predictor, Examples test) {
    int labels = group.task.labels().size();
    double[][] scores =
        test.trackCount() == 0 ? new double[0][] : predictor.predict(forModel(test).vectors());
    if (scores == null || scores.length != test.trackCount()) {
      throw new IllegalArgumentException(
          "gave "
              + (scores == null ? "null" : scores.length + " rows of scores")
              + " for "
              + test.trackCount()
              + " tracks");
    }
    for (double[] row : scores) {
      if (row == null || row.length != labels) {
        throw new IllegalArgumentException(
            "gave "
                + (row == null ? "a null row" : row.length + " scores")
                + " for "
                + labels
                + " labels");
      }
    }
    List<String> ids = test.vectors().trackIds();
    return new Predictions(group.task, ids, test.targets(), scores, group.units(ids));
  }
}
