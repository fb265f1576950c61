package org.sonoprobe.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.audio.Resampler;
import org.sonoprobe.component.Components;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testkit.EmbeddingModelContract;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

/**
 * The published models by name, on networks that were generated with their signatures, see {@code
 * src/test/scripts/make_networks.py}: each gives {@code mean of the patch * sin(d / 10)}.
 */
class KnownModelsTest {

  static Path generated(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  KnownModelsTest.class.getResource("/networks/" + name + ".onnx"), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EmbeddingModel model(String name) {
    return Components.with(
        Components.named(EmbeddingModel.class, name), "path", generated(name).toString());
  }

  @Nested
  class OfMert implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return KnownModelsTest.model("mert-v1-95m");
    }
  }

  @Nested
  class OfMule implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return KnownModelsTest.model("mule");
    }
  }

  @Nested
  class OfOpenL3 implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return KnownModelsTest.model("openl3");
    }
  }

  @Nested
  class OfPanns implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return KnownModelsTest.model("panns-cnn14");
    }
  }

  private static Audio tone(EmbeddingModel model, double seconds) {
    int rate = model.input().sampleRate();
    float[] samples = new float[(int) (seconds * rate)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.4 * Math.sin(2 * Math.PI * 440 * i / rate) + 0.1);
    }
    return Audio.wrap(rate, samples);
  }

  // rate, layers, dimension, frames of 10 s and time between them: what the references say
  @ParameterizedTest
  @CsvSource({
    "vggish-audioset, 16000, 1, 128, 10, 0.93",
    "effnet-discogs, 16000, 1, 1280, 9, 0.992",
    "msd-musicnn, 16000, 1, 200, 5, 1.488",
    "mtt-musicnn, 16000, 1, 200, 3, 2.992",
    "openl3, 48000, 1, 512, 11, 1",
    "neuralfp, 8000, 1, 128, 21, 0.5",
    "clmr-v2, 22050, 1, 512, 4, 2.6779592",
    "mert-v1-95m, 24000, 13, 768, 749, 0.0133511",
    "mule, 16000, 1, 1728, 5, 2",
    "maest, 16000, 1, 768, 1, 30",
    "yamnet, 16000, 1, 1024, 20, 0.48",
    "panns-cnn14, 32000, 1, 2048, 1, 0",
    "clap-music, 48000, 1, 512, 1, 10",
    "musicfm, 24000, 13, 1024, 250, 0.04",
    "crepe, 16000, 1, 256, 1001, 0.01"
  })
  void eachHearsAndGivesWhatItsReferenceSays(
      String name, int rate, int layers, int dimension, int frames, double hop) throws IOException {
    EmbeddingModel model = model(name);

    assertThat(model.unavailable()).isEmpty();
    assertThat(model.input().sampleRate()).isEqualTo(rate);
    assertThat(Resampler.names()).contains(model.input().resampler());
    assertThat(model.card().orElseThrow().dimension()).isEqualTo(dimension);
    assertThat(model.layers()).hasSize(layers);
    try (Embedder embedder = model.open()) {
      Embedding embedding = embedder.embed(tone(model, 10));
      assertThat(embedding.layerCount()).isEqualTo(layers);
      assertThat(embedding.dimension()).isEqualTo(dimension);
      assertThat(embedding.frameCount()).isEqualTo(frames);
      assertThat(embedding.hopSeconds()).isCloseTo(hop, within(1e-6));
      assertThat(embedder.embed(Audio.wrap(rate, new float[0])).dimension()).isEqualTo(dimension);
    }
  }

  @Test
  void stackedHiddenStatesAreReadLayerByLayer() throws IOException {
    EmbeddingModel all = model("mert-v1-95m");
    EmbeddingModel some =
        Components.with(
            Components.named(EmbeddingModel.class, "mert-v1-95m-4-5-6-7-8"),
            "path",
            generated("mert-v1-95m").toString());
    Audio audio = tone(all, 2);

    assertThat(some.layers()).containsExactly("4", "5", "6", "7", "8");
    try (Embedder one = all.open();
        Embedder two = some.open()) {
      Embedding whole = one.embed(audio);
      assertThat(two.embed(audio)).isEqualTo(whole.layers(List.of(4, 5, 6, 7, 8)));
      float[] first = whole.vector(0, 3);
      float[] last = whole.vector(12, 3);
      for (int d = 0; d < first.length; d++) {
        // the generated network gives state s as 1 + s times the first
        assertThat((double) last[d]).isCloseTo(13.0 * first[d], within(1e-5));
      }
    }
    try (LoadedModel loaded = all.load(new Loading(List.of("2"), Map.of()));
        Embedder embedder = loaded.open()) {
      assertThat(embedder.embed(audio).layerCount()).isEqualTo(1);
    }
  }

  @Test
  void theClassTokenIsTheFirst() throws IOException {
    EmbeddingModel maest = model("maest");
    try (Embedder embedder = maest.open()) {
      float[] vector = embedder.embed(tone(maest, 31)).vector(0, 0);
      assertThat(vector[1] / vector[10])
          .isCloseTo((float) (Math.sin(0.1) / Math.sin(1)), within(1e-4f));
    }
  }

  @Test
  void aNetworkOfAFixedBatchGivesWhatOneOfAnyGives() throws IOException {
    EmbeddingModel any = model("effnet-discogs");
    EmbeddingModel fixed =
        Components.with(
            Components.with(any, "fixed_batch", true),
            "path",
            generated("effnet-discogs-bs64").toString());
    Audio audio = tone(any, 70);

    try (Embedder one = any.open();
        Embedder two = fixed.open()) {
      Embedding expected = one.embed(audio);
      assertThat(expected.frameCount()).isGreaterThan(64);
      assertThat(two.embed(audio)).isEqualTo(expected);
    }
  }

  @Test
  void theExtractionRateIsThePatchHop() throws IOException {
    EmbeddingModel usual = model("vggish-audioset");
    EmbeddingModel dense = Components.with(usual, "patch_hop", 46);
    Audio audio = tone(usual, 20);

    try (Embedder one = usual.open();
        Embedder two = dense.open()) {
      assertThat(two.embed(audio).frameCount())
          .isCloseTo(2 * one.embed(audio).frameCount(), within(2));
      assertThat(two.embed(audio).hopSeconds()).isCloseTo(0.46, within(1e-9));
    }
  }

  @Test
  void missingWeightsSayWhereTheyAreUnderWhichLicenceAndHowTheyBecomeAFile() {
    for (EmbeddingModel model : Components.all(EmbeddingModel.class).values()) {
      if (model.card().isPresent() && model.assets().isEmpty()) {
        assertThat(model.unavailable().orElseThrow())
            .contains("'path' is not set")
            .contains(model.card().get().origin().licence())
            .contains(model.card().get().origin().source());
      }
    }
    EmbeddingModel gone =
        Components.with(Components.named(EmbeddingModel.class, "clmr-v2"), "path", "none.onnx");
    assertThat(gone.unavailable().orElseThrow()).contains("there is no file").contains("none.onnx");
    assertThatThrownBy(gone::open).isInstanceOf(IOException.class).hasMessageContaining("clmr-v2");
  }

  @Test
  void licencesThatForbidCommerceAreTold() {
    assertThat(card("effnet-discogs").nonCommercial()).isTrue();
    assertThat(card("mert-v1-95m").nonCommercial()).isTrue();
    assertThat(card("musicfm").nonCommercial()).isFalse();
    assertThat(card("clmr-v2").isTrainedOn("MagnaTagATune")).isTrue();
    assertThat(card("msd-musicnn").isTrainedOn("magnatagatune")).isFalse();
  }

  private static org.sonoprobe.api.ModelCard card(String name) {
    return Components.named(EmbeddingModel.class, name).card().orElseThrow();
  }

  @Test
  void aFileOfAnotherKindSaysWhatRunsIt() {
    EmbeddingModel frozen =
        Components.with(
            Components.named(EmbeddingModel.class, "vggish-audioset"), "path", "pom.xml");
    assertThatThrownBy(frozen::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("pom.xml is no network by its name: .onnx is ONNX, .pt TorchScript");
  }

  // the six real networks, through the component that a user names
  @ParameterizedTest
  @CsvSource({
    "msd-musicnn, msd-musicnn, embeddings, msd-musicnn/embeddings_essentia, 16000",
    "mtt-musicnn, mtt-musicnn, penultimate, mtt-musicnn/penultimate_librosa, 16000",
    "crepe, crepe-tiny, embeddings, crepe-tiny/embeddings, 16000",
  })
  @ReferenceData
  void realNetworksGiveTheReferencesVectors(
      String name, String weights, String output, String golden, int rate) throws IOException {
    EmbeddingModel model =
        Components.with(
            Components.named(EmbeddingModel.class, name),
            "path",
            SharedFiles.path("weights/" + weights + ".onnx").toString());
    Npy expected = Npy.read(SharedFiles.path("goldens/outputs/" + golden + ".npy"));
    Audio audio = AudioFiles.read(SharedFiles.path("goldens/waveform/synth_" + rate + ".wav"));

    assertThat(model.layers()).containsExactly(output);
    try (Embedder embedder = model.open()) {
      float[] actual = embedder.embed(audio).values();
      double distance = distance(actual, expected.values());
      assertThat(distance).isLessThan(1e-3);
    }
  }

  /** The largest difference as part of the largest value. */
  private static double distance(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double worst = 0;
    double largest = 0;
    for (int i = 0; i < actual.length; i++) {
      worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    return worst / largest;
  }
}
