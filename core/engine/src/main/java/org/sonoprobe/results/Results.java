package org.sonoprobe.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.component.Internal;
import org.sonoprobe.component.UnknownComponentException;
import org.sonoprobe.files.PlainFiles;
import org.sonoprobe.json.JsonFiles;

/**
 * The outcome of a run: one flat list of numbers, from which every table is drawn, and the
 * predictions behind them. Immutable and thread-safe.
 */
public final class Results {

  private final List<Summary> experiments;
  private final String configuration;
  private final Map<ResultTable<?>, List<Record>> rows;
  private final List<String> notes;
  private final List<ExperimentData> data;
  private final Map<String, Predictions> predictions;
  private final Map<String, String> hashes;
  private final @Nullable RunDirectory directory;
  private final int extracted;
  private final int reused;
  private final Timing timing;

  Results(
      List<Summary> experiments,
      String configuration,
      ResultsBuilder built,
      @Nullable RunDirectory directory) {
    this.experiments = List.copyOf(experiments);
    this.configuration = configuration;
    Map<ResultTable<?>, List<Record>> all = new HashMap<>();
    built.rows.forEach((table, list) -> all.put(table, List.copyOf(list)));
    this.rows = all;
    this.notes = List.copyOf(built.notes);
    this.data = List.copyOf(built.data);
    this.predictions = Map.copyOf(built.predictions);
    this.hashes = Collections.unmodifiableMap(new LinkedHashMap<>(built.hashes));
    this.directory = directory;
    this.extracted = built.extracted();
    this.reused = built.reused();
    this.timing = built.timing();
  }

  /** What was run, in words; {@link #configuration} gives it back. */
  public List<Summary> experiments() {
    return experiments;
  }

  /** What was run as YAML. */
  public String configuration() {
    return configuration;
  }

  /** The rows of a table, in their order. */
  @SuppressWarnings("unchecked") // by the type of what a builder takes
  public <T extends Record> List<T> rows(ResultTable<T> table) {
    return (List<T>) rows.getOrDefault(table, List.of());
  }

  /** A table as CSV, as it lies in the run's folder. */
  public <T extends Record> String csv(ResultTable<T> table) {
    return table.columns().csv(rows(table));
  }

  /** All numbers, in the order of the experiments' lists. */
  public List<ScoreRow> scores() {
    return rows(ResultTable.SCORES);
  }

  /** The scores themselves, without their parts. */
  public List<ScoreRow> wholeScores() {
    return scores().stream().filter(row -> row.part().isEmpty()).toList();
  }

  /** Where each model stands under each metric and scenario, and with whom it shares the place. */
  public List<Rank> ranks() {
    return rows(ResultTable.RANKS);
  }

  /** What each model loses under each scenario, by each metric. */
  public List<Drop> drops() {
    return rows(ResultTable.DROPS);
  }

  /** All that is missing, and why. */
  public List<Skipped> skipped() {
    return rows(ResultTable.SKIPPED);
  }

  /** What a reader of the scores should know. */
  public List<String> notes() {
    return notes;
  }

  /** What is to be said of the datasets. */
  public List<ExperimentData> data() {
    return data;
  }

  /** Embeddings that were computed; 0 for results that were read from a directory. */
  public int extracted() {
    return extracted;
  }

  /** Embeddings that were found in the store; 0 for results that were read from a directory. */
  public int reused() {
    return reused;
  }

  /** Where the time went; nothing for results that were read from a directory. */
  public Timing timing() {
    return timing;
  }

  /** The folder of the run; empty if nothing was written. */
  public Optional<Path> directory() {
    return Optional.ofNullable(directory).map(RunDirectory::folder);
  }

  /**
   * The predictions that a score was computed from. They are read from the run's folder, or kept in
   * memory where a run writes none.
   *
   * @param row of these results
   * @throws IOException if there are none, such as for a trial that failed
   */
  public Predictions predictions(ScoreRow row) throws IOException {
    Predictions kept = predictions.get(row.place().predictions());
    if (kept != null) {
      return kept;
    }
    Summary experiment =
        experiments.stream()
            .filter(known -> known.name().equals(row.experiment()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException("these results know no experiment '" + row.experiment() + "'"));
    String hash = hashes.get(row.place().predictions());
    if (directory == null || hash == null) {
      throw new IOException("there are no predictions for " + row.place().predictions());
    }
    if (!text(directory.file(RunFiles.CONFIGURATION)).equals(configuration)) {
      throw new IOException(
          ("run %s has been replaced by one with another configuration; the predictions "
                  + "of these results are gone")
              .formatted(directory.folder()));
    }
    return new TrialFiles(directory, row.place()).read(row.scenario(), experiment.task(), hash);
  }

  /** The trained model behind a score. */
  @Internal
  public TrialFiles.Trained trained(ScoreRow row) throws IOException {
    if (directory == null) {
      throw new IOException("a run that writes no files keeps no trained models");
    }
    return new TrialFiles(directory, row.place()).trained();
  }

  /**
   * The training curve of the model behind a score: for each epoch its number ({@code epoch}) and
   * what was measured, such as {@code loss} and {@code val_loss}. Nothing for a model that is not
   * trained in epochs, or where a run writes no files.
   *
   * @param row of these results
   * @throws IOException if the file cannot be read
   */
  public List<Map<String, Double>> curve(ScoreRow row) throws IOException {
    return directory == null ? List.of() : new TrialFiles(directory, row.place()).curve();
  }

  /**
   * What the run says of itself, as it is in {@code run.json}; nothing where a run writes no files.
   *
   * @throws IOException if the file cannot be read
   */
  @Internal
  public Map<String, Object> provenance() throws IOException {
    return directory == null
        ? Map.of()
        : JsonFiles.read(directory.file(RunFiles.PROVENANCE)).orElse(Map.of());
  }

  /** How each model fares over the levels of each sweep, by each metric. */
  public List<Robustness> curves() {
    return rows(ResultTable.CURVES);
  }

  /** What the random steps of scenarios drew for each track. */
  public List<DrawnChange> changes() {
    return rows(ResultTable.DRAWS);
  }

  /** What was measured on embeddings without a probe. */
  public List<MeasuredRow> measures() {
    return rows(ResultTable.MEASURES);
  }

  /** Scores, skipped tracks and notes as plain data for JSON. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("format", RunDirectory.FORMAT);
    data.put("experiments", experiments.stream().map(Summary::toData).toList());
    for (ResultTable<?> table : ResultTable.ALL) {
      // what was drawn is long, and in its own file
      if (table != ResultTable.DRAWS) {
        data.put(table.name(), data(table));
      }
    }
    data.put("notes", notes);
    data.put("data", this.data.stream().map(ExperimentData::toData).toList());
    return data;
  }

  private <T extends Record> List<Map<String, Object>> data(ResultTable<T> table) {
    return table.columns().data(rows(table));
  }

  /** Writes all tables and {@code results.json}. */
  @Internal
  public void writeTo(RunDirectory target) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    ResultTable.ALL.forEach(table -> files.put(table.file(), csv(table)));
    files.put(RunFiles.NOTES, notes.isEmpty() ? "" : String.join("\n", notes) + "\n");
    Map<String, Object> written = new LinkedHashMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      PlainFiles.writeText(target.file(file.getKey()), file.getValue());
      written.put(file.getKey(), Hashes.sha256(file.getValue()));
    }
    Map<String, Object> data = toData();
    data.put("sha256", written);
    data.put("predictions_sha256", hashes);
    JsonFiles.write(target.file(RunFiles.RESULTS), data);
  }

  /** Whether the results of a run are of an earlier version, which running it again writes anew. */
  public static boolean areOfEarlierVersion(RunDirectory directory) throws IOException {
    return JsonFiles.read(directory.file(RunFiles.RESULTS))
        .filter(
            data ->
                data.get("format") instanceof Number format
                    && format.intValue() < RunDirectory.FORMAT)
        .isPresent();
  }

  /**
   * The results that a run left in its directory. Its components need not be on the class path, but
   * for a kind of task that a plug-in brings.
   *
   * @throws IOException if the run has not finished or its files are damaged or were changed
   */
  public static Results read(RunDirectory directory) throws IOException {
    Path file = directory.file(RunFiles.RESULTS);
    if (!Files.exists(file)) {
      throw new IOException(
          "run " + directory.folder() + " has no scores yet; finish it with the same run id first");
    }
    Map<String, Object> data =
        JsonFiles.read(file)
            .orElseThrow(() -> new IOException(file + " is damaged: it is no JSON object"));
    RunDirectory.checkFormat(file, data);
    if (!(data.get("format") instanceof Number format) || format.intValue() < RunDirectory.FORMAT) {
      throw new IOException(
          "%s has format %s, of an earlier version; run again with the same run id, which writes it from the stored predictions"
              .formatted(file, data.get("format")));
    }
    ResultsBuilder read = new ResultsBuilder();
    if (data.get("predictions_sha256") instanceof Map<?, ?> known) {
      known.forEach((key, hash) -> read.hashes.put(String.valueOf(key), String.valueOf(hash)));
    }
    for (Object each : data.get("data") instanceof List<?> list ? list : List.of()) {
      if (each instanceof Map<?, ?> map) {
        read.data.add(ExperimentData.read(map));
      }
    }
    for (ResultTable<?> table : ResultTable.ALL) {
      read(table, directory, data, read);
    }
    text(directory, RunFiles.NOTES, data)
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(read.notes::add);
    List<Summary> experiments = new ArrayList<>();
    try {
      for (Object each : data.get("experiments") instanceof List<?> list ? list : List.of()) {
        experiments.add(Summary.read(each));
      }
    } catch (UnknownComponentException e) {
      throw new IOException(file + " cannot be read here: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
    Set<String> names = new HashSet<>();
    experiments.forEach(experiment -> names.add(experiment.name()));
    Results results =
        read.build(experiments, text(directory.file(RunFiles.CONFIGURATION)), directory);
    for (ScoreRow row : results.scores()) {
      if (!names.contains(row.experiment())) {
        throw new IOException(
            file + " is damaged: it does not say what experiment '" + row.experiment() + "' was");
      }
    }
    return results;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e, e);
    }
  }

  /** A file of the run as it was written. */
  private static String text(RunDirectory directory, String name, Map<String, Object> data)
      throws IOException {
    Path file = directory.file(name);
    String text = text(file);
    Object written = data.get("sha256") instanceof Map<?, ?> hashes ? hashes.get(name) : null;
    if (!Hashes.sha256(text).equals(written)) {
      throw new IOException(
          file
              + " is not as the run wrote it; run again with the same run id, which writes it from"
              + " the stored predictions");
    }
    return text;
  }

  private static <T extends Record> void read(
      ResultTable<T> table, RunDirectory directory, Map<String, Object> data, ResultsBuilder into)
      throws IOException {
    String file = directory.file(table.file()).toString();
    into.addAll(table, table.columns().parse(text(directory, table.file(), data), file));
  }
}
