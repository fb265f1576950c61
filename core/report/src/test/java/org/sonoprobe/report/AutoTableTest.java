package org.sonoprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.files.Csv;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class AutoTableTest {
  private static final TableStyle THESIS = new TableStyle(true, false);

  /** What the thesis's file calls the metrics of its tables. */
  private static final Map<String, String> THESIS_METRICS =
      Map.of(
          "f1_micro", "micro_f1",
          "f1_macro", "macro_f1",
          "roc_auc_macro", "auc_roc",
          "average_precision_macro", "auc_pr",
          "weighted_key_score", "micro_weighted",
          "weighted_key_score_macro", "macro_weighted");

  @TempDir Path folder;

  private static Cell cell(
      String embedding,
      String probe,
      String scenario,
      String metric,
      boolean greater,
      double mean) {
    Map<Variable, String> place = new EnumMap<>(Variable.class);
    place.put(Variable.DATASET, "d");
    place.put(Variable.EMBEDDING, embedding);
    place.put(Variable.DOWNSTREAM, probe);
    place.put(Variable.SCENARIO, scenario);
    place.put(Variable.METRIC, metric);
    return Cell.of(place, greater, mean);
  }

  private static List<Cell> square() {
    List<Cell> cells = new ArrayList<>();
    double value = 0.1;
    for (String embedding : List.of("a", "b")) {
      for (String probe : List.of("M1", "M2")) {
        for (String scenario : List.of("clean", "noise")) {
          for (String metric : List.of("f1", "loss")) {
            cells.add(cell(embedding, probe, scenario, metric, metric.equals("f1"), value += 0.01));
          }
        }
      }
    }
    return cells;
  }

  @Test
  @ReferenceData
  void theThesisesTablesHaveAllTheirNumbersInItsLayout() throws IOException {
    Path file = SharedFiles.path("spec/thesis_results.csv");
    List<PivotTable> tables = AutoTable.of(ExternalScores.read(file, "thesis").cells()).tables();

    assertThat(tables).hasSize(6);
    Csv published = Csv.read(file, ',');
    int found = 0;
    for (int t = 0; t < tables.size(); t++) {
      PivotTable table = tables.get(t);
      int number = t + 4;
      List<List<String>> rows =
          published.rows().stream().filter(r -> r.get(0).equals(String.valueOf(number))).toList();
      assertThat(table.rows()).hasSize(50);
      assertThat(table.rows().get(0)).containsExactly("VGGish-AudioSet", "M1");
      assertThat(table.columns()).hasSize(rows.size() / 50);
      assertThat(table.fixed().get(Variable.TASK)).isEqualTo(rows.get(0).get(2));
      List<String> markdown =
          Report.write(List.of(table), TableFormat.MARKDOWN, THESIS).lines().toList();
      String html = Report.write(List.of(table), TableFormat.HTML, THESIS);
      String latex = Report.write(List.of(table), TableFormat.LATEX, THESIS);
      for (List<String> row : rows) {
        String scenario = row.get(5).equals("C") ? "clean" : row.get(5);
        int r = table.rows().indexOf(List.of(row.get(3), row.get(4)));
        int c =
            table.columns().stream()
                .map(column -> THESIS_METRICS.get(column.get(0)) + column.get(1))
                .toList()
                .indexOf(row.get(6) + scenario);
        Cell cell = table.at(r, c);
        assertThat(cell.mean()).isCloseTo(Double.parseDouble(row.get(7)) / 100, within(1e-12));
        String text = THESIS.number(cell);
        assertThat(Double.parseDouble(text)).isEqualTo(Double.parseDouble(row.get(7)));
        assertThat(markdown.get(4 + r).split("\\|")[3 + c].replace("*", "").strip())
            .isEqualTo(text);
        found++;
      }
      assertThat(html.split("<td>")).hasSize(rows.size() + 1);
      assertThat(numbers(html)).containsExactlyElementsOf(numbersOf(table));
      assertThat(latex)
          .contains("\\multicolumn{" + rows.size() / 100 + "}{c}")
          .contains("\\toprule");
    }
    assertThat(found).isEqualTo(2900);
  }

  private static List<String> numbers(String html) {
    return java.util.regex.Pattern.compile("<td><(?:span|strong)>([^<]*)<")
        .matcher(html)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static List<String> numbersOf(PivotTable table) {
    return table.cells().stream().flatMap(List::stream).map(THESIS::number).toList();
  }

  @Test
  void variablesThatAreNowhereMakeTablesOfTheirOwnAndNothingIsAveraged() {
    AutoTable table = AutoTable.of(square()).rows(Variable.EMBEDDING).columns(Variable.SCENARIO);

    List<PivotTable> tables = table.tables();
    assertThat(tables).hasSize(4);
    assertThat(tables.get(0).fixed())
        .containsEntry(Variable.METRIC, "f1")
        .containsEntry(Variable.DOWNSTREAM, "M1");
    assertThat(tables.stream().mapToInt(each -> each.rows().size() * each.columns().size()).sum())
        .isEqualTo(16);
    PivotTable one =
        table.freeze(Variable.METRIC, "f1").freeze(Variable.DOWNSTREAM, "M2").tables().get(0);
    assertThat(one.rows()).containsExactly(List.of("a"), List.of("b"));
    assertThat(one.at(1, 1).mean()).isEqualTo(square().get(14).mean());
    assertThat(one.title()).isEqualTo("d, f1, M2");
  }

  @Test
  void theBestIsMarkedAmongItsRivalsWhicheverWayIsBetter() {
    PivotTable table = AutoTable.of(square()).tables().get(0);

    assertThat(table.columns())
        .containsExactly(
            List.of("f1", "clean"),
            List.of("f1", "noise"),
            List.of("loss", "clean"),
            List.of("loss", "noise"));
    for (int row = 0; row < 4; row++) {
      assertThat(table.isAmongBest(row, 0)).isEqualTo(row == 3);
      assertThat(table.isAmongBest(row, 2)).isEqualTo(row == 0);
    }
    // turned on its side, rivals are the same
    PivotTable turned =
        AutoTable.of(square())
            .rows(Variable.METRIC, Variable.SCENARIO)
            .columns(Variable.EMBEDDING, Variable.DOWNSTREAM)
            .tables()
            .get(0);
    assertThat(turned.isAmongBest(0, 3)).isTrue();
    assertThat(turned.isAmongBest(0, 2)).isFalse();
    assertThat(turned.isAmongBest(2, 0)).isTrue();
  }

  @Test
  void tiesAreByGroupWhereGroupsAreKnownAndNaNIsNeverBest() {
    List<Cell> cells = new ArrayList<>();
    int[] groups = {2, 1, 1, 3};
    double[] means = {.7, .9, .89, .2};
    for (int i = 0; i < 4; i++) {
      Cell plain = cell("m" + i, "M1", "clean", "f1", true, means[i]);
      cells.add(
          new Cell(
              plain.place(),
              plain.nature(),
              means[i],
              0,
              1,
              1,
              10,
              10,
              new Cell.Certainty(new Interval(.1, .95), .2, 0, false, groups[i])));
    }
    PivotTable table = AutoTable.of(cells).tables().get(0);
    assertThat(List.of(0, 1, 2, 3).stream().map(row -> table.isAmongBest(row, 0)))
        .containsExactly(false, true, true, false);
    assertThat(table.marks()).anyMatch(mark -> mark.startsWith("marked as best"));
    PivotTable undefined =
        AutoTable.of(
                List.of(
                    cell("a", "M1", "clean", "f1", true, Double.NaN),
                    cell("b", "M1", "clean", "f1", true, .1)))
            .tables()
            .get(0);
    assertThat(undefined.isAmongBest(0, 0)).isFalse();
    assertThat(undefined.isAmongBest(1, 0)).isTrue();
  }

  @Test
  void numbersFromElsewhereStandBesideOursMarkedAndAreNeverTheBestOfOurs() throws IOException {
    Path board = folder.resolve("board.csv");
    Files.writeString(board, "Model,URL,d,e\nbig,https://x,0.99,0.5\nsmall,https://y,,0.25\n");
    List<Cell> cells = new ArrayList<>(ExternalScores.read(board, "board").cells());
    assertThat(cells).hasSize(3);
    assertThat(cells.get(0).at(Variable.EMBEDDING)).isEqualTo("big");
    assertThat(cells.get(0).at(Variable.DATASET)).isEqualTo("d");
    cells.removeIf(each -> !each.at(Variable.DATASET).equals("d"));
    Cell plain = cell("ours", "", "clean", "score", true, .4).with(Variable.SOURCE, "run @1");
    Cell ours = new Cell(plain.place(), plain.nature(), .4, 0, 1, 1, 20, 20, Cell.Certainty.NONE);
    cells.add(0, ours);
    PivotTable table = AutoTable.of(cells).tables().get(0);

    assertThat(table.rowVariables()).contains(Variable.SOURCE);
    assertThat(table.rows())
        .containsExactly(List.of("ours", "run @1", ""), List.of("big", "board (elsewhere)", ""));
    assertThat(table.isAmongBest(0, 0)).isTrue();
    assertThat(table.isAmongBest(1, 0)).isFalse();
    assertThat(table.marks()).anyMatch(mark -> mark.contains("(elsewhere): published"));
  }

  @Test
  void everyLanguageShowsNamesAsText() {
    String name = "a_b|<script>\"$&%{}^~\\ 🎻 ⁶";
    List<PivotTable> tables =
        AutoTable.of(List.of(cell(name, "M1", "clean", "f1", true, .5))).tables();

    assertThat(Report.write(tables, TableFormat.MARKDOWN, TableStyle.USUAL))
        .contains("a_b&#124;&lt;script&gt;")
        .doesNotContain("<script>");
    assertThat(Report.write(tables, TableFormat.HTML, TableStyle.USUAL))
        .contains("a_b|&lt;script&gt;")
        .doesNotContain("<script>");
    assertThat(Report.write(tables, TableFormat.LATEX, TableStyle.USUAL))
        .contains(
            "a\\_b\\textbar{}\\textless{}script\\textgreater{}''\\$\\&\\%\\{\\}"
                + "\\textasciicircum{}\\textasciitilde{}\\textbackslash{} 🎻 \\textsuperscript{6}");
    assertThat(Report.write(tables, TableFormat.CSV, TableStyle.USUAL)).contains("0.5");
    assertThat(Report.write(tables, TableFormat.JSON, TableStyle.USUAL))
        .contains("\"best\" : true");
    assertThat(Report.write(tables, TableFormat.TEXT, TableStyle.USUAL)).contains("<script>");
  }

  @Test
  void whatIsAskedForAndNotThereIsSaidWithWhatThereIs() throws IOException {
    AutoTable table = AutoTable.of(square());
    assertThatThrownBy(() -> table.preset("all_deform"))
        .hasMessageContaining("there is no preset 'all_deform'")
        .hasMessageContaining("all_deform_all_models");
    assertThatThrownBy(() -> table.freeze(Variable.METRIC, "f2"))
        .hasMessageContaining("no score has metric 'f2'; did you mean 'f1'?");
    assertThatThrownBy(() -> Variable.of("embeding"))
        .hasMessageContaining("did you mean 'embedding'?");
    assertThat(Variable.of("Probe")).isEqualTo(Variable.DOWNSTREAM);
    assertThatThrownBy(() -> TableFormat.of("pdf")).hasMessageContaining("markdown");
    assertThatThrownBy(() -> table.freeze(Variable.METRIC, "f1").freeze(Variable.METRIC).tables())
        .hasMessageContaining("no score is left");
    List<Cell> twice = new ArrayList<>(square());
    twice.add(square().get(0));
    assertThatThrownBy(() -> AutoTable.of(twice).tables())
        .hasMessageContaining("two scores would stand in one place");
    Path bad = folder.resolve("bad.csv");
    Files.writeString(bad, "dataset,model,value\nd,a,high\n");
    assertThatThrownBy(() -> ExternalScores.read(bad, "bad").cells())
        .hasMessageContaining("bad.csv:2: value is no number: high");
    Files.writeString(bad, "model,name\na,b\n");
    assertThatThrownBy(() -> ExternalScores.read(bad, "bad").cells())
        .hasMessageContaining("has no scores");
  }

  @Test
  void withoutTheBestOfTheRunTheBestShownIsTheBestNumber() {
    List<Cell> cells = new ArrayList<>();
    int[] groups = {4, 3};
    double[] means = {.09, .084};
    for (int i = 0; i < 2; i++) {
      Cell plain = cell("m" + i, "M1", "noise", "f1", true, means[i]);
      cells.add(
          new Cell(
              plain.place(),
              plain.nature(),
              means[i],
              0,
              1,
              1,
              10,
              10,
              new Cell.Certainty(new Interval(0, .2), .1, 0, false, groups[i])));
    }
    PivotTable table = AutoTable.of(cells).tables().get(0);
    assertThat(table.isAmongBest(0, 0)).isTrue();
    assertThat(table.isAmongBest(1, 0)).isFalse();
  }

  @Test
  void boardsOfAnyKindAreReadAndWhatIsPassedOverIsNamed() throws IOException {
    Path board = folder.resolve("board.csv");
    Files.writeString(
        board,
        "Rank,Model,Memory Usage (MB),Mean (Task),GTZAN,NSynth,Licence\n"
            + "1,big,Unknown,70.5,60.0%,.81,MIT\n2,small,310,60.5,,n/a,MIT\n");
    ExternalScores scores = ExternalScores.read(board, "board");
    assertThat(scores.cells())
        .extracting(cell -> cell.at(Variable.DATASET))
        .containsExactly("GTZAN", "NSynth");
    assertThat(scores.cells()).extracting(Cell::mean).containsExactly(.6, .81);
    assertThat(scores.passedOver())
        .containsExactly("Rank", "Memory Usage (MB)", "Mean (Task)", "Licence");
    Files.writeString(board, "dataset,model,embedding,value\nd,a,b,1\n");
    assertThatThrownBy(() -> ExternalScores.read(board, "b"))
        .hasMessageContaining("two columns for the embedding: model and embedding");
    Files.writeString(board, "dataset,model,value\nd,a,1\nd,a,2\n");
    assertThatThrownBy(() -> ExternalScores.read(board, "b"))
        .hasMessageContaining("has two scores of b (elsewhere) / d / a / clean");
    Files.writeString(board, "dataset,value,value\nd,1,2\n");
    assertThatThrownBy(() -> ExternalScores.read(board, "b"))
        .hasMessageContaining("two columns 'value'");
    Files.writeString(board, "dataset,metric,value\nd,eer,1\nd,f1,2\n");
    assertThat(ExternalScores.read(board, "b").cells())
        .extracting(Cell::greaterIsBetter)
        .containsExactly(false, true);
  }

  @Test
  void probesOfOneNameThatDifferAreToldApart() {
    Cell five = probed(cell("a", "M1", "clean", "f1", true, .354), "55555555");
    Cell six = probed(cell("b", "M1", "clean", "f1", true, .36), "66666666");
    Cell other = probed(cell("b", "knn", "clean", "f1", true, .3), "77777777");

    assertThat(Cells.probesToldApart(List.of(five, six, other)))
        .extracting(cell -> cell.at(Variable.DOWNSTREAM))
        .containsExactly("M1 #55555555", "M1 #66666666", "knn");
    assertThat(Cells.probesToldApart(List.of(five, five, other)))
        .extracting(cell -> cell.at(Variable.DOWNSTREAM))
        .containsExactly("M1", "M1", "knn");
    PivotTable table =
        AutoTable.of(List.of(five, six))
            .rows(Variable.EMBEDDING, Variable.DOWNSTREAM)
            .tables()
            .get(0);
    assertThat(table.rows())
        .containsExactly(List.of("a", "M1 #55555555"), List.of("b", "M1 #66666666"));
    assertThat(table.marks()).anyMatch(mark -> mark.startsWith("#: "));
  }

  private static Cell probed(Cell cell, String probe) {
    return new Cell(
        cell.place(),
        new Cell.Nature(true, true, false, "p", probe),
        cell.mean(),
        0,
        1,
        1,
        1,
        1,
        Cell.Certainty.NONE);
  }

  @Test
  void modelsWithOneProbeAreRankedByTheirScoresAlone() {
    List<Cell> cells =
        List.of(
            cell("a", "M1", "clean", "f1", true, .5),
            cell("b", "M1", "clean", "f1", true, .7),
            cell("c", "M1", "clean", "f1", true, .7),
            cell("a", "knn", "clean", "f1", true, .1),
            cell("a", "M1", "noisy", "f1", true, .2),
            cell("d", "M1", "clean", "f1", true, Double.NaN));

    assertThat(ProbeRanks.of(cells)).containsExactly(3, 1, 1, 1, 1, Double.NaN);
  }

  @Test
  void percentIsOfSharesAlone() {
    Cell share = cell("a", "M1", "clean", "f1", true, .354);
    Cell error =
        new Cell(
            share.with(Variable.METRIC, "mae").place(),
            new Cell.Nature(false, false, false, "", ""),
            .354,
            0,
            1,
            1,
            1,
            1,
            Cell.Certainty.NONE);
    assertThat(THESIS.number(share)).isEqualTo("35.4");
    assertThat(THESIS.number(error)).isEqualTo("0.354");
  }
}
