package org.sonoprobe.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.files.Csv;
import org.sonoprobe.store.RunDirectory;

/**
 * What came out of a run: one flat list of numbers, from which every table is drawn.
 *
 * @param experiments what was run
 * @param scores all numbers, in the order of the experiments' lists
 * @param skipped all that is missing, and why
 * @param notes what a reader of the scores should know
 * @param extracted embeddings that were computed
 * @param reused embeddings that were found in the store
 * @param timing where the time went
 */
public record Results(
    List<Experiment> experiments,
    List<ScoreRow> scores,
    List<Skipped> skipped,
    List<String> notes,
    int extracted,
    int reused,
    Timing timing) {

  private static final List<String> SCORE_COLUMNS =
      List.of(
          "experiment",
          "task",
          "dataset",
          "split",
          "embedding",
          "downstream",
          "scenario",
          "metric",
          "part",
          "value",
          "scored",
          "total");
  private static final List<String> SKIPPED_COLUMNS =
      List.of(
          "experiment", "dataset", "track", "location", "scenario", "embedding", "stage", "reason");

  public Results {
    experiments = List.copyOf(experiments);
    scores = List.copyOf(scores);
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }

  /** The scores themselves, without their parts. */
  public List<ScoreRow> wholeScores() {
    return scores.stream().filter(row -> row.part().isEmpty()).toList();
  }

  /** All scores as CSV, one row each; the same text for the same results. */
  public String scoresCsv() {
    StringBuilder csv = new StringBuilder(Csv.line(SCORE_COLUMNS));
    for (ScoreRow row : scores) {
      csv.append(
          Csv.line(
              List.of(
                  row.experiment(),
                  row.task(),
                  row.dataset(),
                  row.split(),
                  row.embedding(),
                  row.downstream(),
                  row.scenario(),
                  row.metric(),
                  row.part(),
                  row.value(),
                  row.scored(),
                  row.total())));
    }
    return csv.toString();
  }

  /** All that was skipped as CSV. */
  public String skippedCsv() {
    StringBuilder csv = new StringBuilder(Csv.line(SKIPPED_COLUMNS));
    for (Skipped row : skipped) {
      csv.append(
          Csv.line(
              List.of(
                  row.experiment(),
                  row.dataset(),
                  row.track(),
                  row.location(),
                  row.scenario(),
                  row.embedding(),
                  row.stage(),
                  row.reason())));
    }
    return csv.toString();
  }

  /** Scores, skipped tracks and notes as plain data for JSON. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    List<Object> rows = new ArrayList<>();
    for (ScoreRow row : scores) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("experiment", row.experiment());
      entry.put("task", row.task());
      entry.put("dataset", row.dataset());
      entry.put("split", row.split());
      entry.put("embedding", row.embedding());
      entry.put("downstream", row.downstream());
      entry.put("scenario", row.scenario());
      entry.put("metric", row.metric());
      entry.put("part", row.part());
      entry.put("value", row.value());
      entry.put("scored", row.scored());
      entry.put("total", row.total());
      rows.add(entry);
    }
    data.put("scores", rows);
    List<Object> missing = new ArrayList<>();
    for (Skipped row : skipped) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("experiment", row.experiment());
      entry.put("dataset", row.dataset());
      entry.put("track", row.track());
      entry.put("location", row.location());
      entry.put("scenario", row.scenario());
      entry.put("embedding", row.embedding());
      entry.put("stage", row.stage());
      entry.put("reason", row.reason());
      missing.add(entry);
    }
    data.put("skipped", missing);
    data.put("notes", notes);
    return data;
  }

  void writeTo(RunDirectory directory) throws IOException {
    RunDirectory.writeText(directory.file("scores.csv"), scoresCsv());
    RunDirectory.writeText(directory.file("skipped.csv"), skippedCsv());
    RunDirectory.writeText(
        directory.file("notes.txt"), notes.isEmpty() ? "" : String.join("\n", notes) + "\n");
    RunDirectory.writeJson(directory.file("results.json"), toData());
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
    List<ScoreRow> scores = new ArrayList<>();
    for (List<String> row : Csv.read(scoresFile, ',').rows()) {
      scores.add(
          new ScoreRow(
              row.get(0),
              row.get(1),
              row.get(2),
              row.get(3),
              row.get(4),
              row.get(5),
              row.get(6),
              row.get(7),
              row.get(8),
              Double.parseDouble(row.get(9)),
              Integer.parseInt(row.get(10)),
              Integer.parseInt(row.get(11))));
    }
    List<Skipped> skipped = new ArrayList<>();
    for (List<String> row : Csv.read(directory.file("skipped.csv"), ',').rows()) {
      skipped.add(
          new Skipped(
              row.get(0),
              row.get(1),
              row.get(2),
              row.get(3),
              row.get(4),
              row.get(5),
              row.get(6),
              row.get(7)));
    }
    List<String> notes =
        Files.readAllLines(directory.file("notes.txt"), StandardCharsets.UTF_8).stream()
            .filter(line -> !line.isBlank())
            .toList();
    List<Experiment> experiments = ExperimentFile.read(directory.file("experiment.yml"), List.of());
    return new Results(experiments, scores, skipped, notes, 0, 0, Timing.ZERO);
  }
}
