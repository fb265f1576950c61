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
import org.sonoprobe.component.Travel;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dimension: 1728 | dimension: 99999999999 | 'dimension' must be a number from 0 on",
        "dimension: 1728 | dimension: 0 | 'dimension' must be positive",
        "layout: NFT1 | layout: NT | front-end 'mule' and layout NT do not go together",
        "licence: CC BY-NC 4.0 | title: again | Duplicate field 'title'",
        "layout: NFT1 | layer_count: 13 | layout",
      })
  void whatIsAbsurdOrDoesNotGoTogetherIsSaidBeforeItIsUsed(String from, String to, String message)
      throws IOException {
    Files.writeString(file, YAML.replace(from, to));

    assertThat(model().unavailable().orElseThrow()).contains(message);
    assertThat(model().input().sampleRate()).isPositive();
  }

  @Test
  void aCutOrFlippedOrHugeDescriptionIsAMessageAndNoCrash() throws IOException {
    byte[] whole = YAML.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int i = 0; i < whole.length; i++) {
      Files.write(file, java.util.Arrays.copyOf(whole, i));
      assertThat(model().unavailable().orElse("still one")).isNotBlank();
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      Files.write(file, flipped);
      assertThat(model().unavailable().orElse("still one")).isNotBlank();
      assertThat(model().layers()).isNotEmpty();
    }
    Files.write(file, new byte[0]);
    assertThat(model().unavailable().orElseThrow()).contains("name of a network");
    Files.write(file, new byte[2_000_000]);
    assertThat(model().unavailable().orElseThrow()).contains("2,000,000 bytes");
  }

  @Test
  void aChangeThatLeavesLengthAndTimeIsSeen() throws IOException {
    java.nio.file.attribute.FileTime time = Files.getLastModifiedTime(file);
    assertThat(model().card().orElseThrow().dimension()).isEqualTo(1728);
    Files.writeString(file, YAML.replace("1728", "1729"));
    Files.setLastModifiedTime(file, time);

    assertThat(model().card().orElseThrow().dimension()).isEqualTo(1729);
  }

  @Test
  void filesThatTwoNetworksPublishUnderOneNameLieApart() throws IOException {
    String published =
        "  published: {file: model.onnx, address: https://example.org/%s/model.onnx, bytes: 7}\n";
    Files.writeString(file, YAML + published.formatted("one"));
    Path other = Files.writeString(folder.resolve("o.yml"), YAML + published.formatted("other"));
    EmbeddingModel one = new DescribedNetwork(file, Weights.PUBLISHED);
    EmbeddingModel two = new DescribedNetwork(other, Weights.PUBLISHED);

    assertThat(one.assets().get(0).path()).endsWith("/model.onnx");
    assertThat(one.assets().get(0).path()).isNotEqualTo(two.assets().get(0).path());
    assertThat(one.assets().get(0).parts().get(0).bytes()).isEqualTo(7);
    Files.writeString(file, YAML + published.formatted("x").replace("model.onnx,", "../m.onnx,"));
    assertThat(one.unavailable().orElseThrow()).contains("plain file name");
  }

  @Test
  void bothFilesTravelToOtherProcesses() {
    assertThat(Travel.paths(model()))
        .containsExactlyInAnyOrder(file, KnownModelsTest.generated("mule"));
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
