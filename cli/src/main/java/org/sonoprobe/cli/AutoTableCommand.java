package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.report.AutoTable;
import org.sonoprobe.report.Cell;
import org.sonoprobe.report.Cells;
import org.sonoprobe.report.Report;
import org.sonoprobe.report.TableFormat;
import org.sonoprobe.report.TableStyle;
import org.sonoprobe.report.Variable;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tables of the scores of runs. */
@Command(
    name = "autotable",
    mixinStandardHelpOptions = true,
    description = {
      "Lay out the scores of runs as tables, by a preset or as you like.",
      "A variable that is neither row nor column and differs makes a table of each of its values;"
          + " nothing is averaged to fit. Variables: source, experiment, task, dataset, embedding,"
          + " aggregation, downstream (or probe), scenario, metric."
    })
final class AutoTableCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description = "Ids of runs; the newest unless given or --import is.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--runs",
      paramLabel = "FOLDER",
      description = "The folder with the runs (${DEFAULT-VALUE}).")
  private Path runs = Path.of("runs");

  @Option(
      names = "--import",
      paramLabel = "FILE",
      description =
          "Scores from elsewhere as CSV: a number a row with columns such as"
              + " dataset,model,probe,scenario,metric,value, or a leaderboard with a row for each"
              + " model; again for more. They are marked and never the best of ours.")
  private List<Path> imports = new ArrayList<>();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "A layout: all_deform_all_models (the thesis's), by_deformation, by_downstream_model,"
              + " by_dataset (${DEFAULT-VALUE}).")
  private String preset = AutoTable.ALL;

  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "VARIABLE",
      description = "The variables down, the first outermost, in place of the preset's.")
  private List<String> rows = new ArrayList<>();

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "VARIABLE",
      description = "The variables across, the first outermost, in place of the preset's.")
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--freeze",
      paramLabel = "VARIABLE=VALUE",
      description = "Only scores with this value, such as metric=f1_macro; again for more.")
  private List<String> frozen = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "text, markdown, latex, csv, html or json (${DEFAULT-VALUE}).")
  private String format = "text";

  @Option(names = "--percent", description = "Shares as 83.7, not as 0.837.")
  private boolean percent;

  @Option(
      names = "--plain",
      description = "Numbers alone, without intervals, deviations and the mark of chance.")
  private boolean plain;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the tables go; printed unless given.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException {
    List<Cell> cells = new ArrayList<>();
    if (ids.isEmpty() && imports.isEmpty()) {
      ids.add("");
    }
    for (String id : ids) {
      Results results = Results.read(RunDirectory.existing(runs, id, RunFiles.RESULTS));
      cells.addAll(ids.size() + imports.size() > 1 ? Cells.marked(results) : Cells.of(results));
    }
    for (Path file : imports) {
      cells.addAll(Published.read(file));
    }
    TableFormat written = TableFormat.of(format);
    if (percent && List.of(TableFormat.CSV, TableFormat.JSON).contains(written)) {
      throw new IllegalArgumentException(
          "--percent is for tables that are read; " + written.word() + " has numbers as they are");
    }
    for (String row : rows) {
      if (columns.stream().map(Variable::of).anyMatch(Variable.of(row)::equals)) {
        throw new IllegalArgumentException(
            "'" + row + "' is asked for in both --rows and --columns");
      }
    }
    AutoTable table = AutoTable.of(cells).preset(preset);
    if (!rows.isEmpty()) {
      table = table.rows(variables(rows));
    }
    if (!columns.isEmpty()) {
      table = table.columns(variables(columns));
    }
    Map<Variable, List<String>> held = new LinkedHashMap<>();
    for (String each : frozen) {
      int equals = each.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "--freeze " + each + " says no value; write VARIABLE=VALUE, such as metric=f1_macro");
      }
      Variable variable = Variable.of(each.substring(0, equals));
      String value = each.substring(equals + 1);
      held.computeIfAbsent(variable, key -> new ArrayList<>())
          .add(variable == Variable.SCENARIO && value.equals("C") ? Scenario.CLEAN.name() : value);
    }
    for (Map.Entry<Variable, List<String>> each : held.entrySet()) {
      table = table.freeze(each.getKey(), each.getValue().toArray(String[]::new));
    }
    String text = Report.write(table.tables(), written, new TableStyle(percent, !plain));
    if (out.isPresent()) {
      Path file = out.get().toAbsolutePath();
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } else {
      System.out.print(text);
    }
    return 0;
  }

  private static Variable[] variables(List<String> words) {
    return words.stream().map(Variable::of).toArray(Variable[]::new);
  }
}
