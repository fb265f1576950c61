package org.sonoprobe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.ModelCard;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.audio.Resampler;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.config.Kinds;
import org.sonoprobe.dsp.FrontEnd;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.report.AutoTable;
import org.sonoprobe.report.TableFormat;
import org.sonoprobe.results.ResultTable;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.Runner;

/** What the documents say is true. */
class DocumentationTest {
  @TempDir Path folder;

  private static List<String> blocks(String document, String language) throws IOException {
    Matcher matcher =
        Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("..", document)));
    List<String> blocks = new ArrayList<>();
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  private static Map<String, String> extendingSources() throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    for (String block : blocks("docs/extending.md", "java")) {
      Matcher name = Pattern.compile("(?m)^(?:public )?(?:record|class) (\\w+)").matcher(block);
      assertThat(name.find()).isTrue();
      sources.put("com/example/" + name.group(1) + ".java", block);
    }
    return sources;
  }

  @Test
  void theCodeOfTheExtendingGuideCompilesAndRuns() throws Exception {
    Map<String, String> sources = extendingSources();
    assertThat(sources).hasSize(10);
    Sources.compile(sources, folder);
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.sonoprobe.api.EmbeddingModel"), "com.example.Loudness\n");
    Files.writeString(services.resolve("org.sonoprobe.api.Deformation"), "com.example.Dropout\n");
    Files.writeString(services.resolve("org.sonoprobe.api.Dataset"), "com.example.NamedFiles\n");
    Files.writeString(
        services.resolve("org.sonoprobe.api.DownstreamModel"), "com.example.NearestMean\n");
    Files.writeString(services.resolve("org.sonoprobe.api.Metric"), "com.example.TopThree\n");
    Files.writeString(services.resolve("org.sonoprobe.api.Splitter"), "com.example.Dealt\n");
    Files.writeString(services.resolve("org.sonoprobe.api.Aggregation"), "com.example.Ends\n");
    Files.writeString(services.resolve("org.sonoprobe.api.TaskType"), "com.example.StarRating\n");
    String yaml =
        "experiments:\n  - name: guide\n"
            + indented(blocks("docs/extending.md", "yaml").get(2))
            + indented(blocks("docs/extending.md", "yaml").get(1))
            + indented(blocks("docs/extending.md", "yaml").get(0))
            + "    downstream_models: [nearest_mean]\n    metrics: [top_three]\n";

    Sources.withClassPath(
        folder,
        () -> {
          List<Experiment> experiments = ExperimentFile.parse(yaml, "guide.yml");
          assertThat(ExperimentFile.parse(ExperimentFile.write(experiments), "again.yml"))
              .isEqualTo(experiments);
          Results results =
              Runner.builder()
                  .store(folder.resolve("store"))
                  .runs(folder.resolve("runs"))
                  .build()
                  .run(experiments);
          assertThat(results.wholeScores()).hasSize(2 * 3);
          assertThat(results.wholeScores().get(0).metric()).isEqualTo("top_three");
          TaskType stars = Components.named(TaskType.class, "star_rating");
          assertThat(stars.write(stars.read("***"))).isEqualTo("***");
          assertThat(Components.named(DownstreamModel.class, "nearest_mean").name())
              .isEqualTo("nearest_mean");
        });
  }

  private static String indented(String block) {
    return block.indent(4);
  }

  @Test
  void thePluginProjectWorksAsAJar() throws Exception {
    Path project = Path.of("plugin");
    Sources.compile(Sources.below(project.resolve("src/main/java")), folder);
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.copy(
        project.resolve("src/main/resources/META-INF/services/org.sonoprobe.api.EmbeddingModel"),
        services.resolve("org.sonoprobe.api.EmbeddingModel"));
    String yaml =
        """
        experiments:
          - task: instrument_classification
            datasets: [{name: synthetic, tracks: 60}]
            embedding_models: [{type: zero_crossings, window_seconds: 0.2}]
            downstream_models: [classifier]
        """;

    Sources.withClassPath(
        folder,
        () ->
            assertThat(
                    Runner.builder()
                        .build()
                        .run(ExperimentFile.parse(yaml, "plugin.yml"))
                        .wholeScores())
                .hasSize(2));
    assertThat(Sources.below(project.resolve("src"))).hasSize(1);
  }

  @Test
  void twoComponentsOfOneNameAreAnErrorThatNamesBothPlaces() throws Exception {
    Sources.compile(
        Map.of(
            "com/example/Accuracy.java",
            """
            package com.example;
            import org.sonoprobe.api.*;
            public record Accuracy() implements Metric {
              public String name() { return "Accuracy"; }
              public boolean supports(TaskType type) { return true; }
              public Score compute(Predictions predictions) { return new Score(name(), 0); }
            }
            """),
        folder);
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve("org.sonoprobe.api.Metric"), "com.example.Accuracy\n");

    Sources.withClassPath(
        folder,
        () ->
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Components.all(Metric.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two components are called 'Accuracy'")
                .hasMessageContaining("org.sonoprobe.metrics.Accuracy in")
                .hasMessageContaining("com.example.Accuracy in"));
  }

  @Test
  void theReadmesJavaIsThatOfTheExample() throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/org/sonoprobe/examples/FluentExperiment.java"));

    assertThat(source).contains(blocks("README.md", "java").get(0));
  }

  @Test
  void theCodeOfRunningIsThatOfTheExample() throws IOException {
    assertThat(Files.readString(Path.of("src/main/java/org/sonoprobe/examples/WatchedRun.java")))
        .contains(blocks("docs/running.md", "java").get(0));
  }

  @Test
  void thePageOfDatasetsHasEveryPublishedOneWithItsTasksAndLicence() throws IOException {
    Map<String, String> rows = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("../docs/datasets.md"))) {
      String[] cells = line.split(" \\| ", -1);
      if (cells.length == 5 && cells[0].startsWith("| `")) {
        rows.put(cells[0].replaceAll("[|` ]", ""), cells[2] + " | " + cells[3]);
      }
    }
    Map<String, String> published = new HashMap<>();
    Components.all(Dataset.class)
        .forEach(
            (name, dataset) ->
                dataset
                    .about()
                    .ifPresent(
                        about ->
                            published.put(
                                name,
                                String.join(
                                        ", ",
                                        dataset.tasks().stream()
                                            .sorted()
                                            .map(task -> "`" + task + "`")
                                            .toList())
                                    + " | "
                                    + about.licence())));
    assertThat(rows).isEqualTo(published);
  }

  @Test
  void thePageOfModelsHasEveryPublishedOneEveryFrontEndAndEveryResampler() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../docs/models.md"));
    Set<String> published = new TreeSet<>();
    Components.all(EmbeddingModel.class)
        .forEach(
            (name, model) ->
                model
                    .card()
                    .filter(card -> !name.startsWith("mert-v1-95m-"))
                    .ifPresent(card -> published.add(row(name, model, card))));
    assertThat(lines).containsAll(published);
    String page = String.join("\n", lines);
    for (String name : Components.all(FrontEnd.class).keySet()) {
      assertThat(page).contains("`" + name + "`");
    }
    for (String name : Resampler.names()) {
      assertThat(page).contains("`" + name + "`");
    }
    String commands = Files.readString(Path.of("../docs/commands.md"));
    for (String line : blocks("docs/models.md", "sh").get(0).lines().toList()) {
      assertThat(commands).contains("## " + line.split(" ", -1)[1] + "\n");
    }
  }

  private static String row(String name, EmbeddingModel model, ModelCard card) {
    return "| `"
        + name
        + "` | "
        + card.title()
        + " | "
        + card.dimension()
        + " | "
        + model.input().sampleRate()
        + " Hz, `"
        + model.input().resampler()
        + "` | "
        + (card.trainedOn().isEmpty() ? "not public" : String.join(", ", card.trainedOn()))
        + " | "
        + card.origin().licence()
        + " | "
        + (model.assets().isEmpty() ? card.origin().source() : "`download`")
        + " |";
  }

  @Test
  void theConfigurationsOfThePageOfModelsAreValidAndItsCodeIsThatOfTheExample() throws IOException {
    // one block describes a network, which a test of that type reads
    List<String> blocks =
        blocks("docs/models.md", "yaml").stream()
            .filter(block -> !block.startsWith("my-mule:"))
            .toList();
    assertThat(blocks).hasSize(6);
    for (String block : blocks) {
      String config =
          "experiments:\n  - name: x\n"
              + (block.startsWith("task") ? "" : "    task: instrument_classification\n")
              + "    datasets: [synthetic]\n    downstream_models: [classifier]\n"
              + block.stripIndent().indent(4);
      assertThat(ExperimentFile.parse(config, "docs/models.md")).hasSize(1);
    }
    assertThat(Files.readString(Path.of("src/main/java/org/sonoprobe/examples/OwnNetwork.java")))
        .contains(blocks("docs/models.md", "java").get(0).strip());
  }

  @Test
  void theConfigurationsOfThePageOfDatasetsAreValidAndItsCodeIsThatOfTheExample()
      throws IOException {
    List<String> blocks = blocks("docs/datasets.md", "yaml");
    assertThat(blocks).hasSize(3);
    for (String block : blocks) {
      for (String task : List.of("instrument_classification")) {
        String config =
            "experiments:\n  - name: x\n    task: "
                + task
                + "\n    embedding_models: [mfcc]\n    downstream_models: [classifier]\n"
                + block.indent(4);
        assertThat(ExperimentFile.parse(config, "docs/datasets.md")).hasSize(1);
      }
    }
    assertThat(Files.readString(Path.of("src/main/java/org/sonoprobe/examples/AuditedData.java")))
        .contains(blocks("docs/datasets.md", "java").get(0));
  }

  @Test
  void thePageOfDatasetsExplainsEverySplitterAndEveryCommandOnItExists() throws IOException {
    String page = Files.readString(Path.of("../docs/datasets.md"));
    for (String name : Components.all(org.sonoprobe.api.Splitter.class).keySet()) {
      assertThat(page).contains("`" + name + "`");
    }
    String commands = Files.readString(Path.of("../docs/commands.md"));
    for (String line : blocks("docs/datasets.md", "sh").get(0).lines().toList()) {
      assertThat(commands).contains("## " + line.split(" ", -1)[1] + "\n");
    }
    for (String option : List.of("--metadata-only", "--offline", "--mirror", "--audit", "--json")) {
      assertThat(commands).contains(option);
    }
  }

  @Test
  void thePageOfProbesAndMetricsHasEachWithItsTasksDirectionAndRange() throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("../docs/probes-and-metrics.md"))) {
      if (line.startsWith("| `")) {
        Matcher name = Pattern.compile("`([a-z_0-9]+)`").matcher(line.split(" \\| ", -1)[0]);
        while (name.find()) {
          rows.put(name.group(1), line);
        }
      }
    }
    Set<String> known =
        new TreeSet<>(Components.all(org.sonoprobe.api.DownstreamModel.class).keySet());
    known.addAll(Components.all(org.sonoprobe.api.Metric.class).keySet());
    known.add("recurrent"); // a plug-in
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(known);
    Components.all(org.sonoprobe.api.Metric.class)
        .forEach(
            (name, metric) -> {
              String[] cells = String.valueOf(rows.get(name)).split(" \\| ", -1);
              assertThat(cells[1].contains("v"))
                  .as(name)
                  .isEqualTo(metric.supports(org.sonoprobe.api.TaskTypes.REGRESSION));
              assertThat(cells[4]).as(name).isEqualTo(metric.greaterIsBetter() ? "↑" : "↓");
              assertThat(cells[3].contains("0–1") || cells[3].contains("−1–1"))
                  .as(name + " " + metric.range())
                  .isEqualTo(
                      metric.range().highest() == 1 && metric.range().lowest() > -2
                          || name.equals("dcg"));
            });
    Components.all(org.sonoprobe.api.DownstreamModel.class)
        .forEach(
            (name, model) ->
                assertThat(String.valueOf(rows.get(name)).split(" \\| ", -1)[3])
                    .as(name)
                    .isEqualTo(model.isRandom() ? "yes" : "no"));
  }

  @Test
  void theCodeOfReadingScoresIsThatOfTheExample() throws IOException {
    assertThat(
            Files.readString(Path.of("src/main/java/org/sonoprobe/examples/HonestComparison.java")))
        .contains(blocks("docs/reading-scores.md", "java").get(0));
    Path folder = Files.createTempDirectory("honest");
    Results results = HonestComparison.run(folder);
    assertThat(HonestComparison.compare(results).differences()).hasSize(8);
  }

  @Test
  void theConfigurationOfThePageOfProbesIsValid() throws IOException {
    String yaml =
        "experiments:\n- task: instrument_classification\n  datasets: [synthetic]\n"
            + "  embedding_models: [mfcc]\n"
            + blocks("docs/probes-and-metrics.md", "yaml").get(0).indent(2);
    assertThat(ExperimentFile.parse(yaml, "page").get(0).downstream()).hasSize(4);
    assertThat(ExperimentFile.parse(yaml, "page").get(0).repeats()).isEqualTo(5);
  }

  @Test
  void thePageOfDeformationsNamesEachAndItsCodeRuns() throws IOException {
    String page = Files.readString(Path.of("../docs/deformations.md"));
    Set<String> rows = new TreeSet<>();
    for (String line : page.lines().filter(each -> each.startsWith("| `")).toList()) {
      Matcher name = Pattern.compile("`([A-Za-z0-9]+)`").matcher(line.split(" \\| ", -1)[0]);
      while (name.find()) {
        rows.add(name.group(1));
      }
    }
    Set<String> known = new TreeSet<>(Components.all(org.sonoprobe.api.Deformation.class).keySet());
    known.addAll(Components.all(org.sonoprobe.api.Measure.class).keySet());
    known.addAll(Set.of("PitchShiftWsola", "TimeStretchWsola")); // plug-ins
    assertThat(rows).isEqualTo(known);
    String yaml =
        "experiments:\n- task: instrument_classification\n  datasets: [synthetic]\n"
            + "  embedding_models: [mfcc]\n  downstream_models: [prior]\n"
            + blocks("docs/deformations.md", "yaml").get(0).indent(2);
    assertThat(ExperimentFile.parse(yaml, "page").get(0).scenarios())
        .extracting(org.sonoprobe.api.Scenario::name)
        .startsWith("SNR 15 dB")
        .contains("street", "MP3 32 kbps or crushed to 8 bits", "pitch +8 semitones");
    assertThat(
            Files.readString(Path.of("src/main/java/org/sonoprobe/examples/RobustnessStudy.java"))
                .replaceAll("\\s+", " "))
        .contains(blocks("docs/deformations.md", "java").get(0).strip().replaceAll("\\s+", " "));
    Path folder = Files.createTempDirectory("robustness");
    assertThat(RobustnessStudy.run(folder).curves()).hasSize(9);
    DeformationGallery.main(new String[] {folder.resolve("gallery").toString()});
    for (String name : Components.all(org.sonoprobe.api.Deformation.class).keySet()) {
      assertThat(folder.resolve("gallery/" + name + ".png")).isNotEmptyFile();
      assertThat(folder.resolve("gallery/" + name + ".wav")).isNotEmptyFile();
    }
  }

  @Test
  void thePageOfReportsNamesEachPresetAndItsCodeRuns() throws IOException {
    String page = Files.readString(Path.of("../docs/reports.md"));
    AutoTable.presets()
        .forEach((name, what) -> assertThat(page).contains("| `" + name + "` | " + what + " |"));
    for (TableFormat format : TableFormat.values()) {
      assertThat(page).contains("`" + format.word() + "`");
    }
    String code =
        Files.readString(Path.of("src/main/java/org/sonoprobe/examples/IllustratedReport.java"));
    for (String block : blocks("docs/reports.md", "java")) {
      assertThat(code).contains(block);
    }
    Path folder = Files.createTempDirectory("illustrated");
    Results results = IllustratedReport.run(folder);
    assertThat(IllustratedReport.table(results)).contains("\\toprule", "\\textbf{");
    Path report = folder.resolve("runs/notes/report");
    assertThat(report.resolve("pictures/notes-synthetic/scores.svg")).isNotEmptyFile();
    assertThat(report.resolve("data/map-5.js")).isNotEmptyFile();
    assertThat(report.resolve("clips")).isNotEmptyDirectory();
  }

  @Test
  void theReadmesYamlIsValid() throws IOException {
    List<Experiment> experiments =
        ExperimentFile.parse(blocks("README.md", "yaml").get(0), "README.md");

    assertThat(experiments.get(0).embeddings()).hasSize(3);
  }

  /** Artifacts that the command line is given as plug-ins. */
  private static final Set<String> PLUGINS =
      Set.of(
          "sonoprobe-deform-tarsos",
          "sonoprobe-downstream-pytorch",
          "sonoprobe-embeddings-pytorch",
          "sonoprobe-embeddings-tensorflow");

  @Test
  void theReadmeListsEveryComponent() throws IOException {
    Map<String, Set<String>> listed = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("../README.md"))) {
      Matcher row =
          Pattern.compile("\\| ([a-z ]+) \\| (`.*) \\| `(sonoprobe-[a-z-]+)` \\|").matcher(line);
      if (row.matches() && !PLUGINS.contains(row.group(3))) {
        Matcher name = Pattern.compile("`([^`]+)`").matcher(row.group(2));
        while (name.find()) {
          listed.computeIfAbsent(row.group(1), kind -> new TreeSet<>()).add(name.group(1));
        }
      }
    }
    for (Class<? extends Component> kind : Kinds.all()) {
      String words = Components.words(kind);
      assertThat(listed.get(words))
          .as(words)
          .isEqualTo(new TreeSet<>(Components.all(kind).keySet()));
    }
  }

  @Test
  void theReadmesTestCommandIsTheOneOfTheContinuousIntegration() throws IOException {
    assertThat(blocks("README.md", "sh").get(0)).contains("\nmvn -B verify");
    assertThat(
            Files.readAllLines(Path.of("../.ci/run")).stream()
                .filter(line -> line.startsWith("mvn ")))
        .first()
        .isEqualTo("mvn -B verify");
  }

  @Test
  void theTourNamesClassesThatExist() throws IOException {
    Set<String> sources = new TreeSet<>();
    for (String module :
        List.of(
            "core/api",
            "core/audio",
            "core/engine",
            "core/report",
            "core/spark",
            "downstream",
            "metrics",
            "datasets",
            "embeddings",
            "embeddings/networks")) {
      Sources.below(Path.of("..", module, "src/main/java"))
          .keySet()
          .forEach(path -> sources.add(path.replaceAll(".*/|\\.java", "")));
    }
    Matcher name =
        Pattern.compile("`([A-Z][a-z]+[A-Za-z]*)[`.]")
            .matcher(Files.readString(Path.of("../docs/tour-of-a-run.md")));
    Set<String> nested = Set.of("Session", "Result", "ServiceLoader", "Problems");
    int count = 0;
    while (name.find()) {
      if (!nested.contains(name.group(1))) {
        assertThat(sources).contains(name.group(1));
        count++;
      }
    }
    assertThat(count).isGreaterThan(40);
  }

  @Test
  void thePageOfTheRunDirectoryNamesEveryFileAndColumn() throws IOException {
    Path runs = folder.resolve("runs");
    Results results =
        Runner.builder()
            .runs(runs)
            .runId("r")
            .build()
            .run(
                Experiment.builder("x")
                    .task("instrument_classification")
                    .dataset(new org.sonoprobe.datasets.SyntheticMusic(60, 3))
                    .embeddings("mfcc")
                    .downstream("classifier")
                    .build());
    String page = Files.readString(Path.of("../docs/run-directory.md"));
    try (var files = Files.walk(runs.resolve("r"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = String.valueOf(file.getFileName()).replaceFirst("^clean\\.", "<scenario>.");
        assertThat(page).contains("`" + name + "`");
      }
    }
    assertThat(page)
        .contains("`" + results.csv(ResultTable.SCORES).lines().findFirst().orElseThrow() + "`");
    assertThat(page)
        .contains("`" + results.csv(ResultTable.RANKS).lines().findFirst().orElseThrow() + "`");
    assertThat(page)
        .contains("`" + results.csv(ResultTable.DROPS).lines().findFirst().orElseThrow() + "`");
    assertThat(page)
        .contains("`" + results.csv(ResultTable.CURVES).lines().findFirst().orElseThrow() + "`");
    assertThat(page)
        .contains("`" + results.csv(ResultTable.MEASURES).lines().findFirst().orElseThrow() + "`");
    assertThat(page)
        .contains("`" + results.csv(ResultTable.DRAWS).lines().findFirst().orElseThrow() + "`");
    assertThat(page)
        .contains("`" + results.csv(ResultTable.SKIPPED).lines().findFirst().orElseThrow() + "`");
    assertThat(page).contains("today " + org.sonoprobe.results.RunDirectory.FORMAT + ";");
  }

  @Test
  void gradleIsToldTheVersionsThatMavenUses() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    Matcher coordinates =
        Pattern.compile("\"org\\.bytedeco:(\\w+):([^:\"]+):")
            .matcher(blocks("README.md", "kotlin").get(0));
    int count = 0;
    while (coordinates.find()) {
      assertThat(pom)
          .contains("<" + coordinates.group(1) + ".version>" + coordinates.group(2) + "</");
      count++;
    }
    assertThat(count).isEqualTo(3);
  }
}
