package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sonoprobe.analysis.ProbeAgreement;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.files.Csv;
import org.sonoprobe.run.ExperimentData;
import org.sonoprobe.run.Results;
import org.sonoprobe.run.Skipped;
import org.sonoprobe.run.Summary;
import org.sonoprobe.store.internal.PlainFiles;

/** Results as files and texts. */
public final class Report {
  private final Results results;
  private final List<Table> tables;

  private Report(Results results) {
    this.results = results;
    this.tables = Table.of(results);
  }

  /** A report on results. */
  public static Report of(Results results) {
    return new Report(results);
  }

  /**
   * Writes {@code report.md}, {@code index.html}, {@code table.csv} (one row per cell), {@code
   * scores.csv} (one row per number and split), {@code ranks.csv}, {@code drops.csv}, {@code
   * curves.csv}, {@code measures.csv}, {@code skipped.csv} and {@code results.json}.
   */
  public void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    PlainFiles.writeText(folder.resolve("report.md"), markdown());
    PlainFiles.writeText(folder.resolve("index.html"), HtmlPage.of(results, tables));
    PlainFiles.writeText(folder.resolve("table.csv"), tableCsv());
    PlainFiles.writeText(folder.resolve("scores.csv"), results.scoresCsv());
    PlainFiles.writeText(folder.resolve("ranks.csv"), results.ranksCsv());
    PlainFiles.writeText(folder.resolve("drops.csv"), results.dropsCsv());
    PlainFiles.writeText(folder.resolve("curves.csv"), results.curvesCsv());
    PlainFiles.writeText(folder.resolve("measures.csv"), results.measuresCsv());
    PlainFiles.writeText(folder.resolve("skipped.csv"), results.skippedCsv());
    PlainFiles.writeJson(folder.resolve("results.json"), results.toData());
  }

  /** The same as {@link #markdown} for a terminal, which shows characters as they are. */
  public String text() {
    return markdown()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#124;", "|")
        .replace("&#92;", "\\")
        .replace("&#91;", "[")
        .replace("&#96;", "`")
        .replace("&#42;", "*")
        .replace("&amp;", "&");
  }

  /** All tables, what the names in them mean, notes and what was skipped. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    for (Table table : tables) {
      text.append("## ").append(plain(title(table))).append("\n\n");
      text.append(markdown(table)).append('\n');
      marks(table).forEach(mark -> text.append("- ").append(plain(mark)).append('\n'));
      text.append('\n');
    }
    List<ProbeAgreement> agreements = ProbeAgreement.of(results);
    if (!agreements.isEmpty()) {
      text.append("### ").append(ProbeAgreement.QUESTION).append("\n\n");
      agreements.forEach(each -> text.append("- ").append(plain(each.words())).append('\n'));
      text.append('\n');
    }
    for (CellTable table : CellTable.of(results)) {
      text.append("### ").append(plain(table.title())).append("\n\n");
      text.append(
              aligned(
                  table.lines().stream()
                      .map(line -> line.stream().map(Report::plain).toList())
                      .toList(),
                  1))
          .append('\n');
      table.remarks().forEach(line -> text.append("- ").append(plain(line)).append('\n'));
      text.append(table.remarks().isEmpty() ? "" : "\n");
    }
    for (Summary experiment : results.experiments()) {
      if (Table.isGiven(experiment)) {
        continue;
      }
      text.append("### ").append(plain(experiment.name())).append("\n\n");
      legend(experiment).forEach(line -> text.append("- ").append(plain(line)).append('\n'));
      text.append('\n');
    }
    if (!results.data().isEmpty()) {
      text.append("### Data\n\n");
      for (ExperimentData data : results.data()) {
        text.append("- ").append(plain(data.experiment() + ": " + data.summary())).append('\n');
        data.findings().forEach(finding -> text.append("  - ").append(plain(finding)).append('\n'));
        if (data.audited() && data.findings().isEmpty()) {
          text.append("  - the audit found nothing\n");
        }
      }
      text.append('\n');
    }
    if (!results.notes().isEmpty()) {
      text.append("### Notes\n\n");
      results.notes().forEach(note -> text.append("- ").append(plain(note)).append('\n'));
      text.append('\n');
    }
    if (!results.skipped().isEmpty()) {
      text.append("### Left out\n\n");
      for (Skipped skipped : results.skipped()) {
        text.append("- ").append(plain(words(skipped))).append('\n');
      }
    }
    return text.toString();
  }

  static String title(Table table) {
    return table.isGiven()
        ? table.experiment() + ": predictions from elsewhere"
        : table.experiment()
            + ": "
            + table.task()
            + " on "
            + table.dataset()
            + (table.splits() > 1 ? ", mean ± deviation over " + table.splits() + " splits" : "");
  }

  /** One table; the best number of each column is bold, several if they tie. */
  static String markdown(Table table) {
    List<List<String>> lines = new ArrayList<>();
    List<String> header =
        new ArrayList<>(table.isGiven() ? List.of("model") : List.of("embedding", "probe"));
    if (table.hasAggregations()) {
      header.add(1, "aggregation");
    }
    table
        .columns()
        .forEach(
            column ->
                header.add(
                    plain(
                        (table.isGiven()
                                ? column.metric()
                                : column.metric() + " " + shortName(column.scenario()))
                            + (column.greaterIsBetter() ? "" : " ↓"))));
    lines.add(header);
    for (int r = 0; r < table.rows().size(); r++) {
      Table.Row row = table.rows().get(r);
      List<String> line = new ArrayList<>(List.of(plain(row.embedding())));
      if (!table.isGiven()) {
        line.add(plain(row.downstream()));
      }
      if (table.hasAggregations()) {
        line.add(1, plain(row.aggregation()));
      }
      for (int c = 0; c < row.cells().size(); c++) {
        Table.Cell cell = row.cells().get(c);
        String text = text(cell, table.splits());
        line.add(
            (table.isAmongBest(r, c) ? "**" + text + "**" : text)
                + certainty(cell, table.columns().get(c).greaterIsBetter()));
      }
      lines.add(line);
    }
    return aligned(lines, table.isGiven() ? 1 : table.hasAggregations() ? 3 : 2);
  }

  /** A text that is no markup and ends neither its line nor its cell. */
  private static String plain(String text) {
    return text.replaceAll("\\R", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("|", "&#124;")
        .replace("\\", "&#92;")
        .replace("[", "&#91;")
        .replace("`", "&#96;")
        .replace("*", "&#42;");
  }

  /**
   * Cells with blanks that make columns straight.
   *
   * @param names columns at the left that are words; the others are numbers
   */
  private static String aligned(List<List<String>> lines, int names) {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      for (int c = 0; c < columns; c++) {
        String value = lines.get(i).get(c);
        String pad = " ".repeat(widths[c] - value.length());
        text.append("| ").append(c < names ? value + pad : pad + value).append(' ');
      }
      text.append("|\n");
      if (i == 0) {
        for (int c = 0; c < columns; c++) {
          boolean name = c < names;
          text.append(name ? "|:" : "|-").append("-".repeat(widths[c])).append(name ? "-" : ":");
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  static String text(Table.Cell cell, int splits) {
    if (cell.total() == 0) {
      return "–";
    }
    if (Double.isNaN(cell.mean())) {
      return "undefined";
    }
    String value = String.format(Locale.ROOT, isCount(cell.mean()) ? "%.0f" : "%.3f", cell.mean());
    String spread = splits > 1 ? String.format(Locale.ROOT, " ± %.3f", cell.deviation()) : "";
    String rest =
        cell.scored() < cell.total() ? " (" + cell.scored() + " of " + cell.total() + ")" : "";
    String folds = cell.count() < splits ? " (" + cell.count() + " of " + splits + " splits)" : "";
    return value + spread + folds + rest;
  }

  /**
   * The interval of a number, its spread over trainings, and a mark if it is no better than chance.
   */
  static String certainty(Table.Cell cell, boolean greaterIsBetter) {
    if (Double.isNaN(cell.mean())) {
      return "";
    }
    Table.Certainty known = cell.certainty();
    String spread =
        known.spread() > 0
            ? String.format(
                Locale.ROOT,
                " (%s ± %.3f)",
                known.resampled() ? "resamples" : "seeds",
                known.spread())
            : "";
    String interval =
        known.interval().isKnown()
            ? " "
                + number(known.interval().low(), cell)
                + (known.interval().low() < 0 ? " to " : "–")
                + number(known.interval().high(), cell)
            : "";
    return spread + interval + (cell.isAtChance(greaterIsBetter) ? " °" : "");
  }

  private static String number(double end, Table.Cell cell) {
    String text =
        String.format(
            Locale.ROOT,
            isCount(cell.mean())
                ? "%.0f"
                : cell.certainty().interval().high() - cell.certainty().interval().low() < 0.02
                    ? "%.3f"
                    : "%.2f",
            end);
    return text.matches("-0\\.0+") ? text.substring(1) : text;
  }

  private static boolean isCount(double value) {
    return value == Math.rint(value) && Math.abs(value) > 1;
  }

  /** What the marks of a table mean. */
  static List<String> marks(Table table) {
    List<String> marks = new ArrayList<>();
    boolean intervals =
        table.rows().stream()
            .flatMap(row -> row.cells().stream())
            .anyMatch(cell -> cell.certainty().interval().isKnown());
    if (intervals) {
      marks.add(
          table.splits() > 1
              ? "a–b: where the mean lies with 95 % confidence, by the deviation over splits"
              : "a–b: where the score would lie for other test tracks of the kind, with 95 %"
                  + " confidence");
    }
    if (table.columns().stream().anyMatch(column -> !column.greaterIsBetter())) {
      marks.add("↓: less is better");
    }
    boolean spread =
        table.rows().stream()
            .flatMap(row -> row.cells().stream())
            .anyMatch(cell -> cell.certainty().spread() > 0);
    if (spread) {
      marks.add(
          "seeds ± s: deviation over trainings from other seeds; resamples ± s: over trainings on"
              + " resamples of the training part, of models that no seed changes");
    }
    if (table.hasGroups()) {
      marks.add(
          "marked as best: the best of its column, and whatever cannot be told from it on these test"
              + " tracks, by this column alone (`compare` adjusts for all that is asked at once)");
    }
    if (table.hasChance()) {
      marks.add(
          "°: no better than an answer that knows how often each label is right and nothing of the"
              + " audio");
    }
    return marks;
  }

  static String shortName(String scenario) {
    return scenario.equals(Scenario.CLEAN.name()) ? "C" : scenario;
  }

  static List<String> legend(Summary experiment) {
    List<String> lines = new ArrayList<>();
    lines.add("C: the audio as it is");
    for (List<Summary.Part> parts :
        List.of(experiment.scenarios(), experiment.embeddings(), experiment.downstream())) {
      parts.forEach(part -> lines.add(part.name() + ": " + part.text()));
    }
    lines.add(
        "aggregation "
            + String.join(" and ", experiment.aggregations())
            + ", seed "
            + experiment.seed());
    return lines;
  }

  static String words(Skipped skipped) {
    List<String> where = new ArrayList<>();
    for (String part :
        List.of(
            skipped.where().dataset(),
            skipped.where().track(),
            skipped.location(),
            skipped.where().scenario(),
            skipped.where().embedding())) {
      if (!part.isEmpty()) {
        where.add(part);
      }
    }
    return String.join(" / ", where) + " at " + skipped.stage().word() + ": " + skipped.reason();
  }

  private String deformations(String experiment, String scenario) {
    return results.experiments().stream()
        .filter(known -> known.name().equals(experiment))
        .flatMap(known -> known.scenarios().stream())
        .filter(part -> part.name().equals(scenario))
        .map(Summary.Part::text)
        .findFirst()
        .orElse("");
  }

  /** All tables as CSV, one row for each cell. */
  public String tableCsv() {
    StringBuilder csv =
        new StringBuilder(
            Csv.line(
                List.of(
                    "experiment",
                    "task",
                    "dataset",
                    "embedding",
                    "aggregation",
                    "downstream",
                    "metric",
                    "scenario",
                    "deformations",
                    "mean",
                    "deviation",
                    "low",
                    "high",
                    "chance",
                    "spread",
                    "group",
                    "splits",
                    "scored",
                    "total")));
    for (Table table : tables) {
      for (Table.Row row : table.rows()) {
        for (int c = 0; c < row.cells().size(); c++) {
          Table.Column column = table.columns().get(c);
          Table.Cell cell = row.cells().get(c);
          csv.append(
              Csv.safeLine(
                  List.of(
                      table.experiment(),
                      table.task(),
                      table.dataset(),
                      row.embedding(),
                      row.aggregation(),
                      row.downstream(),
                      column.metric(),
                      column.scenario(),
                      deformations(table.experiment(), column.scenario()),
                      cell.mean(),
                      cell.deviation(),
                      cell.certainty().interval().low(),
                      cell.certainty().interval().high(),
                      cell.certainty().chance(),
                      cell.certainty().spread(),
                      cell.certainty().group(),
                      cell.count(),
                      cell.scored(),
                      cell.total())));
        }
      }
    }
    return csv.toString();
  }
}
