package org.sonoprobe.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.component.Components;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testsupport.Goldens;
import org.sonoprobe.testsupport.SharedFiles;

class FrontEndTest {

  // torchaudio 0.13.1: sums of every sixteenth column and every eighth row of 96 Slaney bands.
  @Test
  void theFilterbankIsTorchaudiosOnAnyClone() {
    MelFilterbank bank =
        new MelFilterbank(
            16000, 512, 96, 0, 8000, MelScale.SLANEY, MelFilterbank.Shape.SLANEY_AREA);
    double[] columns = Goldens.numbers("mel_bank_columns");
    double[] rows = Goldens.numbers("mel_bank_rows");
    double[] bands = new double[96];
    double[] sums = new double[96];
    for (int bin = 0; bin < 257; bin++) {
      double[] power = new double[257];
      power[bin] = 1;
      bank.apply(power, bands);
      if (bin % 16 == 0) {
        assertThat(Arrays.stream(bands).sum())
            .as("bin %d", bin)
            .isCloseTo(columns[bin / 16], within(1e-6));
      }
      for (int band = 0; band < 96; band++) {
        sums[band] += bands[band];
      }
    }
    for (int i = 0; i < rows.length; i++) {
      assertThat(sums[8 * i]).as("band %d", 8 * i).isCloseTo(rows[i], within(1e-6));
    }
  }

  // in single precision there
  @Test
  void aMelSpectrumIsTorchaudiosOnAnyClone() {
    MelFilterbank bank =
        new MelFilterbank(
            16000, 512, 96, 0, 8000, MelScale.SLANEY, MelFilterbank.Shape.SLANEY_AREA);
    double[] expected = Goldens.numbers("mel_power_frame_2");
    double[] bands = new double[96];
    new Stft(512, 512, false, 256, Framing.CENTRED_REFLECT)
        .power(
            Goldens.signal(),
            (frame, power) -> {
              if (frame == 2) {
                bank.apply(power, bands);
                for (int band = 0; band < 96; band++) {
                  assertThat(bands[band])
                      .as("band %d", band)
                      .isCloseTo(expected[band], within(3e-5 * (1e-3 + Math.abs(expected[band]))));
                }
              }
            });
  }

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

    float[] actual = named(name).open().apply(audio.channel(0));

    assertThat(actual).hasSize(expected.shape()[0] * expected.shape()[1]);
    assertThat(named(name).bandCount()).isEqualTo(expected.shape()[1]);
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      worst = Math.max(worst, Math.abs(actual[i] - expected.values()[i]));
    }
    assertThat(worst).isLessThan(tolerance);
  }

  @Test
  void digitalSilenceIsTheFloorExactly() {
    assertThat(frame("musicnn", 1600)).containsOnly(0f);
    assertThat(frame("panns", 3200)).containsOnly(-100f);
  }

  @Test
  void anySpectrogramCanBeWrittenOut() {
    float[] samples = new float[4000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(i * 0.3);
    }

    assertThat(new LogMel().open().apply(samples))
        .isEqualTo(named("musicnn").open().apply(samples));
    assertThat(Components.with(new LogMel(), "bands", 40).open().apply(samples))
        .hasSize((1 + 4000 / 256) * 40);
  }

  private static FrontEnd named(String name) {
    return Components.named(FrontEnd.class, name);
  }

  /** The third frame of silence. */
  private static float[] frame(String name, int samples) {
    FrontEnd frontEnd = named(name);
    int bands = frontEnd.bandCount();
    return Arrays.copyOfRange(frontEnd.open().apply(new float[samples]), 2 * bands, 3 * bands);
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
