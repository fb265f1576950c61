package org.sonoprobe.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.downstream.LogisticRegression;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.report.AutoTable;
import org.sonoprobe.report.Cells;
import org.sonoprobe.report.Illustrations;
import org.sonoprobe.report.PivotTable;
import org.sonoprobe.report.Report;
import org.sonoprobe.report.TableFormat;
import org.sonoprobe.report.TableStyle;
import org.sonoprobe.report.Variable;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.Runner;

/** A page that plays what models get wrong, each chart as a picture, and a table for a paper. */
public final class IllustratedReport {
  private IllustratedReport() {}

  /** Prints the table and says where the page is. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "illustrated");
    Results results = run(folder);
    System.out.println(table(results));
    System.out.println("Open " + folder.resolve("runs/notes/report/index.html").toAbsolutePath());
  }

  /** A small run with its page and its pictures. */
  public static Results run(Path folder) throws IOException {
    Runner runner =
        Runner.builder()
            .store(folder.resolve("store"))
            .runs(folder.resolve("runs"))
            .runId("notes")
            .build();
    Results results =
        runner.run(
            Experiment.builder("notes")
                .task("instrument_classification")
                .dataset(new SyntheticMusic(180, 1))
                .scenario("noisy", new AddGaussianSnr(5))
                .embeddings("mfcc", "melspectrogram", "random")
                .downstream(new LogisticRegression())
                .metrics("f1_micro", "f1_macro")
                .build());
    illustrate(results, runner);
    Report.of(results).writeTo(folder.resolve("runs/notes/report"), "pictures");
    return results;
  }

  /** Sounds of errors and maps of embeddings, kept with the run and shown by its page. */
  static void illustrate(Results results, Runner runner) throws IOException {
    Illustrations illustrations = Illustrations.of(results);
    illustrations.keepClips(2);
    illustrations.keepMaps(runner);
    Report.of(results).writeTo(results.directory().orElseThrow().resolve("report"));
  }

  /** Models down, scenarios across, in percent. */
  static String table(Results results) {
    List<PivotTable> tables =
        AutoTable.of(Cells.of(results))
            .rows(Variable.EMBEDDING)
            .columns(Variable.SCENARIO)
            .freeze(Variable.METRIC, "f1_macro")
            .tables();
    return Report.write(tables, TableFormat.LATEX, new TableStyle(true, false));
  }
}
