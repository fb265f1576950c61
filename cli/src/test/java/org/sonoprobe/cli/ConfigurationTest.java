package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Aggregations;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.ConfigException;
import org.sonoprobe.config.ConfigSchema;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.datasets.BeatportKey;
import org.sonoprobe.datasets.Columns;
import org.sonoprobe.datasets.CsvDataset;
import org.sonoprobe.datasets.HearTask;
import org.sonoprobe.datasets.JsonLines;
import org.sonoprobe.datasets.LabelRule;
import org.sonoprobe.datasets.Magnatagatune;
import org.sonoprobe.datasets.Mirdata;
import org.sonoprobe.datasets.MtgJamendo;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.datasets.TinySol;
import org.sonoprobe.datasets.VocalSet;
import org.sonoprobe.datasets.Windows;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.deform.Gain;
import org.sonoprobe.downstream.Classifier;
import org.sonoprobe.embeddings.Features;
import org.sonoprobe.embeddings.Mfcc;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.LayerPooling;
import org.sonoprobe.experiment.LeaveOneGroupOut;
import org.sonoprobe.experiment.RepeatedSplits;
import org.sonoprobe.experiment.SplitFile;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.experiment.StratifiedGroups;
import org.sonoprobe.metrics.F1;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.ResultTable;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.plan.Plan;
import org.sonoprobe.run.work.Policy;

class ConfigurationTest {
  @TempDir Path folder;

  private static final String FULL =
      """
      experiments:
        - name: instruments under noise
          seed: 7
          task: {name: instrument_classification, type: multiclass_classification, aggregation: mean_std}
          datasets:
            - {name: tinysol, dir: data/tinysol, split_type: all}
          deformations:
            - - type: AddGaussianSNR
                params: {min_snr_db: 15, max_snr_db: 15, p: 1}
              - {type: Gain, min_gain_db: -6, max_gain_db: -6}
          embedding_models: [mfcc]
          downstream_models:
            - {type: classifier, hidden_units: [256, infer], learning_rate: 5.0e-4}
          metrics: [f1_macro]
      """;

  private static Experiment only(String yaml) throws ConfigException {
    return ExperimentFile.parse(yaml, "test.yml").get(0);
  }

  private static ConfigException failure(String yaml, String... overrides) {
    return catchThrowableOfType(
        ConfigException.class, () -> ExperimentFile.parse(yaml, "test.yml", overrides));
  }

  @Test
  void yamlEqualsTheFluentBuilder() throws ConfigException {
    Experiment built =
        Experiment.builder("instruments under noise")
            .seed(7)
            .task("instrument_classification")
            .aggregation(Aggregations.MEAN_STD)
            .dataset(new TinySol(Path.of("data/tinysol")), Splitters.ALL)
            .scenario(new AddGaussianSnr(15), new Gain(-6))
            .embedding(new Mfcc())
            .downstream(
                Components.with(new Classifier(List.of(256, "infer")), "learning_rate", 5e-4))
            .metric(new F1())
            .build();

    assertThat(only(FULL)).isEqualTo(built);
  }

  @Test
  void whatIsWrittenReadsBackAsTheSameAndWritesTheSame() throws ConfigException {
    String written = ExperimentFile.write(List.of(only(FULL)));

    assertThat(only(written)).isEqualTo(only(FULL));
    assertThat(ExperimentFile.write(List.of(only(written)))).isEqualTo(written);
    assertThat(written).contains("batch_size: 100").contains("patience: 10");
  }

  @Test
  void theSpellingsOfTheReleasedToolkitMeanTheSame() throws ConfigException {
    String released =
        """
        experiments:
          - name: instruments under noise
            seed: 7
            task: {name: instrument_recognition, type: multiclass_classification, feature_aggregation: embedding_mean_std}
            datasets:
              - name: tinysol
                type: mirdata
                dir: data/tinysol
                split_type: all
                deformations:
                  - - {type: AddGaussianSNR, params: {min_snr_in_db: 15, max_snr_in_db: 15, p: 1}}
                    - {type: Gain, params: {min_gain_in_db: -6, max_gain_in_db: -6, p: 1}}
            features: [mfcc]
            probes:
              - {type: classifier, hidden_units: [256, infer], learning_rate: 5.0e-4, emb_shape: infer, emb_dim_reduction: False}
            metrics: [F1]
        """;

    assertThat(only(released)).isEqualTo(only(FULL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "seed", "deformations", "metrics"})
  void everyOptionalKeyHasAWorkingDefault(String key) throws IOException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    JsonNode tree = yaml.readTree(FULL);
    ((com.fasterxml.jackson.databind.node.ObjectNode) tree.get("experiments").get(0)).remove(key);

    Experiment experiment = only(yaml.writeValueAsString(tree));

    assertThat(experiment.metrics()).isNotEmpty();
    assertThat(experiment.name()).isNotBlank();
  }

  @Test
  void theThesissConfigurationPlansToThreeHundredTrainings() throws IOException {
    List<Experiment> experiments = ExperimentFile.read(Path.of("../examples/configs/thesis.yml"));
    int trials = 0;
    for (Experiment experiment : experiments) {
      Plan plan = Plan.of(experiment);
      trials += plan.trials();
      assertThat(plan.unavailable()).containsKey("openl3").hasSize(10);
      assertThat(experiment.downstream()).hasSize(5);
      // the clips of MagnaTagATune are MP3 files of 32 kbps already
      boolean withMp3 = !experiment.task().name().equals("autotagging");
      assertThat(experiment.scenarios())
          .extracting(org.sonoprobe.api.Scenario::name)
          .isEqualTo(withMp3 ? List.of("D1", "D2", "D3", "D4") : List.of("D1", "D2", "D4"));
    }

    assertThat(experiments).hasSize(6);
    assertThat(trials).isEqualTo(300);
    assertThat(experiments.get(0).metrics().get(0).name()).isEqualTo("roc_auc_macro");
    assertThat(((Classifier) experiments.get(2).downstream().get(3).model()).schedule().batchSize())
        .isEqualTo(277);
    assertThat(ExperimentFile.parse(ExperimentFile.write(experiments), "again"))
        .isEqualTo(experiments);
  }

  @Test
  void allMistakesAreReportedAtOnceWithTheirPlaces() {
    ConfigException failure =
        failure(
            """
            experiments:
              - task: {name: instrument_classification, type: multiclas_classification}
                datasets:
                  - {name: tinysoul, dir: data}
                deformations:
                  - - {type: Gain, params: {min_gain_dbs: -12}}
                embedding_models: [mfc]
                downstream_models:
                  - {type: classifier, epochs: many}
                metrics: [f1_makro]
                sed: 7
            """);

    assertThat(failure.problems()).hasSize(7);
    assertThat(failure)
        .hasMessageContaining("7 problems in test.yml")
        .hasMessageContaining(
            "test.yml:2:51: 'type' must be one of multiclass_classification, multilabel_classification, regression, but is"
                + " 'multiclas_classification'; did you mean 'multiclass_classification'?")
        .hasMessageContaining(
            "test.yml:4:16: no dataset is called 'tinysoul'; did you mean 'tinysol'?")
        .hasMessageContaining(
            "test.yml:6:33: deformation 'Gain' has no parameter 'min_gain_dbs'; did you mean 'min_gain_db'?; it has:"
                + " gain_db (lowest and highest at once), min_gain_db (-12.0), max_gain_db (12.0), p"
                + " (1.0)")
        .hasMessageContaining(
            "test.yml:7:24: no embedding model is called 'mfc'; did you mean 'mfcc'?")
        .hasMessageContaining(
            "test.yml:9:36: downstream model 'classifier': 'epochs' must be a whole number, but is 'many'")
        .hasMessageContaining(
            "test.yml:10:15: no metric is called 'f1_makro'; did you mean 'f1_macro'?")
        .hasMessageContaining(
            "test.yml:11:5: an experiment has no key 'sed'; did you mean 'seed'?");
  }

  @Test
  void aMissingJarIsNamed() {
    assertThat(
            failure(
                FULL.replace(
                    "type: Gain, min_gain_db: -6, max_gain_db: -6", "type: PitchShiftWsola")))
        .hasMessageContaining("no deformation is called 'PitchShiftWsola'")
        .hasMessageContaining("artifact sonoprobe-deform-tarsos brings it, under GPL-3.0");
  }

  @Test
  void brokenYamlIsSaidWithItsPlace() {
    assertThat(failure("experiments:\n  - task: [oops\n"))
        .hasMessageContaining("this is not valid YAML");
    assertThat(failure("experiments:\n  - {task: a, task: b}\n"))
        .hasMessageContaining("test.yml:2:15: 'task' is given twice; remove one");
    assertThat(failure("hello"))
        .hasMessageContaining("test.yml:1:1: the file must have a list 'experiments'");
    assertThat(failure("")).hasMessageContaining("the file must have a list 'experiments'");
  }

  @Test
  void aValueThatAConstructorRefusesIsAProblemWithAPlace() {
    assertThat(failure(FULL.replace("max_gain_db: -6", "max_gain_db: -60")))
        .hasMessageContaining("deformation 'Gain': min_gain_db must not exceed max_gain_db");
    assertThat(failure(FULL.replace("learning_rate: 5.0e-4", "emb_dim_reduction: PCA")))
        .hasMessageContaining("emb_dim_reduction PCA needs emb_shape");
  }

  @Test
  void anchorsAliasesAndMergeKeysAreResolved() throws ConfigException {
    String yaml =
        """
        x-probe: &probe {type: classifier, hidden_units: [8], epochs: 3}
        x-list: &models [mfcc]
        experiments:
          - task: instrument_classification
            datasets: [{name: synthetic}]
            embedding_models: *models
            downstream_models:
              - *probe
              - <<: *probe
                epochs: 5
        """;
    Experiment experiment = only(yaml);

    assertThat(((Classifier) experiment.downstream().get(0).model()).schedule().epochs())
        .isEqualTo(3);
    assertThat(((Classifier) experiment.downstream().get(1).model()).schedule().epochs())
        .isEqualTo(5);
    assertThat(((Classifier) experiment.downstream().get(1).model()).hiddenUnits())
        .containsExactly("8");
    assertThat(experiment.datasets().get(0).dataset()).isEqualTo(new SyntheticMusic());
  }

  @Test
  void aliasesCannotBeUsedAsABomb() {
    StringBuilder bomb = new StringBuilder("x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("x-")
          .append(i)
          .append(": &a")
          .append(i)
          .append(" [")
          .append(String.join(", ", java.util.Collections.nCopies(10, alias)))
          .append("]\n");
    }
    assertThat(failure(bomb + FULL))
        .hasMessageContaining("its aliases expand to more than 200000 values");
  }

  @Test
  void singleValuesCanBeOverridden() throws ConfigException {
    Experiment changed =
        ExperimentFile.parse(
                FULL,
                "test.yml",
                "experiments.0.probes.0.epochs=1",
                "experiments.0.seed=9",
                "experiments.0.task.aggregation=max",
                "experiments.0.embedding_models=[mfcc, chroma]")
            .get(0);

    assertThat(((Classifier) changed.downstream().get(0).model()).schedule().epochs()).isEqualTo(1);
    assertThat(changed.seed()).isEqualTo(9);
    assertThat(changed.aggregations()).containsExactly(Aggregations.MAX);
    assertThat(changed.embeddings()).hasSize(2);
    assertThat(failure(FULL, "experiments.3.seed=1"))
        .hasMessageContaining(
            "--set: 'experiments.3.seed=1' leads nowhere: 'experiments' is a list of 1, counted from 0");
    assertThat(failure(FULL, "seed")).hasMessageContaining("'seed' must be path=value");
  }

  @Test
  void anOverrideChangesNoOtherUserOfAnAnchor() throws ConfigException {
    String yaml =
        """
        x-probes: &probes [{type: classifier, epochs: 3}]
        experiments:
          - {name: a, task: instrument_classification, datasets: [synthetic], features: [mfcc], probes: *probes}
          - {name: b, task: instrument_classification, datasets: [synthetic], features: [mfcc], probes: *probes}
        """;
    List<Experiment> experiments =
        ExperimentFile.parse(yaml, "test.yml", "experiments.0.probes.0.epochs=1");

    assertThat(((Classifier) experiments.get(0).downstream().get(0).model()).schedule().epochs())
        .isEqualTo(1);
    assertThat(((Classifier) experiments.get(1).downstream().get(0).model()).schedule().epochs())
        .isEqualTo(3);
  }

  @Test
  void everyWayToSplitIsWrittenAndReadBack() throws ConfigException {
    List<Splitter> splitters =
        List.of(
            Splitters.SINGLE,
            Splitters.ALL,
            new Splitters.Stratified(0.6, 0.2, 0.2, java.util.Optional.of(7L)),
            new Splitters.KFold(4, 3),
            new Splitters.KFold(4).ignoringGroups(),
            new Splitters.KFold(6, java.util.Optional.of(1L), true, false, false),
            new StratifiedGroups(0.6, 0.2, 0.2, java.util.Optional.of(5L)),
            new RepeatedSplits(3, new StratifiedGroups(), java.util.Optional.of(2L)),
            new LeaveOneGroupOut(),
            new SplitFile(Path.of("/a/splits.json"), "e/d"),
            new Splitters.Grouped(0.5, 0.25, 0.25, java.util.Optional.of(9L)));
    for (Splitter splitter : splitters) {
      Experiment experiment =
          Experiment.builder("x")
              .task("instrument_classification")
              .dataset(new SyntheticMusic(), splitter)
              .embedding("mfcc")
              .downstream(new Classifier())
              .build();
      assertThat(only(ExperimentFile.write(List.of(experiment)))).isEqualTo(experiment);
    }
  }

  @Test
  void everyParameterOfADatasetSaysTheSameInYamlAndInJava() throws ConfigException {
    Map<String, Dataset> pairs = new LinkedHashMap<>();
    pairs.put(
        "{name: magnatagatune, type: custom, dir: /d, protocol: won2020}",
        new Magnatagatune(Path.of("/d"), Magnatagatune.Protocol.WON2020));
    pairs.put(
        "{name: mtg_jamendo, dir: /d, subset: genre, audio_dir: /a, low_quality: false, categories: false}",
        new MtgJamendo(
            Path.of("/d"), MtgJamendo.Subset.GENRE, Optional.of(Path.of("/a")), false, false));
    pairs.put(
        "{name: mtg-jamendo-instruments, dir: /d}",
        new MtgJamendo(Path.of("/d"), MtgJamendo.Subset.INSTRUMENT));
    pairs.put(
        "{name: vocalset, type: custom, dir: /d, mir_ref_compat: true}",
        new VocalSet(Path.of("/d"), true));
    pairs.put(
        "{name: beatport_key, type: mirdata, dir: /d, tidy: true, group_by: artist}",
        new BeatportKey(Path.of("/d"), true, BeatportKey.GroupBy.ARTIST));
    pairs.put(
        "{name: gtzan_genre, type: mirdata, dir: /d}", new Mirdata(Path.of("/d"), "gtzan_genre"));
    pairs.put(
        "{name: mine, type: mirdata, dir: /d, dataset: irmas, index: /i.json, audio_key: mix}",
        new Mirdata(
            Path.of("/d"), "irmas", Optional.of(Path.of("/i.json")), "mix", new LabelRule()));
    pairs.put(
        "{name: mine, type: mirdata, dir: /d, labels: {table: t.csv, table_id: i, table_label: l,"
            + " table_group: g, table_split: s, table_separator: ;, pattern: '(?<label>.*)', separator: ','}}",
        new Mirdata(
            Path.of("/d"),
            new LabelRule("t.csv", "i", "l", "g", "s", ";", "", "(?<label>.*)", ",")));
    pairs.put(
        "{name: mine, type: csv, path: /t.csv, label_columns: [a, b], start_column: s, end_column: e}",
        new CsvDataset(
            Path.of("/t.csv"),
            new Columns(
                "path",
                "label",
                List.of("a", "b"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("s"),
                Optional.of("e"))));
    pairs.put(
        "{name: mine, type: jsonl, path: /t.jsonl, dir: /a, path_column: p, label_column: l}",
        new JsonLines(Path.of("/t.jsonl"), Optional.of(Path.of("/a")), new Columns("p", "l")));
    pairs.put(
        "{name: mine, type: hear, dir: /d, sample_rate: 48000}",
        new HearTask(Path.of("/d"), 48000));
    pairs.put(
        "{name: mine, type: windows, of: {type: csv, path: /t.csv}, seconds: 3, hop_seconds: 1.5}",
        new Windows(new CsvDataset(Path.of("/t.csv")), 3, 1.5));
    for (Map.Entry<String, Dataset> pair : pairs.entrySet()) {
      Dataset dataset = pair.getValue();
      String task =
          dataset.tasks().isEmpty()
              ? "any_task"
              : dataset.tasks().stream().sorted().findFirst().get();
      String yaml =
          "experiments:\n  - {name: x, task: "
              + task
              + ", embedding_models: [mfcc], downstream_models: [classifier], datasets: ["
              + pair.getKey()
              + "]}";
      Experiment read = only(yaml);
      assertThat(read.datasets().get(0).dataset()).as(pair.getKey()).isEqualTo(dataset);
      Experiment built =
          Experiment.builder("x")
              .task(task)
              .dataset(read.datasets().get(0).label(), dataset, Splitters.SINGLE)
              .embedding("mfcc")
              .downstream("classifier")
              .build();
      assertThat(read).isEqualTo(built);
      assertThat(only(ExperimentFile.write(List.of(built)))).isEqualTo(built);
    }
  }

  @Test
  void valuesThatWouldHaveNoEffectAreMistakes() {
    assertThat(failure(FULL.replace("seed: 7", "seed: [7]")))
        .hasMessageContaining("'seed' must be a whole number, but is a list");
    assertThat(failure(FULL.replace("aggregation: mean_std", "aggregation: [[max]]")))
        .hasMessageContaining(
            "a component must be a name or a mapping with a 'type', but is a list");
    assertThat(failure(FULL.replace("aggregation: mean_std", "aggregation: meen")))
        .hasMessageContaining("no aggregation is called 'meen'; did you mean 'mean'?");
    assertThat(failure(FULL.replace("split_type: all", "split_type: k_fols")))
        .hasMessageContaining("no splitter is called 'k_fols'; did you mean 'k_fold'?");
    assertThat(failure(FULL.replace("split_type: all", "split_type: all, split_shares: [1, 1, 1]")))
        .hasMessageContaining("'split_shares' has no effect on official splits");
    assertThat(
            failure(
                FULL.replace(
                    "split_type: all", "split_type: {type: grouped, seed: 1}, split_seed: 3")))
        .hasMessageContaining("'split_seed' is given, and in 'split_type' too; remove one");
    assertThat(failure(FULL.replace("learning_rate: 5.0e-4", "output_activation: sigmoid")))
        .hasMessageContaining(
            "downstream model 'M1' has output_activation sigmoid, which does not fit");
  }

  @Test
  void severalThingsMissingInTheBuilderAreSaidAtOnce() {
    assertThatThrownBy(
            () ->
                Experiment.builder("x")
                    .task("instrument_classification")
                    .metrics("f1_macro")
                    .build())
        .hasMessage(
            "experiment 'x' is incomplete: no dataset; no embedding model; no downstream model");
  }

  @Test
  void theSchemaAcceptsTheExamplesAndRefusesMistakes() throws IOException {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ConfigSchema.json());
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

    assertThat(schema.validate(yaml.readTree(FULL))).isEmpty();
    assertThat(schema.validate(yaml.readTree(ExperimentFile.write(List.of(only(FULL)))))).isEmpty();
    assertThat(schema.validate(yaml.readTree(FULL.replace("min_gain_db", "min_gain_dbs"))))
        .isNotEmpty();
    assertThat(schema.validate(yaml.readTree(FULL.replace("seed:", "sed:")))).isNotEmpty();
    String written =
        ExperimentFile.write(ExperimentFile.read(Path.of("../examples/configs/thesis.yml")));
    assertThat(schema.validate(yaml.readTree(written))).isEmpty();
  }

  @Test
  void aListOfAggregationsAndAGridAreAxesInYamlAndInJava() throws IOException {
    String yaml =
        """
        experiments:
          - name: axes
            task: {name: instrument_classification, aggregation: [mean, {type: quantiles, at: [0.1, 0.9]}, mean_std]}
            datasets: [synthetic]
            embedding_models:
              - mfcc
              - {name: fine, type: mfcc, grid: {hop: [256, 512]}}
              - {type: features, of: [rms, tonnetz], grid: {statistics: [[mean], [mean, std]], hop: [512, 1024]}}
            downstream_models: [classifier]
            metrics: [f1_micro]
        """;
    Experiment read = ExperimentFile.parse(yaml, "axes.yml").get(0);
    Features features = Components.with(new Features(), "of", List.of("rms", "tonnetz"));
    Experiment built =
        Experiment.builder("axes")
            .task("instrument_classification")
            .aggregations(
                Aggregations.MEAN,
                new Aggregations.Quantiles(List.of(0.1, 0.9)),
                Aggregations.MEAN_STD)
            .dataset(new SyntheticMusic())
            .embeddings("mfcc")
            .embeddingGrid("fine", new Mfcc(), "hop", 256, 512)
            .embedding(point(features, List.of("mean"), 512))
            .embedding(point(features, List.of("mean", "std"), 512))
            .embedding(point(features, List.of("mean"), 1024))
            .embedding(point(features, List.of("mean", "std"), 1024))
            .downstream("classifier")
            .metrics("f1_micro")
            .build();

    assertThat(read).isEqualTo(built);
    assertThat(read.embeddings()).hasSize(7);
    assertThat(read.embeddings().get(2).label()).isEqualTo("fine, hop=512");
    assertThat(ExperimentFile.parse(ExperimentFile.write(List.of(read)), "again.yml"))
        .containsExactly(read);
    assertThatThrownBy(
            () -> ExperimentFile.parse(yaml.replace("grid: {hop: [256, 512]}", "grid: 3"), "x.yml"))
        .hasMessageContaining("'grid' must be a mapping of parameters to lists of values");
    for (Map.Entry<String, String> mistake :
        Map.of(
                "grid: {hop: []}",
                "'hop' of a grid lists no value",
                "grid: {hop: [256]}, hop: 128",
                "'hop' stands beside the grid that varies it",
                "grid: {name: [a, b]}",
                "'name' is no parameter that a grid can vary",
                "grid: {hop: [" + "1, ".repeat(1000) + "2]}",
                "a grid has at most 1000 models")
            .entrySet()) {
      assertThatThrownBy(
              () ->
                  ExperimentFile.parse(
                      yaml.replace("grid: {hop: [256, 512]}", mistake.getKey()), "x.yml"))
          .hasMessageContaining(mistake.getValue());
    }
    assertThatThrownBy(
            () -> ExperimentFile.parse(yaml.replace("mean_std]", "embedding_mean]"), "x.yml"))
        .hasMessageContaining("aggregation 'mean' is listed twice; remove one");
    assertThatThrownBy(
            () ->
                ExperimentFile.parse(
                    yaml.replace("grid: {hop: [256", "grid: {hopp: [256"), "x.yml"))
        .hasMessageContaining("hopp");
  }

  private static Experiment.EmbeddingChoice point(
      Features features, List<String> statistics, int hop) {
    String variant = "statistics=" + statistics + ", hop=" + hop;
    return new Experiment.EmbeddingChoice(
        "features, " + variant,
        Components.with(Components.with(features, "statistics", statistics), "hop", hop),
        List.of(),
        LayerPooling.MEAN,
        variant);
  }

  @Test
  void eachAggregationIsTrainedAndScoredOnItsOwn() throws IOException {
    Experiment experiment =
        Experiment.builder("axes")
            .task("instrument_classification")
            .aggregations("mean", "segments")
            .dataset(new SyntheticMusic(60, 1))
            .embeddingGrid("mfcc", new Mfcc(), "hop", 256, 512)
            .downstream("classifier")
            .metrics("f1_micro")
            .build();
    Results results = Runner.builder().build().run(experiment);

    assertThat(results.wholeScores()).hasSize(4);
    assertThat(results.wholeScores())
        .extracting(row -> row.variant() + " " + row.aggregation())
        .containsExactlyInAnyOrder(
            "hop=256 mean", "hop=256 segments", "hop=512 mean", "hop=512 segments");
    assertThat(Report.of(results).markdown()).contains("| aggregation | probe |");
    for (ScoreRow row : results.wholeScores()) {
      assertThat(results.predictions(row).count()).isEqualTo(row.scored());
    }
  }

  @Test
  void equalVectorsGetEqualScoresWhateverAModelIsCalled() throws IOException {
    Experiment experiment =
        Experiment.builder("names")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(60, 1))
            .embedding("one", new Mfcc())
            .embedding("another", new Mfcc())
            .downstream("classifier")
            .metrics("f1_micro")
            .build();
    Results results = Runner.builder().build().run(experiment);
    ScoreRow first = results.wholeScores().get(0);
    ScoreRow second = results.wholeScores().get(1);

    assertThat(first.embedding()).isNotEqualTo(second.embedding());
    assertThat(second.value()).isEqualTo(first.value());
    for (int i = 0; i < first.scored(); i++) {
      assertThat(results.predictions(second).scores(i))
          .isEqualTo(results.predictions(first).scores(i));
    }
  }

  // with no frames kept, the store holds the vectors, and scores are the same bits
  @Test
  void framesThatAreNotKeptGiveTheSameBitsAndAreExtractedAgainForAnotherAggregation()
      throws IOException {
    ExperimentBuilder builder =
        Experiment.builder("long")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(40, 1))
            .embedding(new Mfcc())
            .downstream("classifier")
            .metrics("f1_micro");
    Experiment two = builder.aggregations("mean_std", "quantiles").build();
    Runner whole = Runner.builder().store(folder.resolve("whole")).build();
    Runner vectors = Runner.builder().store(folder.resolve("vectors")).keepFrames(0).build();

    Results expected = whole.run(two);
    Results condensed = vectors.run(two);
    assertThat(condensed.csv(ResultTable.SCORES)).isEqualTo(expected.csv(ResultTable.SCORES));
    assertThat(files(folder.resolve("whole"))).isEqualTo(40);
    assertThat(files(folder.resolve("vectors"))).isEqualTo(80);
    // found again; another aggregation is not, but is extracted
    assertThat(vectors.run(two).csv(ResultTable.SCORES))
        .isEqualTo(expected.csv(ResultTable.SCORES));
    assertThat(files(folder.resolve("vectors"))).isEqualTo(80);
    Experiment third = builder.aggregations("max").build();
    assertThat(vectors.run(third).csv(ResultTable.SCORES))
        .isEqualTo(whole.run(third).csv(ResultTable.SCORES));
    assertThat(files(folder.resolve("vectors"))).isEqualTo(120);
    assertThat(files(folder.resolve("whole"))).isEqualTo(40);
    // frames are what this aggregation is about
    Experiment frames = builder.aggregations("prediction").build();
    assertThat(vectors.run(frames).csv(ResultTable.SCORES))
        .isEqualTo(whole.run(frames).csv(ResultTable.SCORES));
  }

  private static long files(Path store) throws IOException {
    try (Stream<Path> walk = Files.walk(store)) {
      return walk.filter(file -> file.toString().endsWith(".npy")).count();
    }
  }

  @Test
  void layersOneAfterTheOtherAreSaidInYamlAndInJava() throws IOException {
    Path weights = Path.of("../embeddings/onnx/src/test/resources/networks/mert-v1-95m.onnx");
    String yaml =
        """
        experiments:
          - name: layers
            task: instrument_classification
            datasets: [{name: synthetic, tracks: 60, seed: 1}]
            embedding_models:
              - {name: mean, type: mert-v1-95m, path: WEIGHTS, layers: [1, 7]}
              - {name: both, type: mert-v1-95m, path: WEIGHTS, layers: [1, 7], layer_pooling: concat}
            downstream_models: [{type: classifier, epochs: 2}]
            metrics: [f1_micro]
        """
            .replace("WEIGHTS", weights.toAbsolutePath().normalize().toString());
    Experiment read = ExperimentFile.parse(yaml, "layers.yml").get(0);
    EmbeddingModel mert =
        Components.with(
            Components.named(EmbeddingModel.class, "mert-v1-95m"),
            "path",
            weights.toAbsolutePath().normalize().toString());
    Experiment built =
        Experiment.builder("layers")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(60, 1))
            .embedding("mean", mert, "1", "7")
            .embedding(
                new Experiment.EmbeddingChoice(
                    "both", mert, List.of("1", "7"), LayerPooling.CONCAT, ""))
            .downstream(Components.with(new Classifier(), "epochs", 2))
            .metrics("f1_micro")
            .build();

    assertThat(read).isEqualTo(built);
    assertThat(ExperimentFile.parse(ExperimentFile.write(List.of(read)), "again.yml"))
        .containsExactly(read);
    assertThatThrownBy(() -> ExperimentFile.parse(yaml.replace("concat", "sum"), "x.yml"))
        .hasMessageContaining("'layer_pooling' must be mean or concat, but is 'sum'");
    Results results = Runner.builder().build().run(read);
    assertThat(results.wholeScores()).hasSize(2);
    assertThat(results.extracted()).isEqualTo(2 * 60);
  }

  @Test
  void aModelEvaluatedOnWhatItWasTrainedOnIsNoted() throws IOException {
    Experiment experiment =
        Experiment.builder("contaminated")
            .task("autotagging")
            .dataset(Components.named(Dataset.class, "magnatagatune"))
            .embeddings("clmr-v2", "msd-musicnn", "musicfm")
            .downstream("classifier")
            .build();

    List<String> notes = Plan.of(experiment).notes();
    assertThat(notes)
        .contains(
            "clmr-v2: CLMR v2 was trained on magnatagatune, so its scores on 'magnatagatune' are"
                + " contaminated: it may have heard the test tracks")
        .anyMatch(note -> note.startsWith("msd-musicnn: the weights are not for commercial use"))
        .noneMatch(note -> note.startsWith("musicfm"));
  }

  @Test
  void choicesOfLayersByNameAndByListShareEmbeddings() throws IOException {
    String weights =
        Path.of("../embeddings/onnx/src/test/resources/networks/mert-v1-95m.onnx")
            .toAbsolutePath()
            .normalize()
            .toString();
    EmbeddingModel all =
        Components.with(Components.named(EmbeddingModel.class, "mert-v1-95m"), "path", weights);
    EmbeddingModel six =
        Components.with(Components.named(EmbeddingModel.class, "mert-v1-95m-6"), "path", weights);
    EmbeddingModel two =
        Components.with(
            Components.named(EmbeddingModel.class, "mert-v1-95m-4-5-6-7-8"), "path", weights);
    Experiment experiment =
        Experiment.builder("layers")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(60, 1))
            .embedding("by list", all, "6")
            .embedding("by name", six)
            .embedding("five", two)
            .downstream(Components.with(new Classifier(), "epochs", 2))
            .metrics("f1_micro")
            .build();
    Results results = Runner.builder().store(folder.resolve("store")).build().run(experiment);

    assertThat(six.whole()).isEqualTo(all);
    assertThat(results.wholeScores().get(0).value())
        .isEqualTo(results.wholeScores().get(1).value());
    // by list and by name are one embedding of each track
    assertThat(files(folder.resolve("store"))).isEqualTo(2 * 60);
  }

  /** Cannot do a track of many frames. */
  record Choosy() implements Aggregation {
    @Override
    public String name() {
      return "choosy";
    }

    @Override
    public float[][] apply(float[][] frames) {
      if (frames[0][0] > -33) {
        throw new IllegalArgumentException("cannot do this track");
      }
      return new float[][] {frames[0]};
    }
  }

  // its own scores are missing, and no other's, whatever is kept
  @Test
  void anAggregationThatFailsCostsItsOwnScoresWhateverIsKept() throws IOException {
    Experiment experiment =
        Experiment.builder("choosy")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(60, 1))
            .embedding(new Mfcc())
            .aggregations(Aggregations.MEAN, new Choosy())
            .downstream("classifier")
            .metrics("f1_micro")
            .build();
    Results whole = Runner.builder().policy(Policy.LENIENT).build().run(experiment);
    Results condensed =
        Runner.builder().policy(Policy.LENIENT).keepFrames(0).build().run(experiment);

    assertThat(whole.skipped()).isNotEmpty();
    assertThat(condensed.csv(ResultTable.SCORES)).isEqualTo(whole.csv(ResultTable.SCORES));
    assertThat(condensed.csv(ResultTable.SKIPPED)).isEqualTo(whole.csv(ResultTable.SKIPPED));
  }
}
