package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The report of a run that has finished. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Print the tables of a run and write its report again.")
final class ReportCommand implements Callable<Integer> {
  @Mixin private ChosenRun run = new ChosenRun();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "Write one format alone: page, markdown, csv, json, or pictures (each chart as SVG and PNG); again for more.")
  private List<String> formats = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    RunDirectory directory = run.directory();
    Report report = Report.of(Results.read(directory));
    Path folder = directory.folder().resolve(RunFiles.REPORT);
    if (formats.isEmpty()) {
      report.writeTo(folder);
    }
    for (String format : formats) {
      report.writeTo(folder, format);
    }
    System.out.println(report.text(Terminal.width(), Terminal.colour()));
    System.out.println(
        "Report: " + (formats.isEmpty() ? folder.resolve("index.html") : folder).toAbsolutePath());
    return 0;
  }
}
