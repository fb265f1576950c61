package org.sonoprobe.deform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.config.ComponentYaml;
import org.sonoprobe.testkit.DeformationContract;
import org.sonoprobe.testkit.Signals;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class DeformationsTest {
  @Nested
  class OfAddGaussianSnr implements DeformationContract {
    @Override
    public Deformation deformation() {
      return new AddGaussianSnr(15);
    }
  }

  @Nested
  class OfGain implements DeformationContract {
    @Override
    public Deformation deformation() {
      return new Gain();
    }
  }

  @Nested
  class OfClippingDistortion implements DeformationContract {
    @Override
    public Deformation deformation() {
      return new ClippingDistortion();
    }
  }

  @Nested
  class OfMp3Compression implements DeformationContract {
    @Override
    public Deformation deformation() {
      return new Mp3Compression();
    }
  }

  @Nested
  class OfApplyImpulseResponse implements DeformationContract {
    @Override
    public Deformation deformation() {
      return new ApplyImpulseResponse(response());
    }
  }

  private static Path response() {
    try {
      Path file = Files.createTempDirectory("sonoprobe").resolve("ir.wav");
      float[] decay = new float[2000];
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < decay.length; i++) {
        decay[i] = (float) (random.nextGaussian() * Math.exp(-i / 300.0));
      }
      WavWriter.write(file, Audio.wrap(44100, decay));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1.0", "-6, 0.501187", "-12, 0.251189", "20, 10.0"})
  void gainScalesByDecibels(double db, double factor) throws IOException {
    Audio out =
        new Gain(db).apply(Audio.of(8000, new float[] {0.5f, -1f}), new SplittableRandom(1));

    assertThat((double) out.channel(0)[0]).isCloseTo(0.5 * factor, within(1e-5));
    assertThat((double) out.channel(0)[1]).isCloseTo(-factor, within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({"15", "0", "30"})
  void noiseHasTheRatioAskedFor(double snr) throws IOException {
    Audio audio = Signals.sine(440, 0.5, 44100, 10);
    Audio noisy = new AddGaussianSnr(snr).apply(audio, new SplittableRandom(4));
    float[] clean = audio.channel(0);
    float[] dirty = noisy.channel(0);
    double noise = 0;
    for (int i = 0; i < clean.length; i++) {
      noise += Math.pow((double) dirty[i] - clean[i], 2);
    }
    double realised = 20 * Math.log10(Signals.rms(audio) / Math.sqrt(noise / clean.length));

    assertThat(realised).isCloseTo(snr, within(0.05));
  }

  @Test
  void probabilityZeroLeavesTheAudioAsItIs() throws IOException {
    Audio audio = Signals.noise(0.1, 44100, 0.2, 1);

    assertThat(new Gain(-12, -12, 0).apply(audio, new SplittableRandom(1))).isEqualTo(audio);
    assertThat(new AddGaussianSnr(0, 0, 0).apply(audio, new SplittableRandom(1))).isEqualTo(audio);
  }

  @Test
  void aUnitImpulseScalesToAPeakOfOneHalf() throws IOException {
    Path file = Files.createTempDirectory("sonoprobe").resolve("unit.wav");
    WavWriter.write(file, Audio.wrap(44100, new float[] {1, 0, 0}));
    Audio audio = Signals.sine(441, 0.8, 44100, 0.5);
    Audio out = new ApplyImpulseResponse(file).apply(audio, new SplittableRandom(1));

    assertThat(out.frameCount()).isEqualTo(audio.frameCount());
    for (int i = 0; i < 100; i++) {
      assertThat((double) out.channel(0)[i])
          .isCloseTo(audio.channel(0)[i] / 0.8 * 0.5, within(1e-4));
    }
  }

  @Test
  void lowBitratesAtHighRatesKeepTheirBandwidth() throws IOException {
    Audio noise = Signals.noise(0.1, 44100, 1, 2);
    double at8 = Signals.rms(new Mp3Compression(8).apply(noise, new SplittableRandom(1)));
    double at24 = Signals.rms(new Mp3Compression(24).apply(noise, new SplittableRandom(1)));
    double at64 = Signals.rms(new Mp3Compression(64).apply(noise, new SplittableRandom(1)));

    assertThat(at8).isLessThan(at24);
    assertThat(at24).isLessThan(at64);
  }

  @Test
  void bothSpellingsOfTheNamesGiveTheSame() throws IOException {
    assertThat(
            ComponentYaml.read(
                Deformation.class, "{type: AddGaussianSNR, min_snr_in_db: 3, max_snr_in_db: 4}"))
        .isEqualTo(new AddGaussianSnr(3, 4, 1));
    assertThat(
            ComponentYaml.read(
                Deformation.class, "{type: Gain, min_gain_in_db: -3, max_gain_db: 4}"))
        .isEqualTo(new Gain(-3, 4, 1));
  }

  @Test
  void rangesThatAreUpsideDownAreRefused() {
    assertThatThrownBy(() -> new Gain(3, -3, 1))
        .hasMessage("min_gain_db must not exceed max_gain_db, but they are 3.0 and -3.0");
    assertThatThrownBy(() -> new Mp3Compression(33, 39, false, 7, 1))
        .hasMessageContaining("MP3 has no bitrate between 33 and 39");
  }

  // audiomentations' default backend, LAME 3.100 as well.
  @Test
  @ReferenceData
  void mp3LosesAsMuchAsWithAudiomentations() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(SharedFiles.path("goldens/deform/mp3.json").toFile())
            .get("audiomentations_default");
    Audio clean = AudioFiles.read(SharedFiles.path("goldens/deform/wav/clean.wav"));
    float[] x = clean.channel(0);
    int count = 0;
    for (JsonNode each : cases) {
      if (each.get("quality").asInt() != 7) {
        continue;
      }
      int kbps = each.get("bitrate_kbps").asInt();
      float[] y =
          new Mp3Compression(kbps, kbps, false, 7, 1)
              .apply(clean, new SplittableRandom(1))
              .channel(0);
      double xx = 0;
      double xy = 0;
      double yy = 0;
      for (int i = 0; i < x.length; i++) {
        xx += (double) x[i] * x[i];
        xy += (double) x[i] * y[i];
        yy += (double) y[i] * y[i];
      }
      double gain = xy / xx;
      double snr = 10 * Math.log10(gain * gain * xx / (yy - 2 * gain * xy + gain * gain * xx));
      assertThat(y).hasSize(each.get("length").asInt());
      assertThat(gain)
          .as("gain at %d kbps", kbps)
          .isCloseTo(each.get("gain_fitted").asDouble(), within(1e-4));
      assertThat(snr)
          .as("loss at %d kbps", kbps)
          .isCloseTo(each.get("snr_db_aligned_gain_compensated").asDouble(), within(0.1));
      count++;
    }
    assertThat(count).isGreaterThan(8);
  }
}
