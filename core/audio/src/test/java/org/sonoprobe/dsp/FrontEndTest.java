package org.sonoprobe.dsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testsupport.SharedFiles;

class FrontEndTest {

  // The Essentia filterbanks are built in single precision; one unit in the last place of exp()
  // moves weak bands by 1e-4.
  @ParameterizedTest
  @CsvSource({
    "musicnn, musicnn/logmel_librosa, 16000, 1e-4",
    "musicnn_essentia, musicnn/logmel_essentia, 16000, 2e-4",
    "vggish, vggish/logmel, 16000, 1e-4",
    "vggish_essentia, vggish/logmel_essentia, 16000, 2e-4",
    "panns, panns-cnn14/logmel, 32000, 1e-3",
    "sota_tagging, sota-tagging/logmel_db, 16000, 1e-3"
  })
  void agreesWithTheReferenceImplementation(String name, String golden, int rate, double tolerance)
      throws IOException {
    Path wav = SharedFiles.path("goldens/waveform/synth_" + rate + ".wav");
    Npy expected = Npy.read(SharedFiles.path("goldens/" + golden + ".npy"));
    Audio audio = AudioFiles.read(wav);

    float[][] actual = FrontEnd.named(name).apply(audio.channel(0));

    assertThat(actual).hasDimensions(expected.shape()[0], expected.shape()[1]);
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      for (int b = 0; b < actual[i].length; b++) {
        worst =
            Math.max(worst, Math.abs(actual[i][b] - expected.values()[i * actual[i].length + b]));
      }
    }
    assertThat(worst).isLessThan(tolerance);
  }

  @Test
  void digitalSilenceIsTheFloorExactly() {
    assertThat(FrontEnd.named("musicnn").apply(new float[1600])[2]).containsOnly(0f);
    assertThat(FrontEnd.named("panns").apply(new float[3200])[2]).containsOnly(-100f);
  }

  @Test
  void aHannWindowIsTheTextbooks() {
    assertThat(Windows.hann(4, false))
        .containsExactly(new double[] {0, 0.5, 1, 0.5}, org.assertj.core.data.Offset.offset(1e-15));
    assertThat(Windows.hann(5, true))
        .containsExactly(
            new double[] {0, 0.5, 1, 0.5, 0}, org.assertj.core.data.Offset.offset(1e-15));
  }
}
