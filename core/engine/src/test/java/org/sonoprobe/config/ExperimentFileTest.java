package org.sonoprobe.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Aggregations;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.component.Components;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.fakes.Height;
import org.sonoprobe.fakes.Hits;
import org.sonoprobe.fakes.Numbers;
import org.sonoprobe.fakes.Shift;
import org.sonoprobe.fakes.Threshold;
import org.sonoprobe.run.plan.Plan;

class ExperimentFileTest {

  private static final String FULL =
      """
      experiments:
        - name: levels
          seed: 7
          task: {name: parity_classification, type: multiclass_classification, aggregation: max}
          datasets:
            - {name: mine, type: numbers, tracks: 60, split_type: 4_folds, split_seed: 3}
          deformations:
            - - {type: Shift, params: {by: 0.25}}
              - {type: Move, by_in_units: 1}
            - {name: up, steps: [Shift]}
          embedding_models:
            - height
            - {name: other, type: height, frames: 3, layers: [double, 0]}
          downstream_models:
            - {type: threshold, at_level: 0.3, units: [4, infer], mode: not-so-sure}
            - {name: plain, type: threshold, mode: False}
          metrics: [hits, misses]
      """;

  private static Experiment built() {
    return Experiment.builder("levels")
        .seed(7)
        .task("parity_classification", TaskTypes.MULTICLASS_CLASSIFICATION)
        .aggregation(Aggregations.MAX)
        .dataset("mine", new Numbers(60), new Splitters.KFold(4, 3))
        .scenario(new Shift(0.25), new Shift(1))
        .scenario("up", new Shift())
        .embedding(new Height())
        .embedding("other", new Height(3), "double", "0")
        .downstream(
            new Threshold(
                new Threshold.Where(0.3, 2),
                List.of("4", "infer"),
                Optional.of(Threshold.Mode.NOT_SO_SURE)))
        .downstream("plain", new Threshold())
        .metrics(new Hits(), new Hits(true))
        .build();
  }

  private static Experiment only(String yaml) throws ConfigException {
    return ExperimentFile.parse(yaml, "test.yml").get(0);
  }

  private static ConfigException failure(String yaml, String... overrides) {
    return catchThrowableOfType(
        ConfigException.class, () -> ExperimentFile.parse(yaml, "test.yml", overrides));
  }

  @Test
  void yamlAndBuilderGiveEqualExperiments() throws ConfigException {
    assertThat(only(FULL)).isEqualTo(built()).hasSameHashCodeAs(built());
    assertThat(only(FULL.replace("seed: 7", "seed: 8"))).isNotEqualTo(built());
    assertThat(built().toString()).contains("levels").contains("Numbers[tracks=60]");
  }

  @Test
  void oneDeformationMayNameItsScenarioAndAStepOfAChainMayNot() throws ConfigException {
    for (String one :
        List.of(
            "{name: up, type: Shift}",
            "{name: up, type: Shift, params: {}}",
            "{name: up, steps: [Shift]}")) {
      assertThat(only(FULL.replace("{name: up, steps: [Shift]}", one))).isEqualTo(built());
    }
    for (String chain :
        List.of(
            "[{name: down, type: Shift}]",
            "{name: up, steps: [{name: down, type: Shift}]}",
            "[Shift, {name: down, type: Shift, params: {by: 1}}]")) {
      assertThat(failure(FULL.replace("{name: up, steps: [Shift]}", chain)))
          .hasMessageContaining("a step of a chain has no name; name the scenario as");
    }
  }

  @Test
  void aSweepIsAScenarioForEachLevel() throws ConfigException {
    String yaml =
        FULL.replace(
            "- {name: up, steps: [Shift]}",
            "- {sweep: {type: Shift, over: by, values: [0.5, 2]}}\n"
                + "      - {name: loud, steps: [{type: Shift, by: 9}], labels: kept, level:"
                + " {sweep: mine, value: 9}}");
    Experiment swept = only(yaml);
    assertThat(swept.scenarios().subList(1, 3))
        .isEqualTo(Experiment.builder("x").sweep(new Shift(), "by", 0.5, 2).scenarios());
    assertThat(swept.scenarios().get(1).level()).contains(new Scenario.Level("Shift by", 0.5));
    assertThat(swept.scenarios())
        .extracting(Scenario::name)
        .containsExactly("Shift, Shift", "Shift", "Shift, by 2.0", "loud");
    assertThat(swept.scenarios().get(3).labels()).isEqualTo(Scenario.Labels.KEPT);
    assertThat(only(ExperimentFile.write(List.of(swept)))).isEqualTo(swept);
    assertThat(failure(yaml.replace("over: by", "over: bye")))
        .hasMessageContaining("'Shift' has no parameter 'bye'");
    assertThat(failure(yaml.replace("values: [0.5, 2]", "values: []")))
        .hasMessageContaining("a sweep needs 'type', 'over' and 'values'");
    assertThat(failure(yaml.replace("[0.5, 2]", "[0.5, loud]")))
        .hasMessageContaining("a level of a sweep must be a number");
    assertThat(failure(yaml.replace("labels: kept", "labels: gone")))
        .hasMessageContaining("'labels' must be moved");
  }

  @Test
  void scenariosAreNamedByWhatIsDoneOrAsTheThesisNumbersThem() throws ConfigException {
    assertThat(only(FULL).scenarios().get(0).name()).isEqualTo("Shift, Shift");
    String numbered = FULL.replace("    seed: 7", "    scenario_names: numbered\n    seed: 7");
    assertThat(numbered).isNotEqualTo(FULL);
    assertThat(only(numbered).scenarios()).extracting(Scenario::name).containsExactly("D1", "up");
    assertThat(failure(numbered.replace("numbered", "nmbered")))
        .hasMessageContaining("'scenario_names' must be described");
  }

  @Test
  void theBuilderFindsEverythingByNameToo() {
    Experiment named =
        Experiment.builder("x")
            .task("parity_classification")
            .dataset("numbers", Splitters.ALL)
            .scenarios("Move")
            .embeddings("height")
            .aggregation("median")
            .downstream("threshold")
            .metrics("misses")
            .build();
    Experiment given =
        Experiment.builder("x")
            .task("parity_classification")
            .dataset(new Numbers(), Splitters.ALL)
            .scenario("Shift", new Shift())
            .embeddings(new Height())
            .aggregation(Aggregations.MEDIAN)
            .downstream(new Threshold())
            .metric(new Hits(true))
            .build();

    assertThat(named).isEqualTo(given);
    assertThatThrownBy(
            () ->
                Experiment.builder("x")
                    .dataset("numbrs")
                    .scenarios("Shiftt")
                    .aggregation("meann")
                    .downstream("treshold")
                    .metrics("hit")
                    .build())
        .hasMessageContaining("no dataset is called 'numbrs'; did you mean 'numbers'?")
        .hasMessageContaining("no deformation is called 'Shiftt'; did you mean 'Shift'?")
        .hasMessageContaining("no aggregation is called 'meann'; did you mean 'mean'?")
        .hasMessageContaining("no downstream model is called 'treshold'; did you mean 'threshold'?")
        .hasMessageContaining("no metric is called 'hit'; did you mean 'hits'?")
        .hasMessageContaining("no task");
  }

  @Test
  void aBuilderThatWasIncompleteCanBeCompleted() {
    ExperimentBuilder builder =
        Experiment.builder("x").task("parity_classification").dataset("numbers").metrics("hits");

    assertThatThrownBy(builder::build).hasMessageContaining("no embedding model");
    assertThat(builder.embeddings("height").downstream("threshold").build().embeddings())
        .hasSize(1);
  }

  @Test
  void whatIsWrittenReadsBackAsTheSame() throws ConfigException {
    String written = ExperimentFile.write(List.of(built()));

    assertThat(only(written)).isEqualTo(built());
    assertThat(ExperimentFile.write(List.of(only(written)))).isEqualTo(written);
    assertThat(written).contains("at_level: 0.3").contains("tracks: 60").contains("type: misses");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "single; single",
        "all; all",
        "random; stratified",
        "STRATIFIED; stratified",
        "[0.6, 0.2, 0.2]; stratified",
        "3_folds; k_fold",
        "grouped; grouped",
        "{type: k_fold, folds: 7}; k_fold",
        "{type: grouped, train: 0.5, validation: 0.25, test: 0.25, seed: 9}; grouped"
      })
  void everyWayToSplitIsUnderstoodAndWrittenBack(String yaml, String name) throws ConfigException {
    Experiment experiment =
        only(FULL.replace("split_type: 4_folds, split_seed: 3", "split_type: " + yaml));
    Splitter splitter = experiment.datasets().get(0).splitter();

    assertThat(splitter.name()).isEqualTo(name);
    assertThat(only(ExperimentFile.write(List.of(experiment)))).isEqualTo(experiment);
  }

  @Test
  void mistakesInSplitsAreSaid() {
    assertThat(failure(FULL.replace("4_folds, split_seed: 3", "[0.5, 0.5]")))
        .hasMessageContaining("three shares are needed, such as [0.8, 0.1, 0.1], but there are 2");
    assertThat(failure(FULL.replace("4_folds, split_seed: 3", "[0.5, 0.5, 0.5]")))
        .hasMessageContaining("must be positive and sum to 1");
    assertThat(failure(FULL.replace("4_folds, split_seed: 3", "{folds: 3}")))
        .hasMessageContaining("'split_type' needs a 'type': the name of a splitter");
    assertThat(failure(FULL.replace("4_folds, split_seed: 3", "2_folds")))
        .hasMessageContaining("cross-validation needs at least 3 folds");
    assertThat(failure(FULL.replace("4_folds, split_seed: 3", "all, split_shares: [1, 1, 1]")))
        .hasMessageContaining("'split_shares' has no effect on official splits");
    assertThat(
            failure(FULL.replace("4_folds, split_seed: 3", "5_folds, split_shares: [.8, .1, .1]")))
        .hasMessageContaining("splitter 'k_fold' has no parameter 'train'");
  }

  @Test
  void allMistakesAreSaidAtOnceWithTheirPlaces() {
    ConfigException failure =
        failure(
            """
            experiments:
              - task: {name: parity_classification, type: multiclas_classification}
                datasets: [{name: numbers, trakcs: 3}]
                deformations: [[{type: Shift, params: {by: much}}]]
                embedding_models: [{type: height, layers: [[1]]}]
                downstream_models: [{type: threshold, mode: loud}]
                metrics: [hit]
                sed: 7
            """);

    assertThat(failure.problems()).hasSize(7);
    assertThat(failure)
        .hasMessageContaining("7 problems in test.yml")
        .hasMessageContaining("test.yml:2:47: 'type' must be one of multiclass_classification,")
        .hasMessageContaining(
            "test.yml:3:32: dataset 'numbers' has no parameter 'trakcs'; did you mean 'tracks'?; it"
                + " has: tracks (40)")
        .hasMessageContaining("deformation 'Shift': 'by' must be a number, but is 'much'")
        .hasMessageContaining("'layers' must be names or positions of layers, but one is a list")
        .hasMessageContaining(
            "downstream model 'threshold': 'mode' must be one of sure, not_so_sure, but is 'loud'")
        .hasMessageContaining("no metric is called 'hit'; did you mean 'hits'?")
        .hasMessageContaining("an experiment has no key 'sed'; did you mean 'seed'?");
  }

  @Test
  void brokenYamlIsSaidWithItsPlace(@TempDir Path folder) throws IOException {
    assertThat(failure("experiments:\n  - task: [oops\n"))
        .hasMessageContaining("this is not valid YAML");
    assertThat(failure("experiments:\n  - {task: a, task: b}\n"))
        .hasMessageContaining("test.yml:2:15: 'task' is given twice; remove one");
    assertThat(failure("")).hasMessageContaining("the file must have a list 'experiments'");
    assertThat(failure("experiments: []")).hasMessageContaining("'experiments' is empty");
    assertThatThrownBy(() -> ExperimentFile.read(folder.resolve("none.yml")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no file");
    Path latin = folder.resolve("latin.yml");
    Files.write(latin, new byte[] {(byte) 0xe4, (byte) 0xf6});
    assertThatThrownBy(() -> ExperimentFile.read(latin))
        .hasMessageContaining("is not a text file in UTF-8");
  }

  @Test
  void anchorsMergeKeysAndOverrides() throws ConfigException {
    String yaml =
        """
        x-probe: &probe {type: threshold, at_level: 0.1}
        experiments:
          - task: parity_classification
            datasets: [numbers]
            features: [height]
            probes:
              - *probe
              - {<<: *probe, epochs: 5}
            metrics: [hits]
        """;
    Experiment experiment = only(yaml);
    Experiment changed =
        ExperimentFile.parse(
                yaml, "test.yml", "experiments.0.probes.0.at_level=9", "experiments.0.seed=3")
            .get(0);

    assertThat(experiment.name()).isEqualTo("experiment 1 parity_classification");
    assertThat(Components.parameters(experiment.downstream().get(1).model()))
        .containsEntry("at_level", 0.1)
        .containsEntry("epochs", 5);
    assertThat(Components.parameters(changed.downstream().get(0).model()))
        .containsEntry("at_level", 9.0);
    assertThat(Components.parameters(changed.downstream().get(1).model()))
        .containsEntry("at_level", 0.1);
    assertThat(changed.seed()).isEqualTo(3);
    assertThat(failure(yaml, "experiments.3.seed=1"))
        .hasMessageContaining("'experiments' is a list of 1, counted from 0");
    assertThat(failure(yaml, "seed")).hasMessageContaining("'seed' must be path=value");
  }

  @Test
  void deformationsOfDatasetsAreThoseOfTheExperimentIfTheyAgree() throws ConfigException {
    String yaml =
        """
        experiments:
          - task: parity_classification
            datasets:
              - {name: a, type: numbers, deformations: [[Shift]]}
              - {name: b, type: numbers, deformations: [[Shift]]}
            features: [height]
            probes: [threshold]
            metrics: [hits]
        """;

    assertThat(only(yaml).scenarios()).hasSize(1);
    assertThat(failure(yaml.replaceFirst("\\[\\[Shift\\]\\]", "[[{type: Shift, by: 3}]]")))
        .hasMessageContaining("deformations differ between datasets");
    assertThat(only(yaml.replace("[[Shift]]", "False")).scenarios()).isEmpty();
  }

  @Test
  void namesThatNobodyBringsArePlannedWith() throws ConfigException {
    Experiment experiment =
        only(
            """
            experiments:
              - task: parity_classification
                datasets: [numbers, {name: vocalset, dir: there}]
                embedding_models: [height, openl3]
                downstream_models: [threshold]
                metrics: [hits]
            """);
    Plan plan = Plan.of(experiment);

    assertThat(plan.unavailable()).containsOnlyKeys("openl3");
    assertThat(plan.datasets().get(1).problem()).contains("artifact sonoprobe-datasets brings it");
    assertThat(plan.trials()).isEqualTo(2 * 2);
    assertThat(only(ExperimentFile.write(List.of(experiment)))).isEqualTo(experiment);
  }

  @Test
  void theSchemaKnowsEveryComponentAndItsParameters() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(ConfigSchema.json());
    String probes = schema.at("/$defs/downstream_model").toString();

    assertThat(probes).contains("\"at_level\"").contains("\"not_so_sure\"").contains("\"auto\"");
    assertThat(schema.at("/$defs/deformation").toString()).contains("\"by_in_units\"");
    assertThat(schema.at("/$defs/splitter").toString()).contains("\"folds\"");
    assertThat(schema.at("/$defs/aggregation").toString()).contains("\"embedding_mean\"");
  }

  @Test
  void oneComponentAloneCanBeWrittenAndRead() throws ConfigException {
    assertThat(ComponentYaml.read(Deformation.class, ComponentYaml.write(new Shift(3))))
        .isEqualTo(new Shift(3));
    assertThatThrownBy(() -> ComponentYaml.read(Deformation.class, "by: 3"))
        .hasMessageContaining("a component must be a mapping with a 'type'");
  }
}
