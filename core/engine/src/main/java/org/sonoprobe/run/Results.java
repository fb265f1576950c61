package org.sonoprobe.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.component.internal.Hashes;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.files.Csv;
import org.sonoprobe.run.ScoreRow.Column;
import org.sonoprobe.store.RunDirectory;
import org.sonoprobe.store.internal.PlainFiles;

/**
 * What came out of a run: one flat list of numbers, from which every table is drawn, and the
 * predictions behind them. Immutable and thread-safe.
 */
public final class Results {

  /** What a run has gathered. */
  static final class Gathered {
    final List<ScoreRow> scores = new ArrayList<>();
    final List<Skipped> skipped = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<ExperimentData> data = new ArrayList<>();
    final Map<String, Predictions> predictions = new LinkedHashMap<>();
    final Map<String, String> hashes = new LinkedHashMap<>();
    final Map<ScoreRow, Draws> draws = new HashMap<>();
    final List<Rank> ranks = new ArrayList<>();
    final List<Drop> drops = new ArrayList<>();
    final List<Robustness> curves = new ArrayList<>();
    final List<DrawnChange> changes = new ArrayList<>();
    final List<MeasuredRow> measures = new ArrayList<>();
    int extracted;
    int reused;
    Timing timing = Timing.ZERO;
    final Map<String, Timing> costs = new LinkedHashMap<>();
  }

  private static final String SCORES = "scores.csv";
  private static final String RANKS = "ranks.csv";
  private static final String DROPS = "drops.csv";
  private static final String CURVES = "curves.csv";
  private static final String DRAWS = "draws.csv";
  private static final String MEASURES = "measures.csv";
  private static final String SKIPPED = "skipped.csv";
  private static final String NOTES = "notes.txt";
  private static final String RESULTS = "results.json";

  private final List<Summary> experiments;
  private final String configuration;
  private final List<ScoreRow> scores;
  private final List<Rank> ranks;
  private final List<Drop> drops;
  private final List<Robustness> curves;
  private final List<DrawnChange> changes;
  private final List<MeasuredRow> measures;
  private final List<Skipped> skipped;
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
      Gathered gathered,
      @Nullable RunDirectory directory) {
    this.experiments = List.copyOf(experiments);
    this.configuration = configuration;
    this.scores = List.copyOf(gathered.scores);
    this.ranks = List.copyOf(gathered.ranks);
    this.drops = List.copyOf(gathered.drops);
    this.curves = List.copyOf(gathered.curves);
    this.changes = List.copyOf(gathered.changes);
    this.measures = List.copyOf(gathered.measures);
    this.skipped = List.copyOf(gathered.skipped);
    this.notes = List.copyOf(gathered.notes);
    this.data = List.copyOf(gathered.data);
    this.predictions = Map.copyOf(gathered.predictions);
    this.hashes = Collections.unmodifiableMap(new LinkedHashMap<>(gathered.hashes));
    this.directory = directory;
    this.extracted = gathered.extracted;
    this.reused = gathered.reused;
    this.timing = gathered.timing;
  }

  /** What was run, in words; {@link #configuration} gives it back. */
  public List<Summary> experiments() {
    return experiments;
  }

  /** What was run as YAML, which {@link ExperimentFile#parse} makes experiments of. */
  public String configuration() {
    return configuration;
  }

  /** All numbers, in the order of the experiments' lists. */
  public List<ScoreRow> scores() {
    return scores;
  }

  /** The scores themselves, without their parts. */
  public List<ScoreRow> wholeScores() {
    return scores.stream().filter(row -> row.part().isEmpty()).toList();
  }

  /** Where each model stands under each metric and scenario, and with whom it shares the place. */
  public List<Rank> ranks() {
    return ranks;
  }

  /** What each model loses under each scenario, by each metric. */
  public List<Drop> drops() {
    return drops;
  }

  /** All that is missing, and why. */
  public List<Skipped> skipped() {
    return skipped;
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
    Predictions kept = predictions.get(address(row));
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
    String hash = hashes.get(address(row));
    if (directory == null || hash == null) {
      throw new IOException("there are no predictions for " + address(row));
    }
    if (!text(directory.file(RunDirectory.CONFIGURATION)).equals(configuration)) {
      throw new IOException(
          "run "
              + directory.folder()
              + " has been replaced by one with another configuration; the predictions of these"
              + " results are gone");
    }
    return new TrialFiles(directory, row).read(row.scenario(), experiment.task(), hash);
  }

  /** The trained model behind a score. */
  TrialFiles.Trained trained(ScoreRow row) throws IOException {
    if (directory == null) {
      throw new IOException("a run that writes no files keeps no trained models");
    }
    return new TrialFiles(directory, row).trained();
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
    return directory == null ? List.of() : new TrialFiles(directory, row).curve();
  }

  /** What tells the predictions of a run apart, for people too. */
  static String address(ScoreRow row) {
    return String.join(
        " / ",
        row.experiment(),
        row.dataset(),
        row.split(),
        row.embedding(),
        row.aggregation(),
        row.downstream()
            + (row.repeat() == 1 ? "" : " / training " + row.repeat())
            + (row.isSubset() ? " / " + row.get(Column.TRAINING) : ""),
        row.scenario());
  }

  /** All scores as CSV, one row each; the same text for the same results. */
  public String scoresCsv() {
    StringBuilder csv = new StringBuilder(Csv.line(Column.titles()));
    for (ScoreRow row : scores) {
      csv.append(Csv.safeLine(row.cells()));
    }
    return csv.toString();
  }

  /** All ranks as CSV. */
  public String ranksCsv() {
    StringBuilder csv = new StringBuilder(Csv.line(List.copyOf(Rank.titles())));
    ranks.forEach(rank -> csv.append(Csv.safeLine(rank.cells())));
    return csv.toString();
  }

  /** How each model fares over the levels of each sweep, by each metric. */
  public List<Robustness> curves() {
    return curves;
  }

  /** What the random steps of scenarios drew for each track. */
  public List<DrawnChange> changes() {
    return changes;
  }

  /** What was measured on embeddings without a probe. */
  public List<MeasuredRow> measures() {
    return measures;
  }

  /** All measures as CSV. */
  public String measuresCsv() {
    StringBuilder csv = new StringBuilder(Csv.line(MeasuredRow.titles()));
    measures.forEach(row -> csv.append(Csv.safeLine(row.cells())));
    return csv.toString();
  }

  /** All robustness curves as CSV. */
  public String curvesCsv() {
    StringBuilder csv = new StringBuilder(Csv.line(Robustness.titles()));
    curves.forEach(curve -> csv.append(Csv.safeLine(curve.cells())));
    return csv.toString();
  }

  /** What was drawn as CSV. */
  public String changesCsv() {
    StringBuilder csv = new StringBuilder(Csv.line(DrawnChange.titles()));
    changes.forEach(change -> csv.append(Csv.safeLine(change.cells())));
    return csv.toString();
  }

  /** All drops as CSV. */
  public String dropsCsv() {
    StringBuilder csv = new StringBuilder(Csv.line(List.copyOf(Drop.titles())));
    drops.forEach(drop -> csv.append(Csv.safeLine(drop.cells())));
    return csv.toString();
  }

  /** All that was skipped as CSV. */
  public String skippedCsv() {
    StringBuilder csv = new StringBuilder(Csv.line(List.copyOf(Skipped.titles())));
    for (Skipped row : skipped) {
      csv.append(Csv.safeLine(List.copyOf(row.cells().values())));
    }
    return csv.toString();
  }

  /** Scores, skipped tracks and notes as plain data for JSON. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("format", RunDirectory.FORMAT);
    data.put("experiments", experiments.stream().map(Summary::toData).toList());
    data.put("scores", scores.stream().map(ScoreRow::toData).toList());
    data.put("ranks", ranks.stream().map(Rank::toData).toList());
    data.put("drops", drops.stream().map(Drop::toData).toList());
    data.put("curves", curves.stream().map(Robustness::toData).toList());
    data.put("measures", measures.stream().map(MeasuredRow::toData).toList());
    data.put("skipped", skipped.stream().map(Skipped::cells).toList());
    data.put("notes", notes);
    data.put("data", this.data.stream().map(ExperimentData::toData).toList());
    return data;
  }

  void writeTo(RunDirectory target) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(SCORES, scoresCsv());
    files.put(RANKS, ranksCsv());
    files.put(DROPS, dropsCsv());
    files.put(CURVES, curvesCsv());
    files.put(DRAWS, changesCsv());
    files.put(MEASURES, measuresCsv());
    files.put(SKIPPED, skippedCsv());
    files.put(NOTES, notes.isEmpty() ? "" : String.join("\n", notes) + "\n");
    Map<String, Object> written = new LinkedHashMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      PlainFiles.writeText(target.file(file.getKey()), file.getValue());
      written.put(file.getKey(), Hashes.sha256(file.getValue()));
    }
    Map<String, Object> data = toData();
    data.put("sha256", written);
    data.put("predictions_sha256", hashes);
    PlainFiles.writeJson(target.file(RESULTS), data);
  }

  /**
   * The results that a run left in its directory. Its components need not be on the class path.
   *
   * @throws IOException if the run has not finished or its files are damaged or were changed
   */
  public static Results read(RunDirectory directory) throws IOException {
    Path file = directory.file(RESULTS);
    if (!Files.exists(file)) {
      throw new IOException(
          "run " + directory.folder() + " has no scores yet; finish it with the same run id first");
    }
    Map<String, Object> data =
        PlainFiles.readJson(file)
            .orElseThrow(() -> new IOException(file + " is damaged: it is no JSON object"));
    RunDirectory.checkFormat(file, data);
    Gathered gathered = new Gathered();
    if (data.get("predictions_sha256") instanceof Map<?, ?> known) {
      known.forEach((key, hash) -> gathered.hashes.put(String.valueOf(key), String.valueOf(hash)));
    }
    for (Object each : data.get("data") instanceof List<?> list ? list : List.of()) {
      if (each instanceof Map<?, ?> map) {
        gathered.data.add(ExperimentData.read(map));
      }
    }
    readScores(directory.file(SCORES), text(directory, SCORES, data), gathered);
    readAll(directory, RANKS, data, Rank::read, gathered.ranks);
    readAll(directory, DROPS, data, Drop::read, gathered.drops);
    readAll(directory, CURVES, data, Robustness::read, gathered.curves);
    readAll(directory, DRAWS, data, DrawnChange::read, gathered.changes);
    readAll(directory, MEASURES, data, MeasuredRow::read, gathered.measures);
    readSkipped(directory.file(SKIPPED), text(directory, SKIPPED, data), gathered);
    text(directory, NOTES, data)
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(gathered.notes::add);
    List<Summary> experiments = new ArrayList<>();
    try {
      for (Object each : data.get("experiments") instanceof List<?> list ? list : List.of()) {
        experiments.add(Summary.read(each));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
    Set<String> names = new HashSet<>();
    experiments.forEach(experiment -> names.add(experiment.name()));
    for (ScoreRow row : gathered.scores) {
      if (!names.contains(row.experiment())) {
        throw new IOException(
            file + " is damaged: it does not say what experiment '" + row.experiment() + "' was");
      }
    }
    String configuration = text(directory.file(RunDirectory.CONFIGURATION));
    return new Results(experiments, configuration, gathered, directory);
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

  private static void readScores(Path file, String text, Gathered gathered) throws IOException {
    Csv scores = Csv.parse(text, file.toString(), ',');
    Map<Column, Integer> places = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      places.put(column, scores.column(column.title(), file.toString()));
    }
    for (int i = 0; i < scores.rows().size(); i++) {
      List<String> row = scores.rows().get(i);
      try {
        gathered.scores.add(
            ScoreRow.read(column -> Csv.plain(row.get(places.getOrDefault(column, 0)))));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ":" + scores.lines().get(i) + ": " + e.getMessage(), e);
      }
    }
  }

  private static <T> void readAll(
      RunDirectory directory,
      String name,
      Map<String, Object> data,
      Function<List<String>, T> reader,
      List<T> into)
      throws IOException {
    Path file = directory.file(name);
    Csv csv = Csv.parse(text(directory, name, data), file.toString(), ',');
    for (int line = 0; line < csv.rows().size(); line++) {
      try {
        into.add(reader.apply(csv.rows().get(line).stream().map(Csv::plain).toList()));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ":" + csv.lines().get(line) + ": " + e.getMessage(), e);
      }
    }
  }

  private static void readSkipped(Path file, String text, Gathered gathered) throws IOException {
    Csv skipped = Csv.parse(text, file.toString(), ',');
    for (int line = 0; line < skipped.rows().size(); line++) {
      List<String> row = skipped.rows().get(line);
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        cells.put(skipped.columns().get(i), Csv.plain(row.get(i)));
      }
      try {
        gathered.skipped.add(Skipped.read(cells));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ":" + skipped.lines().get(line) + ": " + e.getMessage(), e);
      }
    }
  }
}
