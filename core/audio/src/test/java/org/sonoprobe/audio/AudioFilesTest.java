package org.sonoprobe.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.testsupport.SharedFiles;

class AudioFilesTest {
  @TempDir Path folder;

  private static Audio noise(int channels, int frames, int rate) {
    SplittableRandom random = new SplittableRandom(frames);
    float[][] samples = new float[channels][frames];
    for (float[] channel : samples) {
      for (int i = 0; i < frames; i++) {
        channel[i] = (float) (random.nextDouble() * 1.8 - 0.9);
      }
    }
    return Audio.wrap(rate, samples);
  }

  private static double worst(Audio a, Audio b) {
    double worst = 0;
    for (int c = 0; c < a.channelCount(); c++) {
      for (int i = 0; i < a.frameCount(); i++) {
        worst = Math.max(worst, Math.abs(a.channel(c)[i] - b.channel(c)[i]));
        if (i > 3000) {
          break;
        }
      }
    }
    return worst;
  }

  @ParameterizedTest
  @EnumSource(WavWriter.Encoding.class)
  void whatIsWrittenAsWavIsReadAgain(WavWriter.Encoding encoding) throws IOException {
    for (int channels = 1; channels <= 6; channels++) {
      Audio audio = noise(channels, 1001, 44100);
      Path file = folder.resolve("x.wav");
      WavWriter.write(file, audio, encoding);

      Audio read = AudioFiles.read(file);

      assertThat(read.sampleRate()).isEqualTo(44100);
      assertThat(read.channelCount()).isEqualTo(channels);
      assertThat(read.frameCount()).isEqualTo(1001);
      double step =
          encoding == WavWriter.Encoding.PCM_16
              ? 0.5 / 32768
              : encoding == WavWriter.Encoding.PCM_24 ? 0.5 / 8388608 : 0;
      assertThat(worst(audio, read)).isLessThanOrEqualTo(step + 1e-9);
    }
  }

  // The JDK writes these files, so that reader and writer do not merely agree with each other.
  @ParameterizedTest
  @CsvSource({
    "WAVE, 8, false, 1",
    "WAVE, 16, false, 2",
    "WAVE, 24, false, 2",
    "WAVE, 32, false, 1",
    "AIFF, 8, true, 1",
    "AIFF, 16, true, 2",
    "AIFF, 24, true, 3",
    "AIFF, 32, true, 1"
  })
  void readsWhatTheJdkWrites(String type, int bits, boolean bigEndian, int channels)
      throws IOException {
    int frames = 333;
    int bytes = bits / 8;
    byte[] pcm = new byte[frames * channels * bytes];
    new SplittableRandom(bits).nextBytes(pcm);
    boolean signed = !(type.equals("WAVE") && bits == 8);
    AudioFormat format = new AudioFormat(22050, bits, channels, signed, bigEndian);
    Path file = folder.resolve("jdk");
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(pcm), format, frames),
        type.equals("WAVE") ? AudioFileFormat.Type.WAVE : AudioFileFormat.Type.AIFF,
        file.toFile());

    Audio audio = AudioFiles.read(file);

    assertThat(audio.sampleRate()).isEqualTo(22050);
    assertThat(audio.frameCount()).isEqualTo(frames);
    for (int i = 0; i < frames; i++) {
      for (int c = 0; c < channels; c++) {
        long value = 0;
        for (int b = 0; b < bytes; b++) {
          int at = (i * channels + c) * bytes + (bigEndian ? b : bytes - 1 - b);
          value = value << 8 | pcm[at] & 0xff;
        }
        long full = 1L << (bits - 1);
        double expected =
            signed
                ? (double) (value >= full ? value - 2 * full : value) / full
                : (double) (value - full) / full;
        assertThat((double) audio.channel(c)[i]).isEqualTo((float) expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 576, 1152, 5000, 44100})
  void whatIsWrittenAsFlacIsReadAgain(int frames) throws IOException {
    for (int bits : new int[] {16, 24}) {
      Audio audio = noise(2, frames, 48000);
      Path file = folder.resolve("x.flac");
      FlacWriter.write(file, audio, bits);

      Audio read = AudioFiles.read(file);

      assertThat(read.frameCount()).isEqualTo(frames);
      assertThat(worst(audio, read)).isLessThanOrEqualTo(0.51 / (bits == 16 ? 32768 : 8388608));
    }
  }

  @ParameterizedTest
  @CsvSource({"44100, 1", "44100, 44100", "22050, 5000", "16000, 100", "48000, 1153", "8000, 3000"})
  void mp3KeepsLengthAndPlace(int rate, int frames) {
    float[] samples = new float[frames];
    for (int i = 0; i < frames; i++) {
      samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * 440 * i / rate));
    }

    float[][] coded = Mp3RoundTrip.roundTrip(new float[][] {samples}, rate, 64, 7);

    assertThat(coded[0]).hasSize(frames);
    if (frames > 4000) {
      double error = 0;
      double signal = 0;
      for (int i = 1000; i < frames - 1000; i++) {
        error += Math.pow(coded[0][i] / 0.95 - samples[i], 2);
        signal += samples[i] * samples[i];
      }
      assertThat(10 * Math.log10(signal / error)).isGreaterThan(25);
    }
  }

  @Test
  void mp3AtLowBitrateLosesItsHighs() {
    SplittableRandom random = new SplittableRandom(3);
    float[] samples = new float[44100];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.2 * random.nextGaussian());
    }

    float[][] coded = Mp3RoundTrip.roundTrip(new float[][] {samples}, 44100, 32, 7);

    assertThat(energyAbove(coded[0], 12000)).isLessThan(energyAbove(samples, 12000) / 1000);
  }

  private static double energyAbove(float[] samples, double hertz) {
    org.jtransforms.fft.DoubleFFT_1D fft = new org.jtransforms.fft.DoubleFFT_1D(32768);
    double[] x = new double[32768];
    for (int i = 0; i < x.length; i++) {
      x[i] = samples[i + 4096] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / x.length));
    }
    fft.realForward(x);
    double sum = 0;
    for (int k = (int) (hertz / 44100 * 32768); k < 16384; k++) {
      sum += x[2 * k] * x[2 * k] + x[2 * k + 1] * x[2 * k + 1];
    }
    return sum;
  }

  @Test
  void anIllegalBitrateNamesTheLegalOnes() {
    assertThatThrownBy(() -> Mp3Encoder.encode(new float[1][100], 44100, 24, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32, 40, 48");
  }

  @Test
  void faultyFilesAreRefusedWithTheirNameAndReason() throws IOException {
    Audio audio = noise(1, 1000, 44100);
    Path good = folder.resolve("good.wav");
    WavWriter.write(good, audio, WavWriter.Encoding.PCM_16);
    byte[] bytes = Files.readAllBytes(good);

    refused(
        "truncated.wav",
        Arrays.copyOf(bytes, 1000),
        "cut short: the header claims 2000 bytes of audio, but only 956");
    refused("header.wav", Arrays.copyOf(bytes, 30), "its 'fmt ' chunk is cut short");
    refused("nodata.wav", Arrays.copyOf(bytes, 36), "no 'data' chunk");
    refused(
        "text.mp3",
        "this is not audio at all".getBytes(StandardCharsets.UTF_8),
        "not audio in a known format");
    refused("empty.wav", new byte[0], "is empty (0 bytes)");
    byte[] huge = bytes.clone();
    ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putInt(40, 0x80000000);
    refused("huge.wav", huge, "claims 2147483648 bytes");
    byte[] odd = bytes.clone();
    ByteBuffer.wrap(odd).order(ByteOrder.LITTLE_ENDIAN).putShort(34, (short) 12);
    refused("twelve.wav", odd, "12 bits) is not known");
    byte[] none = Arrays.copyOf(bytes, 44);
    ByteBuffer.wrap(none).order(ByteOrder.LITTLE_ENDIAN).putInt(40, 0);
    Files.write(folder.resolve("none.wav"), none);
    assertThatThrownBy(() -> new AudioFile(folder.resolve("none.wav")).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.wav holds no audio: its length is 0 samples");
    assertThatThrownBy(() -> AudioFiles.read(folder.resolve("missing.wav")))
        .hasMessageContaining("there is no audio file");
  }

  private void refused(String name, byte[] bytes, String reason) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    assertThatThrownBy(() -> AudioFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(reason);
  }

  @Test
  void damagedFilesNeverThrowAnythingElse() throws IOException {
    Path wav = folder.resolve("a.wav");
    WavWriter.write(wav, noise(2, 500, 44100), WavWriter.Encoding.PCM_16);
    Path flac = folder.resolve("a.flac");
    FlacWriter.write(flac, noise(2, 3000, 44100), 16);
    byte[] mp3 = Mp3Encoder.encode(noise(1, 8000, 44100).channels(), 44100, 64, 7);
    SplittableRandom random = new SplittableRandom(9);
    for (byte[] original : new byte[][] {Files.readAllBytes(wav), Files.readAllBytes(flac), mp3}) {
      for (int trial = 0; trial < 150; trial++) {
        byte[] damaged = Arrays.copyOf(original, 1 + random.nextInt(original.length));
        for (int i = 0; i < 3; i++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        Path file = folder.resolve("some.bin");
        Files.write(file, damaged);
        try {
          AudioFiles.read(file);
        } catch (IOException expected) {
          assertThat(expected.getMessage())
              .startsWith(file.toString())
              .hasSizeGreaterThan(file.toString().length() + 10);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5, true", "40, false"})
  void anMp3FileMayHaveFewDamagedFrames(int damaged, boolean usable) throws IOException {
    byte[] mp3 = Mp3Encoder.encode(noise(1, 200_000, 44100).channels(), 44100, 64, 7);
    int frame = 0;
    for (int i = 1000; i + 36 < mp3.length && frame < damaged; i++) {
      if ((mp3[i] & 0xff) == 0xff && (mp3[i + 1] & 0xff) == 0xfb) {
        for (int j = i + 4; j < i + 36; j++) {
          mp3[j] ^= 0x5a;
        }
        frame++;
        i += 36;
      }
    }
    assertThat(frame).isEqualTo(damaged);
    Path file = folder.resolve("a.mp3");
    Files.write(file, mp3);

    if (usable) {
      assertThat(AudioFiles.read(file).frameCount()).isEqualTo(175 * 1152);
    } else {
      assertThatThrownBy(() -> AudioFiles.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a.mp3")
          .hasMessageContaining("frames are damaged");
    }
  }

  @Test
  void realMp3FilesDecode() throws IOException {
    Path samples = SharedFiles.path("data/instruments/original_mp3_sample");
    int count = 0;
    try (Stream<Path> files = Files.walk(samples)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".mp3")).toList()) {
        Audio audio = AudioFiles.read(file);
        assertThat(audio.frameCount()).as(file.toString()).isGreaterThan(1000);
        count++;
      }
    }
    assertThat(count).isEqualTo(60);
  }

  @Test
  void realVorbisAnd24BitFilesDecode() throws IOException {
    Path samples = SharedFiles.path("data/mirdata/samples");
    int ogg = 0;
    try (Stream<Path> files = Files.walk(samples)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.(ogg|wav|mp3|flac)")).toList()) {
        Audio audio = AudioFiles.read(file);
        assertThat(audio.frameCount()).as(file.toString()).isPositive();
        ogg += file.toString().endsWith(".ogg") ? 1 : 0;
      }
    }
    assertThat(ogg).isPositive();
  }

  @Test
  void aRealVorbisFileThatIsCutShortIsRefused() throws IOException {
    Path samples = SharedFiles.path("data/mirdata/samples");
    List<Path> oggs;
    try (Stream<Path> files = Files.walk(samples)) {
      oggs = files.filter(f -> f.toString().endsWith(".ogg")).toList();
    }
    byte[] whole = Files.readAllBytes(oggs.get(0));

    refused("half.ogg", Arrays.copyOf(whole, whole.length / 2), "cut short");
  }

  @Test
  void samplesPackedInAnUnknownWayAreRefused() throws IOException {
    Path good = folder.resolve("good.wav");
    WavWriter.write(good, noise(1, 100, 44100), WavWriter.Encoding.PCM_24);
    byte[] bytes = Files.readAllBytes(good);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(32, (short) 4);

    refused(
        "padded.wav",
        bytes,
        "packed in a way that is not known: 4 bytes per frame for 1 channels of 3 bytes");
  }

  @Test
  void headersThatClaimTheImpossibleAreRefusedWithoutMuchMemory() throws IOException {
    Path good = folder.resolve("good.wav");
    WavWriter.write(good, noise(1, 100, 44100), WavWriter.Encoding.PCM_16);
    byte[] bytes = Files.readAllBytes(good);
    byte[] channels = bytes.clone();
    ByteBuffer.wrap(channels).order(ByteOrder.LITTLE_ENDIAN).putShort(22, (short) 65535);
    refused("channels.wav", channels, "header is damaged: 65535 channels");
    byte[] rate = bytes.clone();
    ByteBuffer.wrap(rate).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 1999999973);
    refused("rate.wav", rate, "header is damaged: 1 channels at 1999999973 Hz");
  }

  @Test
  void downmixIsTheMeanOfTheChannels() {
    Audio stereo = Audio.of(8000, new float[] {1, 0, -1}, new float[] {0, 0.5f, -1});

    assertThat(stereo.mono()).containsExactly(0.5f, 0.25f, -1);
  }

  @Test
  void wavReaderSkipsUnknownChunks() throws IOException {
    Path file = folder.resolve("x.wav");
    WavWriter.write(file, noise(1, 10, 8000), WavWriter.Encoding.PCM_16);
    byte[] bytes = Files.readAllBytes(file);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, 36);
    out.writeBytes(new byte[] {'L', 'I', 'S', 'T', 3, 0, 0, 0, 1, 2, 3, 0});
    out.write(bytes, 36, bytes.length - 36);
    Path longer = folder.resolve("y.wav");
    Files.write(longer, out.toByteArray());

    assertThat(AudioFiles.read(longer)).isEqualTo(AudioFiles.read(file));
  }
}
