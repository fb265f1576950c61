package org.sonoprobe.run.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.component.Seeds;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.LayerPooling;
import org.sonoprobe.results.Condition;
import org.sonoprobe.results.Place;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.Stage;
import org.sonoprobe.results.TestSample;
import org.sonoprobe.results.Timing;
import org.sonoprobe.results.TrackCounts;
import org.sonoprobe.results.TrialFiles;
import org.sonoprobe.run.work.ComponentFailure;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.Faults;
import org.sonoprobe.run.work.Policy;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.RunListener;
import org.sonoprobe.run.work.RunListener.Phase;
import org.sonoprobe.run.work.Supervisor;

/**
 * One split, one embedding model, one aggregation, one downstream model: trained once, on clean
 * audio unless told otherwise, tested under every scenario.
 */
final class Trial {
  private static final String FORMAT = "sonoprobe-trial-3";

  private final TrialGroup group;
  private final TrialLabel label;
  private final Experiment.DownstreamChoice downstream;
  private final int repeat;
  private final int size;
  private final @Nullable TrialFiles files;
  private final Supervisor supervisor;
  private final TrialOutcome outcome = new TrialOutcome();

  /**
   * A trial.
   *
   * @param unit which of the group's trials it is
   * @param directory where its files go; null to keep predictions in memory
   * @param supervisor hears of epochs and evaluations
   */
  Trial(TrialGroup group, TrialUnit unit, @Nullable RunDirectory directory, Supervisor supervisor) {
    this.group = group;
    this.label = new TrialLabel(group.experiment, group.task(), unit, group.split);
    this.downstream = label.downstream();
    this.repeat = unit.repeat();
    this.size = unit.size();
    this.supervisor = supervisor;
    this.files = directory == null ? null : new TrialFiles(directory, label.place());
  }

  /**
   * Trains, unless the run directory holds the trained model, and scores every scenario.
   *
   * @param extent whether to train, to evaluate or both
   * @param policy under the lenient one a scenario that fails loses its own scores alone
   * @return what came of it, which a component's failure may be
   * @throws RunException if the store, the run directory or the process does
   */
  TrialOutcome carryOut(Extent extent, Policy policy) {
    try {
      String key = key();
      Predictor predictor = trained(key, extent != Extent.EVALUATE);
      List<ScoreRow> rows = new ArrayList<>();
      if (extent != Extent.TRAIN) {
        for (Scenario scenario : group.experiment.allScenarios()) {
          rows.addAll(evaluate(predictor, key, scenario.name(), policy));
        }
      }
      outcome.rows = List.copyOf(rows);
    } catch (ComponentFailure e) {
      outcome.fail(e.fault());
    } catch (IOException e) {
      throw new RunException(
          "the store or the run's folder failed at trial " + label.name() + ": " + Fault.words(e),
          new Fault(Stage.STORE, "", e),
          "");
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      throw Faults.ofTheProcess("trial " + label.name(), "", Stage.TRAIN, e);
    }
    return outcome;
  }

  private List<ScoreRow> evaluate(Predictor predictor, String key, String scenario, Policy policy)
      throws IOException, ComponentFailure {
    try {
      return evaluate(predictor, key, scenario);
    } catch (ComponentFailure e) {
      if (policy == Policy.STRICT) {
        throw e;
      }
      outcome.faults.put(scenario, e.fault());
      return label.undefined(scenario);
    }
  }

  private String key() throws IOException {
    Hashes.OfPieces hash = new Hashes.OfPieces();
    List<String> parts =
        List.of(
            FORMAT,
            Long.toString(seed())
                + (label.isResampled()
                    ? " resampled"
                    : size > 0 ? " subset " + size + " of " + repeat : ""),
            group.task().name()
                + "\t"
                + typeOfTask()
                + "\t"
                + String.join("\t", group.task().labels()),
            group.identity(downstream.model()),
            group.identity(group.aggregation)
                + (label.embedding().pooling() == LayerPooling.MEAN
                    ? ""
                    : " " + label.embedding().pooling()));
    parts.forEach(part -> hash.add(part).add("\n"));
    for (int s = 0; s < downstream.trainedOn().size(); s++) {
      String scenario = downstream.trainedOn().get(s);
      hash.add(s == 0 ? "" : "\n");
      group.hashInputs(group.split.train(), scenario, hash);
      hash.add("\n");
      group.hashInputs(group.split.validation(), scenario, hash);
    }
    return hash.hex();
  }

  /** As it was written before kinds of tasks were components, so that older trials count. */
  private String typeOfTask() throws IOException {
    TaskType type = group.task().type();
    return TaskTypes.ALL.contains(type)
        ? type.name().toUpperCase(Locale.ROOT)
        : group.identity(type);
  }

  /**
   * The same for all embedding models, so that equal vectors get equal scores whatever their name.
   */
  private long seed() throws IOException {
    return Seeds.derive(
        group.experiment.seed(),
        "train",
        group.task().name(),
        group.data.dataset(),
        group.split.name(),
        group.identity(downstream.model()) + (repeat == 1 ? "" : " training " + repeat));
  }

  /** The examples of the training part, or a resample of them where no seed changes the model. */
  private Examples training() throws IOException, ComponentFailure {
    Examples all = heard("train", group.split.train());
    if (size > 0) {
      long order =
          Seeds.derive(
              group.experiment.seed(),
              "subset",
              group.task().name(),
              group.data.dataset(),
              group.split.name(),
              String.valueOf(repeat));
      return selected(all, Resampled.nested(first(all), size, order));
    }
    if (!label.isResampled()) {
      return all;
    }
    outcome.trainingNotes.add(
        "trained on a resample of its training part, for the spread alone, because nothing in it"
            + " depends on a seed");
    return selected(all, Resampled.of(first(all), seed()));
  }

  /**
   * The examples of a part under each scenario that the model is trained on, one after the other.
   */
  private Examples heard(String part, List<String> ids) throws IOException, ComponentFailure {
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

  private Predictor trained(String key, boolean allowed) throws IOException, ComponentFailure {
    Optional<Path> saved = files == null ? Optional.empty() : files.model(key);
    if (saved.isPresent() && files != null) {
      outcome.trainingNotes.addAll(files.trainingNotes());
      return ComponentFailure.ask(Stage.TRAIN, component(), () -> restored(saved.get()));
    }
    if (!allowed) {
      throw new RunException(
          "the run has no trained model for trial "
              + label.name()
              + " with this configuration and these embeddings; 'train' makes it, 'run' does both");
    }
    outcome.fresh = true;
    Examples train = training();
    Examples validation = heard("validation", group.split.validation());
    if (train.trackCount() == 0) {
      throw ComponentFailure.because(Stage.TRAIN, "no track of the training part has an embedding");
    }
    long start = System.nanoTime();
    List<Map<String, Double>> curve = new ArrayList<>();
    TrainingContext context =
        new TrainingContext(
            seed(),
            (epoch, values) -> {
              curve.add(new LinkedHashMap<>(values));
              supervisor.listener().epoch(label.listened(), epoch, Map.copyOf(values));
            },
            supervisor.cancelled()::getAsBoolean,
            outcome.trainingNotes::add);
    Predictor predictor =
        ComponentFailure.ask(
            Stage.TRAIN,
            component(),
            () ->
                downstream
                    .model()
                    .train(group.task(), forModel(train), forModel(validation), context));
    outcome.timing = outcome.timing.since(start, Timing.Part.TRAIN);
    if (files != null) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("downstream", Components.describe(downstream.model()));
      facts.put("train", train.trackCount() + " of " + group.split.train().size());
      facts.put("validation", validation.trackCount() + " of " + group.split.validation().size());
      facts.put("dimension", train.dimension());
      facts.put("labels", group.task().labels());
      facts.put("notes", List.copyOf(outcome.trainingNotes));
      files.write(predictor, key, curve, facts);
    }
    return predictor;
  }

  /** What a file of the run cannot give is no fault of the model that wrote it. */
  private Predictor restored(Path saved) {
    try {
      return downstream.model().restore(saved);
    } catch (IOException e) {
      throw new RunException(
          "the trained model of trial '%s' cannot be read again: %s; remove '%s' to train it anew"
              .formatted(label.name(), Fault.words(e), saved.toAbsolutePath()),
          new Fault(Stage.TRAIN, component(), e),
          "");
    }
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
      throws IOException, ComponentFailure {
    Hashes.OfPieces hash = new Hashes.OfPieces().add(trialKey).add("\n");
    group.hashInputs(group.split.test(), scenario, hash);
    group.hashUnits(group.split.test(), hash);
    String key = hash.hex();
    Optional<Predictions> stored =
        files == null ? Optional.empty() : files.predictions(scenario, key, group.task());
    boolean found = stored.isPresent();
    Predictions predictions = found ? stored.get() : predictions(predictor, scenario);
    List<ScoreRow> rows = new ArrayList<>();
    List<String> said = new ArrayList<>();
    int trained = group.trained(downstream.trainedOn());
    Place place = label.place().under(scenario);
    Condition condition = label.condition(scenario);
    TrackCounts counts =
        new TrackCounts(
            predictions.count(),
            group.split.test().size(),
            size > 0 ? Math.min(size, trained) : trained);
    Map<String, Integer> scored = group.tracksByLabel(predictions.trackIds(), scenario);
    Map<String, Integer> total = group.tracksByLabel(group.split.test(), scenario);
    Optional<Predictions> perRecording = group.data.recordings().of(predictions);
    Scorer scorer =
        new Scorer(
            group.experiment.metrics(),
            group.experiment.bootstrap(),
            TestSample.seed(group.experiment.seed(), place));
    List<Scorer.Scored> all = scorer.of(predictions);
    scorer.note(predictions).ifPresent(said::add);
    List<Scorer.Scored> ofRecordings =
        perRecording.isPresent() ? scorer.of(perRecording.get()) : List.of();
    for (int m = 0; m < all.size(); m++) {
      Score score = all.get(m).score();
      ScoreRow row =
          new ScoreRow(
              place.by(score.metric()),
              condition,
              "",
              all.get(m).estimate(),
              counts.withScored(all.get(m).judged()));
      rows.add(known(row, all.get(m)));
      score
          .parts()
          .forEach(
              (part, value) ->
                  rows.add(
                      row.ofPart(
                          part,
                          value,
                          scored.getOrDefault(part, counts.scored()),
                          total.getOrDefault(part, counts.total()))));
      score.notes().forEach(note -> said.add(score.metric() + ": " + note));
      if (perRecording.isPresent()) {
        Scorer.Scored own = ofRecordings.get(m);
        TrackCounts recordings =
            new TrackCounts(
                own.judged(), group.data.recordings().count(group.split.test()), counts.trained());
        rows.add(
            known(
                new ScoreRow(row.place().perRecording(), condition, "", own.estimate(), recordings),
                own));
      }
    }
    said.forEach(
        note -> outcome.notes.add(group.data.dataset() + ", " + group.split.name() + ": " + note));
    if (files == null) {
      outcome.predictions.put(scenario, predictions);
    } else {
      write(files, predictions, found, rows, said, key, scenario);
    }
    supervisor
        .listener()
        .advanced(
            new RunListener.Unit(
                group.experiment.name(), Phase.EVALUATE, label.name() + " / " + scenario),
            !found);
    return rows;
  }

  /** Remembers what a score would be for other tracks. */
  private ScoreRow known(ScoreRow row, Scorer.Scored scored) {
    scored.sample().ifPresent(own -> outcome.samples.put(row, own));
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
    outcome.hashes.put(scenario, target.finish(scenario, key, facts));
  }

  private Predictions predictions(Predictor predictor, String scenario)
      throws IOException, ComponentFailure {
    outcome.fresh = true;
    Examples test = group.examples("test", group.split.test(), scenario);
    long start = System.nanoTime();
    try {
      return ComponentFailure.ask(Stage.EVALUATE, component(), () -> predict(predictor, test));
    } finally {
      outcome.timing = outcome.timing.since(start, Timing.Part.EVALUATE);
    }
  }

  private Predictions predict(Predictor predictor, Examples test) {
    int labels = group.task().labels().size();
    double[][] scores =
        test.trackCount() == 0 ? new double[0][] : predictor.predict(forModel(test).vectors());
    if (scores == null || scores.length != test.trackCount()) {
      throw new IllegalArgumentException(
          "gave %s for %s tracks"
              .formatted(
                  scores == null ? "null" : scores.length + " rows of scores", test.trackCount()));
    }
    for (double[] row : scores) {
      if (row == null || row.length != labels) {
        throw new IllegalArgumentException(
            "gave %s for %s labels"
                .formatted(row == null ? "a null row" : row.length + " scores", labels));
      }
    }
    List<String> ids = test.vectors().trackIds();
    return new Predictions(group.task(), ids, test.targets(), scores, group.data.units(ids));
  }
}
