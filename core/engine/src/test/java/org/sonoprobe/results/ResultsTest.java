package org.sonoprobe.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.fakes.Height;
import org.sonoprobe.fakes.Numbers;
import org.sonoprobe.fakes.Shift;
import org.sonoprobe.run.Runner;

class ResultsTest {

  @TempDir Path folder;

  private Results run(String task) throws IOException {
    return Runner.builder()
        .store(folder.resolve("store"))
        .runs(folder.resolve("runs"))
        .runId("r")
        .threads(2)
        .build()
        .run(
            Experiment.builder("levels <1>")
                .task(task)
                .dataset(new Numbers(40), new Splitters.KFold(4, 1))
                .scenario("up", new Shift(0.6))
                .embedding("height", new Height(), "plain")
                .downstream("threshold")
                .metrics("hits", "misses")
                .build());
  }

  // Levels are 0.1 and 0.9 around a threshold of 0.5; raised by 0.6 all are above it.
  @Test
  void scoresAreWhatCountingSays() throws IOException {
    Results results = run("parity_classification");
    assertThat(results.wholeScores())
        .hasSize(4 * 2 * 2)
        .allSatisfy(
            row ->
                assertThat(row.value())
                    .isEqualTo(
                        row.scenario().equals("clean")
                            ? (row.metric().equals("hits") ? 1 : 0)
                            : 0.5));
  }

  @Test
  void aRunIsReadBackFromItsDirectory() throws IOException {
    Results results = run("parity_classification");
    Results read = Results.read(RunDirectory.existing(folder.resolve("runs"), ""));

    assertThat(read.scores()).isEqualTo(results.scores());
    assertThat(read.experiments()).isEqualTo(results.experiments());
    assertThat(read.configuration()).isEqualTo(results.configuration());
    assertThat(read.notes()).isEqualTo(results.notes());
    assertThat(read.toData()).isEqualTo(results.toData());
    ScoreRow row = read.scores().get(3);
    assertThat(read.predictions(row).scores(0)).isEqualTo(results.predictions(row).scores(0));
    Files.writeString(folder.resolve("runs/r/scores.csv"), "experiment,value\nx,1\n");
    assertThatThrownBy(() -> Results.read(RunDirectory.existing(folder.resolve("runs"), "r")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("scores.csv");
  }

  @Test
  void tagsWithBarsInThemSurviveTheirFile() throws IOException {
    Results results = run("autotagging");
    Predictions read =
        Results.read(RunDirectory.existing(folder.resolve("runs"), "r"))
            .predictions(results.scores().get(0));

    assertThat(read.task().labels()).containsExactly("a|b", "even", "odd");
    assertThat(read.targets())
        .contains(new Target.Tags(java.util.Set.of("a|b", "odd")))
        .contains(new Target.Tags(java.util.Set.of()));
  }

  @Test
  void aRunIdThatNoFileSystemWouldTakeIsRefused() {
    assertThatThrownBy(() -> RunDirectory.open(folder, "a/b"))
        .hasMessageContaining("a run id may hold letters, digits, '-', '_' and '.'");
    assertThatThrownBy(() -> RunDirectory.existing(folder, "none"))
        .hasMessageContaining("there is no run 'none'");
  }
}
