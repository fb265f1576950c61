package org.sonoprobe.deform.tarsos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.testkit.EmbeddingModelContract;

class PitchOnsetsTest {

  @Nested
  class OfPitchOnsets implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return new PitchOnsets();
    }
  }

  private static float[] vector(float[] samples) throws IOException {
    try (Embedder embedder = new PitchOnsets().open()) {
      return embedder.embed(Audio.wrap(22050, samples)).vector(0, 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"45, 9", "60, 0", "69, 9", "76, 4"})
  void aTonesPitchIsItsMidiNumberAndItsClassIsHeardAlone(int midi, int pitchClass)
      throws IOException {
    float[] samples = new float[2 * 22050];
    double hertz = 440 * Math.pow(2, (midi - 69) / 12.0);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / 22050));
    }
    float[] vector = vector(samples);

    assertThat(vector[0]).isEqualTo(1f);
    assertThat((double) vector[3]).isCloseTo(midi, within(0.05));
    assertThat((double) vector[6]).isCloseTo(midi, within(0.05));
    assertThat((double) vector[8 + pitchClass]).isCloseTo(1, within(1e-4));
  }

  @Test
  void clicksAreCountedAndSilenceHasNone() throws IOException {
    float[] clicks = new float[8 * 22050];
    for (int beat = 1; beat < 16; beat++) {
      for (int i = 0; i < 2000; i++) {
        clicks[beat * 11025 + i] = (float) (Math.exp(-i / 300.0) * Math.sin(0.5 * i));
      }
    }
    float[] heard = vector(clicks);
    float[] silent = vector(new float[44100]);

    assertThat((double) heard[20]).isCloseTo(15 / 8.0, within(0.3));
    assertThat((double) heard[21]).isCloseTo(0.5, within(0.06));
    assertThat(silent).containsOnly(0f);
  }
}
