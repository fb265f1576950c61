package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sonoprobe.config.ConfigException;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.deform.Gain;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;

/** All mistakes of a configuration at once, each with its place and the nearest valid word. */
class MistakesTest {

  private static List<String> mistakes(String yaml, String... overrides) {
    ConfigException thrown =
        catchThrowableOfType(
            ConfigException.class, () -> ExperimentFile.parse(yaml, "x.yml", overrides));
    return thrown.problems().stream()
        .map(problem -> problem.line() + ": " + problem.message().replaceAll("; it has:.*", ""))
        .toList();
  }

  @Test
  void everyKindOfMistakeIsToldAtItsLineBesideTheOthers() {
    assertThat(
            mistakes(
                """
                experiments:
                  - name: a
                    task: {name: instrumnt_classification, aggregation: men}
                    datasets:
                      - {name: synthetic, split_typ: all}
                      - {name: x, type: synthetic, split_type: al}
                    deformations:
                      - []
                      - - {type: Gain, parms: {min_gain_db: 1}}
                      - - {type: Gain, params: {min_gain_db: -12, max_gain_db: -12}}
                      - - {type: Gain, min_gain_db: -12, max_gain_db: -12}
                    embedding_models: [{name: mfcc, layer: 2}]
                    downstream_models:
                      - {type: classifier, output_activation: sigmoid}
                    metrics: [f1_mirco]
                """,
                "experiments.0.downstream_models.0.epohcs=3"))
        .containsExactly(
            "0: downstream model 'classifier' has no parameter 'epohcs'; did you mean 'epochs'?",
            "3: no aggregation is called 'men'; did you mean 'mean'?; there are: first, last, max,"
                + " mean, mean_std, median, min, prediction, quantiles, segments, std",
            "5: dataset 'synthetic' has no parameter 'split_typ'; did you mean 'split_type'?",
            "6: dataset 'x' has no task 'instrumnt_classification'; did you mean"
                + " 'instrument_classification'?, only [autotagging, instrument_classification,"
                + " key_estimation, pitch_class_classification, pitch_register_classification]",
            "6: no splitter is called 'al'; did you mean 'all'?; there are: all, file, grouped,"
                + " k_fold, leave_one_group_out, repeated, single, stratified, stratified_group",
            "8: scenario 'D1' has no deformation",
            "9: deformation 'Gain' has no parameter 'parms'; did you mean 'params'?",
            "11: scenarios 'gain -12 dB' and 'gain -12 dB (2)' do the same; remove one",
            "12: embedding model 'mfcc' has no parameter 'layer'; did you mean 'layers'?",
            "15: no metric is called 'f1_mirco'; did you mean 'f1_micro'?; 'sonoprobe list' shows all"
                + " 70");
  }

  @Test
  void aMistakeInASharedAnchorIsToldOnce() {
    assertThat(
            mistakes(
                """
                x-models: &models [{name: mfcc, coefficents: 3}]
                experiments:
                  - {name: a, task: instrument_classification, datasets: [synthetic],
                     embedding_models: *models, downstream_models: [classifier]}
                  - {name: b, task: instrument_classification, datasets: [synthetic],
                     embedding_models: *models, downstream_models: [classifier]}
                """))
        .containsExactly(
            "1: embedding model 'mfcc' has no parameter 'coefficents'; did you mean"
                + " 'coefficients'?");
  }

  @Test
  void whatIsNoYamlIsSaidInPlainWordsBesideTheMistakesBeforeIt() {
    String start = "experiments:\n  - name: a\n    task: {name: x, agregation: mean}\n    ";
    String before = "3: a task has no key 'agregation'; did you mean 'aggregation'?";
    Map.of(
            "\tdatasets: []\n", "a tab stands here; YAML is indented with spaces",
            " datasets: []\n   metrics: []\n", "the indentation fits none of the lines above",
            "datasets: [{name: csv\n", "a '{' is not closed, or a comma is missing after it",
            "datasets: [csv\n", "a '[' is not closed, or a comma is missing after it",
            "datasets: [{path: \"C:\\qmusic\"}]\n", "a backslash in double quotes begins an escape",
            "datasets: [{path: \"open}]\n", "a quote is opened and never closed",
            "datasets: a: b\n", "a colon stands where no key can be")
        .forEach(
            (rest, words) ->
                assertThat(mistakes(start + rest))
                    .as(rest)
                    .anySatisfy(line -> assertThat(line).contains("not valid YAML: " + words))
                    .anySatisfy(line -> assertThat(line).startsWith(before))
                    .noneSatisfy(line -> assertThat(line).contains("needs '")));
  }

  @Test
  void aTextThatIsNoConfigurationIsRefusedByItsLength() {
    assertThat(mistakes("#" + "x".repeat(10_000_000)))
        .containsExactly("1: it has 10000001 characters, and a configuration at most 1000000");
  }

  @Test
  void theBuilderRefusesTheSameScenariosAndWorksOnceItIsComplete() {
    ExperimentBuilder builder =
        Experiment.builder("x")
            .scenario("quiet", new Gain(-6))
            .scenario("soft", new Gain(-6))
            .scenario("none");

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "experiment 'x' is incomplete: no task; no dataset; no embedding model; no downstream"
                + " model; scenarios 'quiet' and 'soft' do the same; remove one; scenario 'none' has"
                + " no deformation; the clean audio is always heard, as 'clean'");

    ExperimentBuilder completed = Experiment.builder("x").embeddings("mfcc");
    assertThatThrownBy(completed::build).hasMessageContaining("no task; no dataset");
    assertThat(
            completed
                .task("instrument_classification")
                .dataset("synthetic")
                .downstream("classifier")
                .build()
                .metrics())
        .hasSize(2);
  }
}
