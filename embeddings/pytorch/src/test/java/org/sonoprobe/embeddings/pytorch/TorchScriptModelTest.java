package org.sonoprobe.embeddings.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.component.Components;
import org.sonoprobe.dsp.FrontEnds;
import org.sonoprobe.embeddings.networks.Cutting;
import org.sonoprobe.embeddings.networks.Hearing;
import org.sonoprobe.embeddings.networks.Layout;
import org.sonoprobe.embeddings.networks.Ports;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testkit.EmbeddingModelContract;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class TorchScriptModelTest {

  @Nested
  @ReferenceData
  class OfMusicnn implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return TorchScriptModel.musicnn(SharedFiles.path("weights/msd-musicnn.pt"), "1");
    }
  }

  // a traced tuple: outputs have positions, not names
  @ParameterizedTest
  @CsvSource({
    "0, activations_librosa",
    "1, embeddings_librosa",
    "2, penultimate_librosa",
    "3, mean_pool_librosa",
    "4, max_pool_librosa"
  })
  @ReferenceData
  void musicnnGivesWhatTheReferenceGives(String output, String golden) throws IOException {
    TorchScriptModel model =
        TorchScriptModel.musicnn(SharedFiles.path("weights/msd-musicnn.pt"), output);
    check(model, "msd-musicnn/" + golden, 16000, 2e-5);
  }

  @ParameterizedTest
  @CsvSource({"0, activations", "1, embeddings"})
  @ReferenceData
  void crepeGivesWhatTheReferenceGives(String output, String golden) throws IOException {
    TorchScriptModel model =
        new TorchScriptModel(
            SharedFiles.path("weights/crepe-tiny.pt"),
            Ports.of(output),
            Hearing.of(new FrontEnds.Crepe()),
            Cutting.as(Layout.NT).batch(64, false));
    check(model, "crepe-tiny/" + golden, 16000, 2e-5);
  }

  @Test
  @ReferenceData
  void aKnownModelTakesATorchScriptFileToo() throws IOException {
    EmbeddingModel model =
        Components.with(
            Components.with(Components.named(EmbeddingModel.class, "msd-musicnn"), "output", "1"),
            "path",
            SharedFiles.path("weights/msd-musicnn.pt").toString());
    check(model, "msd-musicnn/embeddings_essentia", 16000, 1e-4);
  }

  @Test
  void aFileThatIsNoNetworkIsAClearError(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("text.pt");
    Files.writeString(file, "no network");

    assertThatThrownBy(() -> TorchScriptModel.musicnn(file).open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("text.pt cannot be loaded as a TorchScript network");
  }

  private static void check(EmbeddingModel model, String golden, int rate, double tolerance)
      throws IOException {
    float[] expected = Npy.read(SharedFiles.path("goldens/outputs/" + golden + ".npy")).values();
    Audio audio = AudioFiles.read(SharedFiles.path("goldens/waveform/synth_" + rate + ".wav"));
    try (Embedder embedder = model.open()) {
      float[] actual = embedder.embed(audio).values();
      assertThat(actual).hasSameSizeAs(expected);
      double worst = 0;
      double largest = 0;
      for (int i = 0; i < expected.length; i++) {
        worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
        largest = Math.max(largest, Math.abs(expected[i]));
      }
      assertThat(worst / largest).isLessThan(tolerance);
    }
  }
}
