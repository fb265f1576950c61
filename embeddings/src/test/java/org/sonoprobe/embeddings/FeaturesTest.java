package org.sonoprobe.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.component.Components;
import org.sonoprobe.testkit.EmbeddingModelContract;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

/** Features against values computed with NumPy by librosa's definitions, see make_features.py. */
class FeaturesTest {

  @Nested
  class OfFeatures implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return new Features();
    }
  }

  @Nested
  class OfAllFeatures implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return Components.with(
          new Features(), "of", Arrays.stream(Descriptor.values()).map(Enum::name).toList());
    }
  }

  @Nested
  class OfRandom implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return new RandomEmbedding();
    }
  }

  @Nested
  class OfUntrained implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return new Untrained(16, 0);
    }
  }

  @Nested
  class OfLoudness implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return new Loudness();
    }
  }

  /** The first 1.5 s of the reference waveform, by its formula. */
  private static float[] signal() {
    int rate = 22050;
    float[] samples = new float[33075];
    long state = 12345 + rate;
    for (int i = 0; i < samples.length; i++) {
      double t = (double) i / rate;
      state = (1664525 * state + 1013904223) & 0xFFFFFFFFL;
      double noise = state / 2147483648.0 - 1;
      double s =
          0.3 * Math.sin(2 * Math.PI * 220 * t)
              + 0.2 * Math.sin(2 * Math.PI * 440 * t + 0.5)
              + 0.1 * Math.sin(2 * Math.PI * 1760 * t + 1)
              + 0.05 * Math.sin(2 * Math.PI * 3000 * t + 1.5)
              + 0.2 * Math.sin(2 * Math.PI * (100 * t + 340 * t * t))
              + 0.01 * noise;
      samples[i] = (float) (Math.rint(s * 32767) / 32768);
    }
    return samples;
  }

  @Test
  @ReferenceData
  void theSignalIsTheReferences() throws IOException {
    float[] wav = AudioFiles.read(SharedFiles.path("goldens/waveform/synth_22050.wav")).channel(0);
    assertThat(Arrays.copyOf(wav, 33075)).isEqualTo(signal());
  }

  private static Map<String, double[]> goldens() throws IOException {
    Map<String, double[]> goldens = new TreeMap<>();
    try (InputStream in = FeaturesTest.class.getResourceAsStream("features.txt")) {
      assertThat(in).isNotNull();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        String[] fields = line.trim().split(" ", -1);
        if (fields.length > 1) {
          double[] values = new double[fields.length - 1];
          for (int i = 0; i < values.length; i++) {
            values[i] = Double.parseDouble(fields[i + 1]);
          }
          goldens.put(fields[0], values);
        }
      }
    }
    return goldens;
  }

  @ParameterizedTest
  @EnumSource(
      value = Descriptor.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"MEL", "CHROMA_CQT"})
  void featuresAreThoseOfLibrosasDefinitions(Descriptor descriptor) throws IOException {
    Features recipe =
        new Features(
            List.of(descriptor), List.of(), new Analysis(22050, 2048, 512, 1), 20, 128, 64);
    String name = descriptor.name().toLowerCase(Locale.ROOT);
    float[][] actual = new FrameFeatures(recipe).of(signal());

    assertThat(actual).hasNumberOfRows(65);
    List<Integer> seen = new ArrayList<>();
    for (Map.Entry<String, double[]> golden : goldens().entrySet()) {
      if (golden.getKey().startsWith(name + "@")) {
        int frame = Integer.parseInt(golden.getKey().substring(name.length() + 1));
        double[] expected = golden.getValue();
        assertThat(actual[frame]).hasSize(expected.length);
        for (int d = 0; d < expected.length; d++) {
          assertThat((double) actual[frame][d])
              .as("%s[%d]", golden.getKey(), d)
              .isCloseTo(expected[d], within(1e-6 * Math.max(1, Math.abs(expected[d]))));
        }
        seen.add(frame);
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 10, 31, 32, 50, 64);
  }

  @Test
  void theChromaMatrixIsThatOfLibrosasDefinition() throws IOException {
    double[][] bank = FrameFeatures.chromaBank(22050, 2048);
    Map<String, double[]> goldens = goldens();
    for (int c = 0; c < 12; c++) {
      assertThat(Arrays.stream(bank[c]).sum())
          .isCloseTo(goldens.get("chroma_bank_rowsums")[c], within(1e-6));
      for (int bin : new int[] {10, 20, 41, 100, 200, 400}) {
        assertThat(bank[c][bin]).isCloseTo(goldens.get("chroma_bank@" + bin)[c], within(1e-8));
      }
    }
  }

  @Test
  void theLegacyMfccIsTheSameInBel() throws IOException {
    try (Embedder features =
            new Features(
                    List.of(Descriptor.MFCC),
                    List.of(Statistic.MEAN),
                    new Analysis(22050, 1024, 256, 1),
                    20,
                    128,
                    384)
                .open();
        Embedder mfcc = new Mfcc().open()) {
      Audio audio = Audio.wrap(22050, signal());
      float[] decibel = features.embed(audio).vector(0, 0);
      float[] bel = mfcc.embed(audio).vector(0, 0);
      for (int k = 0; k < 20; k++) {
        assertThat((double) decibel[k] / 10).isCloseTo(bel[k], within(1e-3));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"36, 0", "45, 9", "60, 0", "61, 1", "69, 9", "83, 11", "100, 4"})
  void aToneIsHighestAtItsPitchClassInBothChromas(int midi, int pitchClass) throws IOException {
    float[] samples = new float[22050];
    for (int i = 0; i < samples.length; i++) {
      samples[i] =
          (float) (0.3 * Math.sin(2 * Math.PI * 440 * Math.pow(2, (midi - 69) / 12.0) * i / 22050));
    }
    for (Descriptor chroma : List.of(Descriptor.CHROMA_STFT, Descriptor.CHROMA_CQT)) {
      if (chroma == Descriptor.CHROMA_STFT && midi < 48) {
        continue; // its bins are wider than a semitone there
      }
      float[][] rows = new FrameFeatures(Features.of(chroma)).of(samples);
      float[] middle = rows[rows.length / 2];
      for (int c = 0; c < 12; c++) {
        assertThat(middle[c]).as("%s of %d", chroma, c).isBetween(0f, c == pitchClass ? 1f : 0.9f);
      }
      assertThat(middle[pitchClass]).isEqualTo(1f);
    }
  }

  // numpy: mean, std, min, max, median, quantile(.25), quantile(.75), mean and rms of diff
  @ParameterizedTest
  @CsvSource({
    "MEAN, 3.4",
    "STD, 2.4979991993593593",
    "MIN, 1",
    "MAX, 8",
    "MEDIAN, 2",
    "Q25, 2",
    "Q75, 4",
    "DIFFERENCE_MEAN, 0.25",
    "DIFFERENCE_RMS, 3.905124837953327"
  })
  void statisticsAreNumPys(Statistic statistic, double expected) {
    assertThat(statistic.of(new double[] {1, 4, 8, 2, 2})).isCloseTo(expected, within(1e-12));
    assertThat(statistic.of(new double[] {3})).isIn(0.0, 3.0);
  }

  @Test
  void aWindowGivesEachStatisticOfAllFeatures() throws IOException {
    Features two =
        Components.with(
            Features.of(Descriptor.RMS, Descriptor.TONNETZ),
            "statistics",
            List.of("max", "min", "q25"));
    try (Embedder embedder = two.open()) {
      Embedding embedding = embedder.embed(Audio.wrap(22050, signal()));
      assertThat(embedding.dimension()).isEqualTo(3 * 7);
      assertThat(embedding.vector(0, 0)[0]).isGreaterThan(embedding.vector(0, 0)[7]);
    }
    assertThatThrownBy(() -> Components.with(new Features(), "of", List.of("rms", "rms")))
        .hasMessageContaining("no name may stand twice");
    assertThatThrownBy(() -> Components.with(new Features(), "of", List.of("loudnes")))
        .hasMessageContaining("loudnes");
  }

  @Test
  void chanceIsTheSameForTheSameAudioAndAnotherForOther() throws IOException {
    float[] samples = signal();
    try (Embedder embedder = new RandomEmbedding().open();
        Embedder other = new RandomEmbedding(128, 1).open()) {
      Embedding first = embedder.embed(Audio.wrap(22050, samples));
      assertThat(embedder.embed(Audio.wrap(22050, samples.clone()))).isEqualTo(first);
      assertThat(other.embed(Audio.wrap(22050, samples))).isNotEqualTo(first);
      samples[0] += 0.001f;
      assertThat(embedder.embed(Audio.wrap(22050, samples))).isNotEqualTo(first);
    }
  }

  @Test
  void loudnessIsInDecibelsOfFullScale() throws IOException {
    float[] samples = new float[20000];
    Arrays.fill(samples, 0, 10000, 0.1f);
    try (Embedder embedder = new Loudness().open()) {
      float[] values = embedder.embed(Audio.wrap(10000, samples)).vector(0, 0);
      assertThat(values[0]).isEqualTo(2f);
      assertThat((double) values[2]).isCloseTo(-23.0103, within(1e-4));
      assertThat((double) values[3]).isCloseTo(-20, within(1e-4));
      assertThat(values[4]).isEqualTo(-120f);
      assertThat((double) values[5]).isCloseTo(-20, within(1e-4));
    }
  }
}
