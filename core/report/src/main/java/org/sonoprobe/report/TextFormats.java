package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sonoprobe.files.PlainFiles;
import org.sonoprobe.json.JsonFiles;
import org.sonoprobe.results.ResultTable;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunFiles;

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
      for (ResultTable<?> table : ResultTable.ALL) {
        // what was drawn for each track is long, and lies in the run's folder
        if (table != ResultTable.DRAWS) {
          PlainFiles.writeText(folder.resolve(table.file()), results.csv(table));
        }
      }
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
      JsonFiles.write(folder.resolve(RunFiles.RESULTS), report.results().toData());
    }
  }
}
