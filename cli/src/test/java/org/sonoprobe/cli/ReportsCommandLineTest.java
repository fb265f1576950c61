package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about reports: report, autotable, illustrate, leaderboard, compare --reference. */
class ReportsCommandLineTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  @BeforeEach
  void listen() {
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
  }

  @AfterEach
  void stopListening() {
    System.setOut(out);
    System.setErr(err);
  }

  private String said() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Runs a command in the folder of runs. */
  private int sonoprobe(String... arguments) {
    printed.reset();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--runs", path("runs")));
    return Sonoprobe.execute(all.toArray(String[]::new));
  }

  private void run(String id, int seed, String... more) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve(id + ".yml"),
            """
            experiments:
              - name: mine
                seed: %d
                task: instrument_classification
                datasets: [{name: synthetic, tracks: 120, seed: 1}]
                deformations: [{name: noisy, steps: [{type: AddGaussianSNR, snr_db: 5}]}]
                embedding_models: [mfcc, chroma]
                downstream_models: [logistic_regression, nearest_centroid]
                metrics: [f1_micro, f1_macro]
                bootstrap: 100
            """
                .formatted(seed));
    List<String> command =
        new ArrayList<>(
            List.of("run", "-c", config.toString(), "--store", path("store"), "--run_id", id));
    command.addAll(List.of(more));
    assertThat(sonoprobe(command.toArray(String[]::new))).as(said()).isZero();
  }

  @Test
  void tablesAreLaidOutAsAsked() throws IOException {
    run("one", 1);

    assertThat(sonoprobe("autotable")).isZero();
    assertThat(said()).contains("f1_micro C").contains("f1_macro noisy").contains("| mfcc ");
    assertThat(
            sonoprobe(
                "autotable",
                "one",
                "--rows",
                "probe",
                "--columns",
                "embedding",
                "--freeze",
                "scenario=C",
                "--freeze",
                "metric=f1_macro",
                "--format",
                "latex",
                "--percent",
                "--plain"))
        .isZero();
    assertThat(said())
        .contains("\\begin{tabular}{lrr}")
        .contains("downstream & mfcc & chroma")
        .contains("in percent");
    assertThat(sonoprobe("autotable", "--format", "csv", "--out", path("t.csv"))).isZero();
    assertThat(folder.resolve("t.csv")).content().startsWith("source,experiment,task,dataset");
    Files.writeString(
        folder.resolve("board.csv"), "model,dataset,metric,value\nbig,synthetic,f1_micro,1\n");
    assertThat(
            sonoprobe(
                "autotable", "one", "--import", path("board.csv"), "--freeze", "metric=f1_micro"))
        .isZero();
    assertThat(said()).contains("board (elsewhere)");
    assertThat(sonoprobe("autotable", "--freeze", "metric")).isEqualTo(2);
    assertThat(said()).contains("--freeze metric says no value; write VARIABLE=VALUE");
    assertThat(sonoprobe("autotable", "--freeze", "metric=f1")).isEqualTo(2);
    assertThat(said()).contains("no score has metric 'f1'").contains("f1_micro, f1_macro");
    assertThat(sonoprobe("autotable", "two")).isEqualTo(1);
    assertThat(said()).contains("there is no run 'two'");
  }

  @Test
  void aRunIsIllustratedAtOnceOrAfterwards() throws IOException {
    run("one", 1, "--clips", "1", "--maps");
    assertThat(said()).contains("clips kept with the run").contains("4 maps kept with the run");
    assertThat(folder.resolve("runs/one/clips/clips.json")).isNotEmptyFile();
    assertThat(folder.resolve("runs/one/report/data/map-0.js")).isNotEmptyFile();
    run("two", 2);
    assertThat(folder.resolve("runs/two/clips")).doesNotExist();
    assertThat(sonoprobe("illustrate", "--run_id", "two", "--store", path("store"))).isEqualTo(2);
    assertThat(said()).contains("nothing is asked for: give --clips N, --maps or both");
    assertThat(sonoprobe("illustrate", "--run_id", "two", "--store", path("store"), "--clips", "2"))
        .as(said())
        .isZero();
    assertThat(folder.resolve("runs/two/report/clips")).isNotEmptyDirectory();
    assertThat(sonoprobe("report", "--run_id", "two", "--format", "pictures")).isZero();
    assertThat(folder.resolve("runs/two/report/pictures/mine-synthetic/scores.svg"))
        .isNotEmptyFile();
    assertThat(sonoprobe("report", "--run_id", "two", "--format", "pdf")).isEqualTo(2);
    assertThat(said()).contains("there is no format of reports 'pdf'");
  }

  @Test
  void runsStandBesideRunsAndBesideWhatWasPublished() throws IOException {
    run("one", 1);
    run("two", 2);

    assertThat(sonoprobe("compare", "--run_id", "two", "--reference", "one")).as(said()).isZero();
    assertThat(said())
        .contains("mine, synthetic, mfcc / M1, f1_micro, clean: ")
        .contains("The configurations differ (two | one):")
        .contains("experiments.0.seed: 2 | 1");
    Files.writeString(
        folder.resolve("paper.csv"),
        "task,dataset,model,probe,scenario,metric,value_percent\n"
            + "instrument_classification,synthetic,MFCC,M1,C,micro_f1,50\n"
            + "instrument_classification,synthetic,CQT,M1,C,micro_f1,60\n");
    assertThat(
            sonoprobe(
                "compare", "--run_id", "one", "--reference", path("paper.csv"), "--scenario", "C"))
        .as(said())
        .isZero();
    assertThat(said())
        .contains("instrument_classification on synthetic, mfcc / M1, f1_micro, clean: ")
        .contains(" against 0.500, difference ")
        .contains("1 numbers in both")
        .contains("1 of the reference and 7 of ours have no counterpart");
    assertThat(sonoprobe("compare", "--reference", "three")).isEqualTo(1);
    assertThat(said()).contains("there is no run 'three'");
    assertThat(sonoprobe("compare")).isEqualTo(2);
    assertThat(said()).contains("give two models of a run").contains("--reference alone");
    assertThat(sonoprobe("leaderboard", "--import", path("paper.csv"), "--out", path("board")))
        .as(said())
        .isZero();
    assertThat(said()).contains("Leaderboard: ").contains("index.html");
    assertThat(folder.resolve("board/data/report.js"))
        .content()
        .contains("\"one\"", "\"two\"", "paper (elsewhere)");
  }
}
