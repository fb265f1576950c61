package org.sonoprobe.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testsupport.Goldens;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class ResamplerTest {
  private static float[] sine(double hertz, int rate, int length) {
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (float) Math.sin(2 * Math.PI * hertz * i / rate);
    }
    return samples;
  }

  /** Error of the middle of a resampled sine against the ideal, in dB below the sine. */
  private static double errorDb(float[] actual, double hertz, int rate) {
    double error = 0;
    int from = actual.length / 4;
    int to = 3 * actual.length / 4;
    for (int i = from; i < to; i++) {
      double difference = actual[i] - Math.sin(2 * Math.PI * hertz * i / rate);
      error += difference * difference;
    }
    return 10 * Math.log10(error / (to - from) / 0.5);
  }

  private static double levelDb(float[] samples) {
    double sum = 0;
    for (int i = samples.length / 4; i < 3 * samples.length / 4; i++) {
      sum += samples[i] * samples[i];
    }
    return 10 * Math.log10(sum / (samples.length / 2.0) / 0.5 + 1e-30);
  }

  @ParameterizedTest
  @CsvSource({"polyphase, -120", "polyphase_fast, -100"})
  void aToneInsideThePassBandIsKept(String name, double limit) {
    float[] out = Resampler.named(name).resample(sine(1000, 44100, 88200), 44100, 16000);

    assertThat(out).hasSize(32000);
    assertThat(errorDb(out, 1000, 16000)).isLessThan(limit);
  }

  @ParameterizedTest
  @CsvSource({"polyphase, 12000", "polyphase, 8600", "polyphase_fast, 12000"})
  void aToneAboveTheNewNyquistIsSuppressed(String name, double hertz) {
    float[] out = Resampler.named(name).resample(sine(hertz, 44100, 88200), 44100, 16000);

    assertThat(levelDb(out)).isLessThan(-100);
  }

  @ParameterizedTest
  @CsvSource({
    "44100,48000",
    "8000,44100",
    "22050,16000",
    "48000,44100",
    "44100,44099",
    "96000,8000",
    "44100,22050",
    "48000,32000",
    "16000,48000"
  })
  void otherRatiosKeepATone(int from, int to) {
    float[] out = Resampler.named("polyphase").resample(sine(1000, from, 2 * from), from, to);

    assertThat(out).hasSize(2 * to);
    assertThat(errorDb(out, 1000, to)).isLessThan(-115);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,1", "3,2", "441,160", "442,161", "44100,16000"})
  void lengthsAreExact(int in, int out) {
    for (String name : Resampler.names()) {
      assertThat(Resampler.named(name).resample(new float[in], 44100, 16000)).as(name).hasSize(out);
    }
  }

  @Test
  void thereIsNoDelay() {
    float[] impulse = new float[4410];
    impulse[2205] = 1;
    float[] out = Resampler.named("polyphase").resample(impulse, 44100, 16000);

    int peak = 0;
    for (int i = 0; i < out.length; i++) {
      peak = out[i] > out[peak] ? i : peak;
    }
    assertThat(peak).isEqualTo(800);
  }

  // The ends count too, but for libsoxr's first sample and its last, see Resampler.named.
  @ParameterizedTest
  @CsvSource({
    "libsamplerate_medium, libsamplerate_medium_44100_16000, 16000, 0, 1e-6",
    "libsamplerate_medium, libsamplerate_medium_44100_48000, 48000, 0, 1e-6",
    "libsamplerate_best, libsamplerate_best_44100_16000, 16000, 0, 1e-6",
    "libsamplerate_linear, libsamplerate_linear_44100_16000, 16000, 0, 1e-6",
    "kaiser_best, resampy022_kaiser_best_44100_16000, 16000, 0, 1e-6",
    "kaiser_best, resampy022_kaiser_best_44100_48000, 48000, 0, 1e-6",
    "sinc_hann, torchaudio_sinc_hann_44100_8000, 8000, 0, 1e-6",
    "sinc_hann, torchaudio_sinc_hann_44100_16000, 16000, 0, 1e-6",
    "sinc_hann, torchaudio_sinc_hann_44100_22050, 22050, 0, 1e-6",
    "sinc_hann, torchaudio_sinc_hann_44100_24000, 24000, 0, 1e-6",
    "sinc_hann, torchaudio_sinc_hann_44100_48000, 48000, 0, 1e-6",
    "scipy_poly, scipy_resample_poly_44100_16000, 16000, 0, 1e-6",
    "soxr_hq, soxr_hq_44100_16000, 16000, 3, 4e-5",
    "soxr_hq, soxr_hq_44100_48000, 48000, 3, 4e-5",
    "soxr_hq, soxr_hq_44100_16000, 16000, 0, 8e-3",
    "polyphase, resampy022_kaiser_best_44100_48000, 48000, 0, 1e-6"
  })
  @ReferenceData
  void agreesWithItsReference(String name, String golden, int rate, int ends, double tolerance)
      throws IOException {
    float[] in = AudioFiles.read(SharedFiles.path("goldens/waveform/synth_44100.wav")).channel(0);
    float[] expected = Npy.read(SharedFiles.path("goldens/resample/" + golden + ".npy")).values();

    float[] actual = Resampler.named(name).resample(in, 44100, rate);

    // libsamplerate's linear converter gives one sample more, after the end
    int longer = name.equals("libsamplerate_linear") ? 1 : 0;
    assertThat(actual).hasSize(expected.length - longer);
    double worst = 0;
    for (int i = ends; i < actual.length - ends; i++) {
      worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    }
    assertThat(worst).isLessThan(tolerance);
  }

  // Both compute in single precision; the sweep ends above the new band, where most is cancelled.
  @ParameterizedTest
  @CsvSource({
    "polyphase, resampy_kaiser_best_44100_48000, 48000, 2e-5",
    "sinc_hann, torchaudio_sinc_hann_44100_16000, 16000, 1e-5",
    "sinc_hann, torchaudio_sinc_hann_44100_24000, 24000, 1e-5"
  })
  void agreesWithItsReferenceOnAnyClone(String name, String golden, int rate, double tolerance) {
    double[] expected = Goldens.numbers(golden);
    float[] actual = Resampler.named(name).resample(Goldens.signal(), 44100, rate);

    assertThat((double) actual.length).isCloseTo(expected.length, within(1.0));
    int edge = name.equals("polyphase") ? 100 : 0; // resampy ends differently
    for (int i = edge; i < expected.length - Math.max(1, edge); i++) {
      assertThat((double) actual[i])
          .as("%s[%d]", golden, i)
          .isCloseTo(expected[i], within(tolerance));
    }
  }

  @Test
  void anUnknownNameNamesTheKnownOnes() {
    assertThatThrownBy(() -> Resampler.named("polyfase"))
        .hasMessage(
            "no resampler is called 'polyfase'; did you mean 'polyphase'?; there are: kaiser_best, libsamplerate_best,"
                + " libsamplerate_linear, libsamplerate_medium, linear, polyphase, polyphase_fast, scipy_poly,"
                + " sinc_hann, soxr_hq");
  }
}
