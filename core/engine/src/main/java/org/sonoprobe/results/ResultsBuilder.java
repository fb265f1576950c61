package org.sonoprobe.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.component.Internal;

/** Results in the making, which what carries out experiments fills. Not thread-safe. */
@Internal
public final class ResultsBuilder {
  final Map<ResultTable<?>, List<Record>> rows = new HashMap<>();
  final List<String> notes = new ArrayList<>();
  final List<ExperimentData> data = new ArrayList<>();
  final Map<String, Predictions> predictions = new LinkedHashMap<>();
  final Map<String, String> hashes = new LinkedHashMap<>();
  private final Map<ScoreRow, TestSample> samples = new HashMap<>();
  private final Map<String, Timing> costs = new LinkedHashMap<>();
  private Timing timing = Timing.ZERO;
  private int extracted;
  private int reused;

  /** Adds a row to a table. */
  public <T extends Record> void add(ResultTable<T> table, T row) {
    rows.computeIfAbsent(table, key -> new ArrayList<>()).add(row);
  }

  /** Adds rows to a table. */
  public <T extends Record> void addAll(ResultTable<T> table, List<T> all) {
    rows.computeIfAbsent(table, key -> new ArrayList<>()).addAll(all);
  }

  /** Adds what a reader should know; gives whether that is new. */
  public boolean note(String note) {
    return !notes.contains(note) && notes.add(note);
  }

  /** Adds what is to be said of a dataset. */
  public void add(ExperimentData about) {
    data.add(about);
  }

  /** Keeps the predictions at a place, where no file does. */
  public void keep(Place place, Predictions own) {
    predictions.put(place.predictions(), own);
  }

  /** Remembers the hash of the file with the predictions at a place. */
  public void hash(Place place, String hash) {
    hashes.put(place.predictions(), hash);
  }

  /** Remembers what a score would be for other test tracks. */
  public void sample(ScoreRow row, TestSample own) {
    samples.put(row, own);
  }

  /** Counts an embedding, computed or found in the store. */
  public void count(boolean computed) {
    extracted += computed ? 1 : 0;
    reused += computed ? 0 : 1;
  }

  /** Adds time that was spent. */
  public void took(Timing time) {
    timing = timing.plus(time);
  }

  /** Adds time that was spent on the embeddings of an experiment. */
  public void took(String experiment, Timing time) {
    took(time);
    costs.merge(experiment, time, Timing::plus);
  }

  /** Embeddings that were computed. */
  public int extracted() {
    return extracted;
  }

  /** Embeddings that were found in the store. */
  public int reused() {
    return reused;
  }

  /** All time that was spent. */
  public Timing timing() {
    return timing;
  }

  /** The time that was spent on the embeddings of an experiment. */
  public Timing costs(String experiment) {
    return costs.getOrDefault(experiment, Timing.ZERO);
  }

  /** Adds what follows from the scores of an experiment: ranks, drops and curves. */
  public void conclude(Summary experiment) {
    List<ScoreRow> scores =
        rows(ResultTable.SCORES).stream()
            .filter(row -> row.experiment().equals(experiment.name()))
            .toList();
    Map<Place, Evidence> evidence =
        Evidence.byPlace(scores, experiment, row -> Optional.ofNullable(samples.get(row)));
    Losses losses = new Losses(evidence);
    addAll(ResultTable.RANKS, Ranking.of(evidence.values()));
    addAll(ResultTable.DROPS, losses.drops());
    addAll(ResultTable.CURVES, losses.curves());
  }

  @SuppressWarnings("unchecked") // by the type of add
  private <T extends Record> List<T> rows(ResultTable<T> table) {
    return (List<T>) rows.getOrDefault(table, List.of());
  }

  /**
   * The results, once all has been concluded.
   *
   * @param configuration what was run as YAML; empty if it was no experiment
   * @param directory the run's folder; null if nothing is written
   */
  public Results build(
      List<Summary> experiments, String configuration, @Nullable RunDirectory directory) {
    samples.clear(); // large, and all that follows from them is there
    return new Results(experiments, configuration, this, directory);
  }
}
