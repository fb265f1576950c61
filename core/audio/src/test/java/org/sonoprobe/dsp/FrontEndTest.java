package org.sonoprobe.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.component.Components;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testsupport.Goldens;
import org.sonoprobe.testsupport.ReferenceData;
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

  /**
   * Every array of the reference implementations: of the whole clip (FRAMES, [frame][band]), cut
   * into patches (PATCHES), or the same with bands before frames (_T). The Essentia filterbanks are
   * built in single precision; one unit in the last place of exp() moves weak bands by 1e-4. A band
   * energy between two halves may go to either, which moves its logarithm by up to 2.4e-4.
   */
  @ParameterizedTest
  @CsvSource({
    "musicnn, musicnn/logmel_librosa, FRAMES, 1e-4",
    "musicnn {halfPrecision}, musicnn/logmel_librosa_f16mel, FRAMES, 3e-4",
    "musicnn, musicnn/patches_librosa, PATCHES, 1e-4",
    "musicnn-essentia, musicnn/logmel_essentia, FRAMES, 2e-4",
    "musicnn-essentia, musicnn/patches_essentia, PATCHES, 2e-4",
    "effnet {everyPatch}, effnet-discogs/patches_all, PATCHES, 2e-4",
    "effnet, effnet-discogs/patches_essentia_same, PATCHES, 2e-4",
    "maest, maest/logmel_norm, FRAMES, 1e-4",
    "maest {huggingFace}, maest/logmel_norm_hf, FRAMES, 1e-4",
    "vggish, vggish/logmel, FRAMES, 1e-4",
    "vggish, vggish/patches, PATCHES, 1e-4",
    "vggish-essentia, vggish/logmel_essentia, FRAMES, 2e-4",
    "vggish-essentia, vggish/patches_essentia, PATCHES, 2e-4",
    "yamnet, yamnet/patches, PATCHES, 1e-4",
    "openl3-mel128, openl3/mel128_librosa_constant, PATCHES_T, 1e-3",
    "openl3-mel128 {librosa_reflect}, openl3/mel128_librosa_reflect, PATCHES_T, 1e-3",
    "openl3-mel128 {kapre}, openl3/mel128_kapre, PATCHES_T, 1e-3",
    "openl3-mel128 {kapre014}, openl3/mel128_kapre014, PATCHES_T, 1e-3",
    "openl3-mel128 {essentia_gist}, openl3/mel128_essentia_gist, PATCHES, 1e-3",
    "openl3-mel256, openl3/mel256_librosa_constant, PATCHES_T, 1e-3",
    "openl3-mel256 {kapre}, openl3/mel256_kapre, PATCHES_T, 1e-3",
    "neuralfp {unpadded}, neuralfp/melspec_reference, PATCHES_T, 1e-4",
    "neuralfp, neuralfp/melspec_mir_ref, PATCHES_T, 1e-4",
    "clmr, clmr/patches, PATCHES, 0",
    "mert, mert/input_values, PATCHES, 1e-5",
    "mule, mule/logmel, FRAMES_T, 1e-4",
    "mule {halved}, mule/logmel_monofile_halfscale, FRAMES_T, 1e-4",
    "mule, mule/patches, PATCHES_T, 1e-4",
    "panns, panns-cnn14/logmel, FRAMES, 1e-3",
    "clap, clap-htsat/logmel_slaney, PATCHES, 1e-3",
    "clap {htk}, clap-htsat/logmel_htk, PATCHES, 1e-3",
    "musicfm {plain}, musicfm/logmel_db, FRAMES_T, 1e-3",
    "sota-tagging, sota-tagging/logmel_db, FRAMES, 1e-3",
    "crepe, crepe/frames_torchcrepe, PATCHES, 1e-5",
    "crepe {original}, crepe/frames_original, PATCHES, 1e-5",
    "basic-pitch, basic-pitch/windows, PATCHES, 0"
  })
  @ReferenceData
  void agreesWithTheReferenceImplementation(
      String profile, String golden, String form, double tolerance) throws IOException {
    FrontEnd frontEnd = profile(profile);
    Npy expected = Npy.read(SharedFiles.path("goldens/" + golden + ".npy"));
    float[] samples =
        AudioFiles.read(
                SharedFiles.path("goldens/waveform/synth_" + frontEnd.sampleRate() + ".wav"))
            .channel(0);
    Patches patches =
        form.startsWith("FRAMES")
            ? new Patcher(((FrontEnds.Profile) frontEnd).recipe()).apply(samples)
            : new Patcher(frontEnd).apply(samples);

    int size = patches.frames() * patches.bands();
    assertThat(patches.count() * size).isEqualTo(expected.values().length);
    float[] patch = new float[size];
    double worst = 0;
    for (int p = 0; p < patches.count(); p++) {
      patches.copy(p, patch, 0);
      for (int i = 0; i < size; i++) {
        int at =
            form.endsWith("_T") ? i % patches.bands() * patches.frames() + i / patches.bands() : i;
        float wanted = expected.values()[p * size + at];
        worst = Math.max(worst, Math.abs(patch[i] - wanted));
        if (wanted == -80 || wanted == -100) {
          assertThat(patch[i]).as("floor").isEqualTo(wanted);
        }
      }
    }
    assertThat(worst).isLessThanOrEqualTo(tolerance);
  }

  /** A front-end by name with the variant of it that the test means. */
  private static FrontEnd profile(String text) {
    String[] parts = text.split(" ", 2);
    String variant = parts.length == 1 ? "" : parts[1].replaceAll("[{}]", "");
    FrontEnd plain = named(parts[0]);
    return switch (variant) {
      case "" -> plain;
      case "halfPrecision" -> new FrontEnds.Musicnn(true);
      case "everyPatch" -> new FrontEnds.Effnet(true);
      case "huggingFace" -> new FrontEnds.Maest(true);
      case "unpadded" -> new FrontEnds.NeuralFp(false);
      case "halved" -> new FrontEnds.Mule(true);
      case "htk" -> new FrontEnds.Clap(true);
      case "plain" -> new FrontEnds.MusicFm(0, 1);
      case "original" -> new FrontEnds.Crepe(true);
      default -> Components.with(plain, "framing", variant);
    };
  }

  // NeuralFP's reference subtracts the largest value of its whole batch: where that is wanted, each
  // segment's level is put back
  @Test
  @ReferenceData
  void theBatchMaximumOfNeuralFpIsTheLargestOfTheSegments() throws IOException {
    Npy expected = Npy.read(SharedFiles.path("goldens/neuralfp/melspec_batchmax.npy"));
    float[] samples =
        AudioFiles.read(SharedFiles.path("goldens/waveform/synth_8000.wav")).channel(0);
    FrontEnd frontEnd = new FrontEnds.NeuralFp(false);
    LogMel absolute =
        new FrontEnds.NeuralFp(false)
            .recipe()
            .levels(new LogMel.Levels(false, java.util.Optional.empty(), 0, 1, false, true));
    Patches patches = new Patcher(absolute, frontEnd.cut(), frontEnd.shortAudio()).apply(samples);
    int size = patches.frames() * patches.bands();
    float[] all = new float[patches.count() * size];
    float top = Float.NEGATIVE_INFINITY;
    for (int p = 0; p < patches.count(); p++) {
      patches.copy(p, all, p * size);
    }
    for (float value : all) {
      top = Math.max(top, value);
    }
    for (int i = 0; i < all.length; i++) {
      int at = i / size * size + i % size % 256 * 32 + i % size / 256;
      assertThat((double) all[i] - top).isCloseTo(expected.values()[at], within(1e-4));
    }
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

  // numpy.float16: the tie goes to the even one, subnormal values keep their step
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.0999755859375",
    "2049, 2048",
    "2051, 2052",
    "65519, 65504",
    "1e-7, 1.1920929e-7",
    "-3.14159, -3.140625",
    "0, 0"
  })
  void halfPrecisionIsThatOfIeee(double value, float expected) {
    assertThat(HalfPrecision.round(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"HANN, 0", "HAMMING, 0.08", "BLACKMAN, 0", "RECTANGULAR, 1"})
  void aSymmetricWindowBeginsAtItsEdgeAndIsOneInTheMiddle(AnalysisWindows.Type type, double edge) {
    double[] window = AnalysisWindows.of(type, 9, true);

    assertThat(window[0]).isCloseTo(edge, within(1e-15));
    assertThat(window[8]).isCloseTo(edge, within(1e-15));
    assertThat(window[4]).isCloseTo(1, within(1e-15));
  }

  // scipy.signal.stft's definition on a bin-centred cosine: half the window's sum at its bin
  @ParameterizedTest
  @CsvSource({"MAGNITUDE, 128", "POWER, 16384", "DECIBEL, 42.144199", "LOGARITHM, 9.7040605"})
  void aSpectrumIsScaledAsAsked(Spectrum.Scale scale, double expected) {
    Spectrum front = Components.with(new Spectrum(), "scale", scale.name());
    float[] samples = new float[2048];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.cos(2 * Math.PI * 8 * i / 512);
    }

    Patches patches = new Patcher(front).apply(samples);

    assertThat(patches.bands()).isEqualTo(257);
    assertThat(patches.frames()).isEqualTo(1 + 2048 / 256);
    float[] values = new float[patches.frames() * 257];
    patches.copy(0, values, 0);
    assertThat((double) values[3 * 257 + 8]).isCloseTo(expected, within(expected * 1e-6));
  }

  @Test
  void aHannWindowIsTheTextbooks() {
    assertThat(AnalysisWindows.hann(4, false))
        .containsExactly(new double[] {0, 0.5, 1, 0.5}, org.assertj.core.data.Offset.offset(1e-15));
    assertThat(AnalysisWindows.hann(5, true))
        .containsExactly(
            new double[] {0, 0.5, 1, 0.5, 0}, org.assertj.core.data.Offset.offset(1e-15));
  }
}
