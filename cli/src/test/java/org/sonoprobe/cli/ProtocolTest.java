package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.results.Protocol;
import org.sonoprobe.run.plan.Plan;

class ProtocolTest {
  private static final String YAML =
      """
      experiments:
        - name: notes
          seed: 7
          bootstrap: 100
          task: {name: instrument_classification, aggregation: mean}
          datasets: [{name: synthetic, tracks: 40}]
          deformations:
            - name: noisy
              steps:
                - {type: AddGaussianNoise, params: {min_amplitude: 0.01, max_amplitude: 0.01}}
          embedding_models: [{name: mfcc}]
          downstream_models: [{name: M1, type: classifier, epochs: 5}]
          metrics: [accuracy]
      """;

  private static Protocol of(String yaml) throws Exception {
    return Plan.of(ExperimentFile.parse(yaml, "test").get(0)).summary().protocol();
  }

  @Test
  void scoresAreOfOneProtocolIfNothingButNamesAndModelsDiffers() throws Exception {
    Protocol protocol = of(YAML);

    assertThat(protocol.id()).matches("[0-9a-f]{8}");
    assertThat(of(YAML)).isEqualTo(protocol);
    assertThat(of(YAML.replace("name: notes", "name: others"))).isEqualTo(protocol);
    assertThat(of(YAML.replace("name: mfcc", "name: chroma"))).isEqualTo(protocol);
    assertThat(of(YAML.replace("bootstrap: 100", "bootstrap: 0"))).isEqualTo(protocol);
    assertThat(of(YAML.replace("metrics: [accuracy]", "metrics: [f1_macro]"))).isEqualTo(protocol);
  }

  @Test
  void otherTracksSeedsRepeatsOrScenariosAreAnotherProtocol() throws Exception {
    Protocol protocol = of(YAML);

    assertThat(of(YAML.replace("seed: 7", "seed: 8")).id()).isNotEqualTo(protocol.id());
    assertThat(of(YAML.replace("tracks: 40", "tracks: 48")).id()).isNotEqualTo(protocol.id());
    assertThat(of(YAML.replace("seed: 7", "seed: 7\n    repeats: 2")).id())
        .isNotEqualTo(protocol.id());
    Protocol louder = of(YAML.replace("0.01", "0.02"));
    assertThat(louder.id()).isEqualTo(protocol.id());
    assertThat(louder.id("clean")).isEqualTo(protocol.id("clean"));
    assertThat(louder.id("noisy")).isNotEqualTo(protocol.id("noisy"));
  }

  @Test
  void aProbeOfTheSameNameWithOtherParametersIsAnother() throws Exception {
    Protocol five = of(YAML);
    Protocol six = of(YAML.replace("epochs: 5", "epochs: 6"));
    Protocol neighbours = of(YAML.replace("type: classifier, epochs: 5", "type: knn"));
    Protocol onNoise = of(YAML.replace("epochs: 5", "epochs: 5, trained_on: [noisy]"));

    assertThat(six.id()).isEqualTo(five.id());
    assertThat(five.probe("M1"))
        .isEqualTo(of(YAML).probe("M1"))
        .isNotEqualTo(six.probe("M1"))
        .isNotEqualTo(neighbours.probe("M1"))
        .isNotEqualTo(onNoise.probe("M1"));
  }
}
