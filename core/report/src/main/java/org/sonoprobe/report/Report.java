package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.sonoprobe.analysis.ProbeAgreement;
import org.sonoprobe.component.Components;
import org.sonoprobe.files.Csv;
import org.sonoprobe.results.ExperimentData;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.Skipped;
import org.sonoprobe.results.Summary;

/** Results as files and texts. */
public final class Report {
  private static final int WIDTH = 120;

  private final Results results;
  private final List<PivotTable> tables;
  private final List<Cell> cells;

  private Report(Results results) {
    this.results = results;
    this.cells = Cells.of(results);
    this.tables = cells.isEmpty() ? List.of() : AutoTable.of(cells).tables();
  }

  /** A report on results. */
  public static Report of(Results results) {
    return new Report(results);
  }

  /**
   * Writes the report in every usual {@link ReportFormat} that there is: of this artifact a page
   * ({@code index.html}), {@code report.md}, tables as CSV and {@code results.json}.
   */
  public void writeTo(Path folder) throws IOException {
    for (ReportFormat format : formats()) {
      if (format.isUsual()) {
        format.write(this, folder);
      }
    }
  }

  /**
   * Writes the report in one format.
   *
   * @param format its name, such as {@code page}
   * @throws IllegalArgumentException naming all that there are
   */
  public void writeTo(Path folder, String format) throws IOException {
    List<ReportFormat> formats = formats();
    List<String> names = formats.stream().map(ReportFormat::name).toList();
    int at = names.indexOf(format);
    if (at < 0) {
      throw new IllegalArgumentException(
          "there is no format of reports '%s'%s; there are %s"
              .formatted(format, Components.hint(format, names), String.join(", ", names)));
    }
    formats.get(at).write(this, folder);
  }

  /** All formats on the class path, in the order of their names. */
  public static List<ReportFormat> formats() {
    return ServiceLoader.load(ReportFormat.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(ReportFormat::name))
        .toList();
  }

  /** What it is about. */
  public Results results() {
    return results;
  }

  /** All its numbers, each the mean over splits and trainings. */
  public List<Cell> cells() {
    return cells;
  }

  /** The tables of its first part. */
  public List<PivotTable> tables() {
    return tables;
  }

  /** Tables in some language, as a whole text. */
  public static String write(List<PivotTable> tables, TableFormat format, TableStyle style) {
    return format.write(tables, style);
  }

  /**
   * What a terminal shows: for each experiment and dataset what the numbers say, a table by the
   * first metric, and what was left out. {@link #markdown} has all of it.
   *
   * @param width characters a line; tables get narrower, then fall into pieces
   * @param colour whether the terminal knows bold and dim text (ANSI)
   */
  public String text(int width, boolean colour) {
    return new ConsoleText(this, width, colour).toString();
  }

  /** The same for {@value #WIDTH} characters a line, without colour. */
  public String text() {
    return text(WIDTH, false);
  }

  /** All tables, what the names in them mean, notes and what was skipped. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(TableFormat.MARKDOWN.write(tables, TableStyle.USUAL)).append('\n');
    List<ProbeAgreement> agreements = ProbeAgreement.of(results);
    if (!agreements.isEmpty()) {
      text.append("### ").append(ProbeAgreement.QUESTION).append("\n\n");
      agreements.forEach(
          each -> text.append("- ").append(Markdown.plain(each.words())).append('\n'));
      text.append('\n');
    }
    for (CellTable table : CellTable.of(results)) {
      text.append("### ").append(Markdown.plain(table.title())).append("\n\n");
      text.append(
              Markdown.aligned(
                  table.lines().stream()
                      .map(line -> line.stream().map(Markdown::plain).toList())
                      .toList(),
                  1))
          .append('\n');
      table.remarks().forEach(line -> text.append("- ").append(Markdown.plain(line)).append('\n'));
      text.append(table.remarks().isEmpty() ? "" : "\n");
    }
    for (Summary experiment : results.experiments()) {
      if (experiment.isGiven()) {
        continue;
      }
      text.append("### ").append(Markdown.plain(experiment.name())).append("\n\n");
      legend(experiment)
          .forEach(line -> text.append("- ").append(Markdown.plain(line)).append('\n'));
      text.append('\n');
    }
    if (!results.data().isEmpty()) {
      text.append("### Data\n\n");
      for (ExperimentData data : results.data()) {
        text.append("- ")
            .append(Markdown.plain(data.experiment() + ": " + data.summary()))
            .append('\n');
        data.findings()
            .forEach(finding -> text.append("  - ").append(Markdown.plain(finding)).append('\n'));
        if (data.audited() && data.findings().isEmpty()) {
          text.append("  - the audit found nothing\n");
        }
      }
      text.append('\n');
    }
    if (!results.notes().isEmpty()) {
      text.append("### Notes\n\n");
      results.notes().forEach(note -> text.append("- ").append(Markdown.plain(note)).append('\n'));
      text.append('\n');
    }
    if (!results.skipped().isEmpty()) {
      text.append("### Left out\n\n");
      for (Skipped skipped : results.skipped()) {
        text.append("- ").append(Markdown.plain(words(skipped))).append('\n');
      }
    }
    return text.toString();
  }

  static List<String> legend(Summary experiment) {
    List<String> lines = new ArrayList<>();
    lines.add("C: the audio as it is");
    for (List<Summary.Part> parts :
        List.of(experiment.scenarios(), experiment.embeddings(), experiment.downstream())) {
      parts.forEach(part -> lines.add(part.name() + ": " + part.text()));
    }
    lines.add(
        "aggregation %s, seed %s"
            .formatted(String.join(" and ", experiment.aggregations()), experiment.seed()));
    return lines;
  }

  static String words(Skipped skipped) {
    List<String> where = new ArrayList<>();
    for (String part :
        List.of(
            skipped.where().dataset(),
            skipped.where().track(),
            skipped.where().location(),
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
    for (Cell cell : cells) {
      csv.append(
          Csv.safeLine(
              List.of(
                  cell.at(Variable.EXPERIMENT),
                  cell.at(Variable.TASK),
                  cell.at(Variable.DATASET),
                  cell.at(Variable.EMBEDDING),
                  cell.at(Variable.AGGREGATION),
                  cell.at(Variable.DOWNSTREAM),
                  cell.at(Variable.METRIC),
                  cell.at(Variable.SCENARIO),
                  deformations(cell.at(Variable.EXPERIMENT), cell.at(Variable.SCENARIO)),
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
    return csv.toString();
  }
}
