package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sonoprobe.run.Results;
import org.sonoprobe.store.internal.PlainFiles;

/** The forms of a report that are one text each. */
public final class TextFormats {
  private TextFormats() {}

  /** {@code report.md}. */
  public static final class MarkdownText implements ReportFormat {
    @Override
    public String name() {
      return "markdown";
    }

    @Override
    public void write(Report report, Path folder) throws IOException {
      Files.createDirectories(folder);
      PlainFiles.writeText(folder.resolve("report.md"), report.markdown());
    }
  }

  /** {@code table.csv}, one row per cell, and the files that a run has as well. */
  public static final class CsvTables implements ReportFormat {
    @Override
    public String name() {
      return "csv";
    }

    @Override
    public void write(Report report, Path folder) throws IOException {
      Files.createDirectories(folder);
      Results results = report.results();
      PlainFiles.writeText(folder.resolve("table.csv"), report.tableCsv());
      PlainFiles.writeText(folder.resolve("scores.csv"), results.scoresCsv());
      PlainFiles.writeText(folder.resolve("ranks.csv"), results.ranksCsv());
      PlainFiles.writeText(folder.resolve("drops.csv"), results.dropsCsv());
      PlainFiles.writeText(folder.resolve("curves.csv"), results.curvesCsv());
      PlainFiles.writeText(folder.resolve("measures.csv"), results.measuresCsv());
      PlainFiles.writeText(folder.resolve("skipped.csv"), results.skippedCsv());
    }
  }

  /** {@code results.json}. */
  public static final class Json implements ReportFormat {
    @Override
    public String name() {
      return "json";
    }

    @Override
    public void write(Report report, Path folder) throws IOException {
      Files.createDirectories(folder);
      PlainFiles.writeJson(folder.resolve("results.json"), report.results().toData());
    }
  }
}
