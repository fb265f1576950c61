package org.sonoprobe.embeddings.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.dsp.FrontEnds;
import org.sonoprobe.embeddings.networks.Cutting;
import org.sonoprobe.embeddings.networks.Execution;
import org.sonoprobe.embeddings.networks.Hearing;
import org.sonoprobe.embeddings.networks.Layout;
import org.sonoprobe.embeddings.networks.Ports;
import org.sonoprobe.embeddings.networks.Reading;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class SavedModelTest {

  @ParameterizedTest
  @ValueSource(strings = {"note", "onset", "contour"})
  @ReferenceData
  void basicPitchGivesWhatTheReferenceGives(String output) throws IOException {
    SavedModel model =
        new SavedModel(
            SharedFiles.path("weights/basic-pitch-savedmodel"),
            Ports.of(output),
            Hearing.of(new FrontEnds.BasicPitch()),
            Cutting.as(Layout.NT1).batch(4, false),
            new Reading("ntd", 0, Optional.empty(), 15),
            Execution.CPU);
    float[] expected =
        Npy.read(SharedFiles.path("goldens/outputs/basic-pitch/" + output + ".npy")).values();
    Audio audio = AudioFiles.read(SharedFiles.path("goldens/waveform/synth_22050.wav"));
    try (Embedder embedder = model.open()) {
      float[] actual = embedder.embed(audio).values();
      double worst = 0;
      for (int i = 0; i < expected.length; i++) {
        worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
      }
      assertThat(worst).isLessThan(1e-4);
    }
  }

  @Test
  void aFolderThatIsNoNetworkIsAClearError(@TempDir Path folder) {
    assertThatThrownBy(() -> SavedModel.musicnn(folder).open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be loaded as a TensorFlow SavedModel");
  }
}
