package org.sonoprobe.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.audit.Audit;
import org.sonoprobe.audit.Finding;
import org.sonoprobe.cli.Quickstart;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.statistics.Blocks;
import org.sonoprobe.statistics.Paired;
import org.sonoprobe.statistics.Replicates;
import org.sonoprobe.statistics.Statistics;

class ExamplesTest {
  private static final JavaClasses EVERYTHING =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sonoprobe");

  @TempDir Path folder;

  @Test
  void theQuickstartGivesItsTablesAndItsPage() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Results results = Quickstart.run(folder, 360, out, out, 120, false);

    assertThat(results.wholeScores()).hasSize(4 * 3 * 5 * 5 * 2);
    assertThat(results.skipped()).isEmpty();
    assertThat(best(results, "quickstart instrument", "clean")).isGreaterThan(0.8);
    assertThat(best(results, "quickstart pitch_class", "clean")).isGreaterThan(0.9);
    assertThat(
            results.wholeScores().stream()
                .filter(row -> row.metric().equals("weighted_key_score"))
                .mapToDouble(ScoreRow::value)
                .max()
                .orElse(0))
        .isGreaterThan(0.6);
    assertThat(
            results.wholeScores().stream()
                .filter(row -> row.metric().equals("roc_auc_macro"))
                .mapToDouble(ScoreRow::value)
                .max()
                .orElse(0))
        .isGreaterThan(0.8);
    assertThat(best(results, "quickstart instrument", "SNR 0 dB"))
        .isLessThan(best(results, "quickstart instrument", "clean"));
    assertThat(folder.resolve("report/index.html")).exists();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("\nmfcc +M1 ")
        .contains("Open ")
        .contains("index.html");
  }

  private static double best(Results results, String experiment, String scenario) {
    OptionalDouble best =
        results.wholeScores().stream()
            .filter(row -> row.experiment().equals(experiment) && row.scenario().equals(scenario))
            .filter(row -> row.metric().equals("f1_micro"))
            .mapToDouble(ScoreRow::value)
            .max();
    return best.orElseThrow();
  }

  @Test
  void theFluentAndTheYamlExampleAreTheSameExperiment() throws IOException {
    Results fluent = FluentExperiment.run(folder);
    List<Experiment> yaml = YamlExperiment.builtIn();

    assertThat(org.sonoprobe.config.ExperimentFile.parse(fluent.configuration(), "run"))
        .isEqualTo(yaml);
    assertThat(YamlExperiment.run(yaml).scores()).isEqualTo(fluent.scores());
  }

  @Test
  void aRunIsWatchedCancelledAndTakenUpAgain() throws Exception {
    Results results = WatchedRun.run(folder.resolve("watched"));

    assertThat(results.wholeScores()).hasSize(2 * 2);
    assertThat(results.predictions(results.wholeScores().get(0)).count()).isEqualTo(9);
  }

  @Test
  void aDatasetOfOnesOwnWorks() throws IOException {
    assertThat(OwnDataset.run().wholeScores().get(0).value()).isGreaterThan(0.9);
  }

  @Test
  void auditedDataFindsTheNoteThatIsThereTwice() throws IOException {
    Audit audit = AuditedData.run(folder);

    assertThat(audit.of(Finding.Kind.NEAR_DUPLICATE))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.tracks())
                    .containsExactlyInAnyOrder("note0000.wav", "softer.wav"));
    assertThat(folder.resolve("splits.json")).exists();
  }

  @Test
  void aNetworkOfOnesOwnStandsBesideTheFloors() throws Exception {
    Path network =
        Path.of(Objects.requireNonNull(OwnNetwork.class.getResource("my_network.onnx")).toURI());
    Results results = OwnNetwork.run(network, folder);

    Map<String, Double> clean = new HashMap<>();
    for (ScoreRow row : results.wholeScores()) {
      if (row.scenario().equals("clean")) {
        clean.put(row.embedding(), row.value());
      }
    }
    assertThat(clean)
        .containsOnlyKeys("my network", "mfcc", "untrained", "random", "duration_loudness");
    // four instruments: chance is .25
    assertThat(clean.get("random")).isLessThan(0.5);
    assertThat(clean.get("my network")).isGreaterThan(clean.get("random"));
  }

  @Test
  void vectorsFromElsewhereWork() throws IOException {
    Results results = VectorsFromElsewhere.run(folder);

    assertThat(results.wholeScores()).hasSize(5 * 2);
    assertThat(results.wholeScores().get(0).value()).isGreaterThan(0.8);
  }

  @Test
  void nothingHereTouchesTarsosDsp() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("be.tarsos..", "org.sonoprobe.deform.tarsos..")
        .check(EVERYTHING);
  }

  @Test
  void whetherTwoDifferIsAnsweredInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.sonoprobe.results..", "org.sonoprobe.statistics..")
        .should()
        .callMethod(Statistics.class, "correctedT", double.class, double[].class)
        .orShould()
        .callMethod(Statistics.class, "correctedError", double.class, double[].class)
        .orShould()
        .callMethod(Paired.class, "of", double.class, double.class, double.class, int.class)
        .check(EVERYTHING);
    // scores of one split and measures are resampled where they are made
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.sonoprobe.results..", "org.sonoprobe.statistics..", "org.sonoprobe.run..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Blocks.class, Replicates.class)
        .check(EVERYTHING);
  }

  @Test
  void nobodyOutsideTheCoreUsesItsInternals() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.sonoprobe.api..",
            "org.sonoprobe.component..",
            "org.sonoprobe.audio..",
            "org.sonoprobe.dsp..",
            "org.sonoprobe.files..",
            "org.sonoprobe.experiment..",
            "org.sonoprobe.run..",
            "org.sonoprobe.store..",
            "org.sonoprobe.config..",
            "org.sonoprobe.report..",
            "org.sonoprobe.assets..",
            "org.sonoprobe.audit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sonoprobe..internal..")
        .check(EVERYTHING);
  }

  @Test
  void componentsKnowNeitherTheEngineNorEachOther() {
    for (String module : List.of("datasets", "embeddings", "downstream", "metrics", "deform")) {
      List<String> others =
          List.of("datasets", "embeddings", "downstream", "metrics", "deform").stream()
              .filter(other -> !other.equals(module))
              .map(other -> "org.sonoprobe." + other + "..")
              .toList();
      noClasses()
          .that()
          .resideInAPackage("org.sonoprobe." + module + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              java.util.stream.Stream.concat(
                      others.stream(),
                      java.util.stream.Stream.of(
                          "org.sonoprobe.experiment..",
                          "org.sonoprobe.results..",
                          "org.sonoprobe.json..",
                          "org.sonoprobe.cli..",
                          "org.sonoprobe.run..",
                          "org.sonoprobe.store..",
                          "org.sonoprobe.config..",
                          "org.sonoprobe.report.."))
                  .toArray(String[]::new))
          .check(EVERYTHING);
    }
  }
}
