package org.sonoprobe.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Identity;
import org.sonoprobe.embeddings.networks.DescribedNetwork;
import org.sonoprobe.embeddings.networks.Weights;
import org.sonoprobe.testkit.EmbeddingModelContract;

class DescribedNetworkTest {
  private static final String YAML =
      """
      my-mule:
        title: MULE, trained again
        architecture: CNN
        paradigm: self-supervised contrastive
        hears: mel spectrogram
        parameters: 62000000
        trained_on: [gtzan_genre]
        dimension: 1728
        licence: CC BY-NC 4.0
        citation: nobody
        source: https://example.org/my-mule
        front_end: {type: mule}
        resampler: kaiser_best
        layout: NFT1
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("my-mule.yml"), YAML);
  }

  private EmbeddingModel model() {
    return new DescribedNetwork(file, Weights.at(KnownModelsTest.generated("mule")));
  }

  @Nested
  class Contract implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return DescribedNetworkTest.this.model();
    }
  }

  private static Embedding embedding(EmbeddingModel model) throws IOException {
    float[] samples = new float[10 * model.input().sampleRate()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(.05 * i + .1 * Math.sin(.0007 * i));
    }
    try (LoadedModel loaded = model.load(Loading.all(model))) {
      return loaded.open().embed(Audio.wrap(model.input().sampleRate(), samples));
    }
  }

  @Test
  void aNetworkInAFileOfOnesOwnGivesWhatTheSameOneGivesByName() throws IOException {
    EmbeddingModel known =
        Components.with(
            Components.named(EmbeddingModel.class, "mule"),
            "path",
            KnownModelsTest.generated("mule").toString());

    assertThat(embedding(model()).values()).isEqualTo(embedding(known).values());
    assertThat(model().input()).isEqualTo(known.input());
    assertThat(model().unavailable()).isEmpty();
    assertThat(model().card().orElseThrow().trainedOn()).isEqualTo(List.of("gtzan_genre"));
    assertThat(model().card().orElseThrow().nonCommercial()).isTrue();
  }

  @Test
  void theDescriptionIsPartOfTheIdentity() throws IOException {
    String before = new Identity().of(model());
    Files.writeString(file, YAML.replace("kaiser_best", "polyphase"));

    assertThat(new Identity().of(model())).isNotEqualTo(before);
    assertThat(model().input().resampler()).isEqualTo("polyphase");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layout: NFT1 | layout: XYZ | there is no layout 'XYZ', only NTF",
        "resampler: kaiser_best | resampled: kaiser_best | there is no key 'resampled'; did you mean"
            + " 'resampler'",
        "dimension: 1728 | dimension: many | 'dimension' must be a whole number",
        "trained_on: [gtzan_genre] | trained_on: gtzan | 'trained_on' must be a list",
        "licence: CC BY-NC 4.0 | | the key 'licence' is missing",
        "{type: mule} | nowhere | no front end is called 'nowhere'",
        "my-mule: | other: {}\\nmy-mule: | network 'other': the key"
      })
  void whatIsWrongWithADescriptionIsSaid(String from, String to, String message)
      throws IOException {
    String changed = YAML.replace(from, to == null ? "" : to.replace("\\n", "\n"));
    Files.writeString(file, changed);

    assertThat(model().unavailable().orElseThrow())
        .startsWith("its description cannot be used: my-mule.yml")
        .contains(message);
    assertThat(model().card()).isEmpty();
    assertThatThrownBy(() -> model().load(Loading.all(model())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theDescriptionInTheDocumentationIsOne() throws IOException {
    String page = Files.readString(Path.of("../../docs/models.md"));
    int start = page.indexOf("my-mule:\n");
    Files.writeString(file, page.substring(start, page.indexOf("```", start)));

    assertThat(model().unavailable()).isEmpty();
    assertThat(model().card().orElseThrow().dimension()).isEqualTo(1728);
  }

  @Test
  void aMissingDescriptionIsSaid() {
    EmbeddingModel none = new DescribedNetwork(folder.resolve("none.yml"), Weights.PUBLISHED);

    assertThat(none.unavailable().orElseThrow()).contains("there is no file").contains("none.yml");
    assertThat(new DescribedNetwork().unavailable().orElseThrow())
        .startsWith("'description' is not set");
  }
}
