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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir Path folder;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void listen() throws IOException {
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    Files.writeString(
        folder.resolve("toy.yml"),
        """
        experiments:
          - name: toy
            task: instrument_classification
            datasets: [{name: synthetic, tracks: 60}]
            deformations: [[{type: Gain, min_gain_db: -12, max_gain_db: -12}], [{type: AddGaussianSNR}]]
            embedding_models: [mfcc]
            downstream_models: [{type: classifier, epochs: 3}]
        """);
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
  }

  private int sonoprobe(String... arguments) {
    return Sonoprobe.execute(arguments);
  }

  private int staged(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "-c",
                folder.resolve("toy").toString(),
                "--store",
                folder.resolve("store").toString(),
                "--runs",
                folder.resolve("runs").toString()));
    arguments.addAll(List.of(more));
    return sonoprobe(arguments.toArray(String[]::new));
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quickstart",
        "run",
        "experiment",
        "conduct",
        "deform",
        "extract",
        "generate",
        "train",
        "evaluate",
        "report",
        "plan",
        "list",
        "schema"
      })
  void everyCommandExplainsItself(String command) {
    assertThat(sonoprobe(command, "--help")).isZero();
    assertThat(text()).contains("Usage: sonoprobe ");
  }

  @Test
  void runPrintsTheTableAndWritesTheReport() {
    assertThat(staged("run", "--run_id", "one")).isZero();
    assertThat(text()).contains(", f1_micro").contains("* the best").contains("Report: ");
    assertThat(folder.resolve("runs/one/report/index.html")).exists();
    assertThat(sonoprobe("report", "--runs", folder.resolve("runs").toString())).isZero();
  }

  @Test
  void stagesApartGiveWhatRunGives() throws IOException {
    assertThat(staged("run", "--run_id", "whole")).isZero();
    assertThat(staged("extract", "--skip_deformed")).isZero();
    assertThat(text()).contains("0 embeddings computed, 60 found in the store");
    assertThat(staged("extract", "--deform_list", "1", "--skip_clean", "--no_overwrite")).isZero();
    assertThat(text()).contains("0 embeddings computed, 6 found in the store");
    assertThat(staged("train", "--run_id", "parts")).isZero();
    assertThat(staged("evaluate")).isZero();
    assertThat(folder.resolve("runs/parts/scores.csv"))
        .hasSameBinaryContentAs(folder.resolve("runs/whole/scores.csv"));
    assertThat(staged("evaluate", "--run_id", "none")).isEqualTo(1);
    assertThat(text()).contains("there is no run 'none'").contains("there are: whole, parts");
  }

  @Test
  void deformedAudioIsTheSameForAnyNumberOfThreads() throws IOException {
    String config = folder.resolve("toy.yml").toString();
    assertThat(
            sonoprobe(
                "deform", "-c", config, "--audio", folder.resolve("a").toString(), "--n_jobs", "1"))
        .isZero();
    assertThat(
            sonoprobe(
                "deform", "-c", config, "--audio", folder.resolve("b").toString(), "--n_jobs", "4"))
        .isZero();
    assertThat(text()).contains("12 files written");
    try (var files = Files.walk(folder.resolve("a"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(folder.resolve("b").resolve(folder.resolve("a").relativize(file)))
            .hasSameBinaryContentAs(file);
      }
    }
    assertThat(
            sonoprobe(
                "deform",
                "-c",
                config,
                "--audio",
                folder.resolve("c").toString(),
                "--deform_list",
                "1"))
        .isZero();
    try (var scenarios = Files.list(folder.resolve("c/toy/synthetic"))) {
      assertThat(scenarios.toList()).singleElement().asString().contains("snr_5_to_40_db");
    }
  }

  @Test
  void planListAndSchemaNeedNoWork() {
    assertThat(sonoprobe("plan", "-c", folder.resolve("toy.yml").toString())).isZero();
    assertThat(text())
        .contains("60 tracks, 6 classes, 1 splits")
        .contains("total: 1 experiments, 1 trainings, 72 embeddings");
    assertThat(sonoprobe("list")).isZero();
    assertThat(text()).contains("AddGaussianSNR").contains("min_snr_db=5.0");
    assertThat(sonoprobe("schema")).isZero();
    assertThat(text()).contains("\"$schema\"");
  }

  @Test
  void wrongInputHasItsExitCodeAndOneClearMessage() throws IOException {
    assertThat(sonoprobe("run", "-c", "nosuch")).isEqualTo(2);
    assertThat(text()).contains("there is no configuration 'nosuch'; tried: nosuch, nosuch.yml");
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.yml"),
            Files.readString(folder.resolve("toy.yml")).replace("mfcc", "mfc"));
    assertThat(sonoprobe("run", "-c", wrong.toString())).isEqualTo(2);
    assertThat(text())
        .contains("no embedding model is called 'mfc'; did you mean 'mfcc'?")
        .doesNotContain("\tat ");
    assertThat(staged("run", "--set", "experiments.0.probes.0.epochs=none")).isEqualTo(2);
    assertThat(sonoprobe("rnu")).isEqualTo(2);
    assertThat(staged("extract", "--deform_list", "7")).isEqualTo(2);
  }

  @Test
  void overridesAreSeenInTheResolvedConfiguration() throws IOException {
    assertThat(staged("run", "--run_id", "o", "--set", "experiments.0.probes.0.epochs=1")).isZero();
    assertThat(Files.readString(folder.resolve("runs/o/experiment.yml"))).contains("epochs: 1\n");
  }

  @Test
  void aFaultyTrackStopsTheRunOrIsLeftOut() throws IOException {
    Files.createDirectories(folder.resolve("music/x"));
    Files.createDirectories(folder.resolve("music/y"));
    for (int i = 0; i < 20; i++) {
      org.sonoprobe.audio.WavWriter.write(
          folder.resolve("music/" + (i % 2 == 0 ? "x" : "y") + "/" + i + ".wav"),
          org.sonoprobe.testkit.Signals.sine(200 + 20 * i + 400 * (i % 2), 0.5, 16000, 0.5));
    }
    Files.writeString(folder.resolve("music/x/bad.wav"), "not audio");
    Path config =
        Files.writeString(
            folder.resolve("folder.yml"),
            "experiments:\n  - task: anything\n    datasets: [{name: folder, path: "
                + folder.resolve("music")
                + "}]\n    embedding_models: [mfcc]\n    downstream_models: [{type: classifier, epochs: 2}]\n");
    String runs = folder.resolve("runs").toString();

    assertThat(sonoprobe("run", "-c", config.toString(), "--online", "--runs", runs)).isEqualTo(1);
    assertThat(text()).contains("bad.wav").contains("not audio in a known format");
    assertThat(sonoprobe("run", "-c", config.toString(), "--online", "--runs", runs, "--lenient"))
        .isEqualTo(3);
    assertThat(text()).contains("Left out: 1 (see the report)").contains("1 at decode: ");
  }
}
