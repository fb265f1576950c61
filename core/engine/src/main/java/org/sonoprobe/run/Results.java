package org.sonoprobe.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
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
    final Map<String, Predictions> predictions = new LinkedHashMap<>();
    int extracted;
    int reused;
    Timing timing = Timing.ZERO;
  }

  private final List<Experiment> experiments;
  private final List<ScoreRow> scores;
  private final List<Skipped> skipped;
  private final List<String> notes;
  private final Map<String, Predictions> predictions;
  private final @Nullable RunDirectory directory;
  private final int extracted;
  private final int reused;
  private final Timing timing;

  Results(List<Experiment> experiments, Gathered gathered, @Nullable RunDirectory directory) {
    this.experiments = List.copyOf(experiments);
    this.scores = List.copyOf(gathered.scores);
    this.skipped = List.copyOf(gathered.skipped);
    this.notes = List.copyOf(gathered.notes);
    this.predictions = Map.copyOf(gathered.predictions);
    this.directory = directory;
    this.extracted = gathered.extracted;
    this.reused = gathered.reused;
    this.timing = gathered.timing;
  }

  /** What was run. */
  public List<Experiment> experiments() {
    return experiments;
  }

  /** All numbers, in the order of the experiments' lists. */
  public List<ScoreRow> scores() {
    return scores;
  }

  /** The scores themselves, without their parts. */
  public List<ScoreRow> wholeScores() {
    return scores.stream().filter(row -> row.part().isEmpty()).toList();
  }

  /** All that is missing, and why. */
  public List<Skipped> skipped() {
    return skipped;
  }

  /** What a reader of the scores should know. */
  public List<String> notes() {
    return notes;
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
    Experiment experiment =
        experiments.stream()
            .filter(known -> known.name().equals(row.experiment()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException("these results know no experiment '" + row.experiment() + "'"));
    if (directory == null) {
      throw new IOException("there are no predictions for " + address(row));
    }
    return new TrialFiles(directory, row).read(row.scenario(), experiment.task());
  }

  /** What tells the predictions of a run apart, for people too. */
  static String address(ScoreRow row) {
    return String.join(
        " / ",
        row.experiment(),
        row.dataset(),
        row.split(),
        row.embedding(),
        row.downstream(),
        row.scenario());
  }

  /** All scores as CSV, one row each; the same text for the same results. */
  public String scoresCsv() {
    StringBuilder csv = new StringBuilder(Csv.line(Column.titles()));
    for (ScoreRow row : scores) {
      csv.append(Csv.line(row.cells()));
    }
    return csv.toString();
  }

  /** All that was skipped as CSV. */
  public String skippedCsv() {
    StringBuilder csv =
        new StringBuilder(Csv.line(List.copyOf(Skipped.read(Map.of()).cells().keySet())));
    for (Skipped row : skipped) {
      csv.append(Csv.line(List.copyOf(row.cells().values())));
    }
    return csv.toString();
  }

  /** Scores, skipped tracks and notes as plain data for JSON. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("format", RunDirectory.FORMAT);
    data.put("scores", scores.stream().map(ScoreRow::toData).toList());
    data.put("skipped", skipped.stream().map(Skipped::cells).toList());
    data.put("notes", notes);
    return data;
  }

  void writeTo(RunDirectory target) throws IOException {
    PlainFiles.writeText(target.file("scores.csv"), scoresCsv());
    PlainFiles.writeText(target.file("skipped.csv"), skippedCsv());
    PlainFiles.writeText(
        target.file("notes.txt"), notes.isEmpty() ? "" : String.join("\n", notes) + "\n");
    PlainFiles.writeJson(target.file("results.json"), toData());
  }

  /**
   * The results that a run left in its directory.
   *
   * @throws IOException if the run has not finished or its files are damaged
   */
  public static Results read(RunDirectory directory) throws IOException {
    Path scoresFile = directory.file("scores.csv");
    if (!Files.exists(scoresFile)) {
      throw new IOException(
          "run " + directory.folder() + " has no scores yet; finish it with the same run id first");
    }
    Gathered gathered = new Gathered();
    Csv scores = Csv.read(scoresFile, ',');
    Map<Column, Integer> places = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      places.put(column, scores.column(column.title(), scoresFile.toString()));
    }
    for (int i = 0; i < scores.rows().size(); i++) {
      List<String> row = scores.rows().get(i);
      try {
        gathered.scores.add(ScoreRow.read(column -> row.get(places.getOrDefault(column, 0))));
      } catch (IllegalArgumentException e) {
        throw new IOException(scoresFile + ":" + scores.lines().get(i) + ": " + e.getMessage(), e);
      }
    }
    Csv skipped = Csv.read(directory.file("skipped.csv"), ',');
    for (List<String> row : skipped.rows()) {
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        cells.put(skipped.columns().get(i), row.get(i));
      }
      gathered.skipped.add(Skipped.read(cells));
    }
    Files.readAllLines(directory.file("notes.txt"), StandardCharsets.UTF_8).stream()
        .filter(line -> !line.isBlank())
        .forEach(gathered.notes::add);
    return new Results(ExperimentFile.read(directory.file("experiment.yml")), gathered, directory);
  }
}
