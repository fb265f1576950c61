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
import java.util.SplittableRandom;
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
    ByteBuffer.wrap(none).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 36).putInt(40, 0);
    Files.write(folder.resolve("none.wav"), none);
    assertThatThrownBy(() -> new AudioFile(folder.resolve("none.wav")).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.wav holds no audio: its length is 0 samples");
    assertThatThrownBy(() -> AudioFiles.read(folder.resolve("missing.wav")))
        .hasMessageContaining("there is no file");
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
    Path flac = resource("tone_and_noise_16.flac");
    SplittableRandom random = new SplittableRandom(9);
    for (byte[] original : new byte[][] {Files.readAllBytes(wav), Files.readAllBytes(flac)}) {
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
  void headersThatContradictThemselvesOrTheFileAreRefused() throws IOException {
    Path good = folder.resolve("good.wav");
    WavWriter.write(good, noise(2, 100, 44100), WavWriter.Encoding.PCM_16);
    byte[] bytes = Files.readAllBytes(good);
    byte[] byteRate = bytes.clone();
    ByteBuffer.wrap(byteRate).order(ByteOrder.LITTLE_ENDIAN).putInt(28, 44100);
    refused(
        "rate.wav",
        byteRate,
        "its header contradicts itself: 44100 bytes a second for 44100 frames of 4 bytes");
    refused(
        "more.wav",
        Arrays.copyOf(bytes, bytes.length + 40),
        "its header contradicts the file: it claims 444 bytes in all, but there are 484");
    byte[] unfinished = bytes.clone();
    ByteBuffer.wrap(unfinished).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 36).putInt(40, 0);
    refused("unfinished.wav", unfinished, "400 bytes come after the audio that it states");
    byte[] streamed = bytes.clone();
    ByteBuffer.wrap(streamed).order(ByteOrder.LITTLE_ENDIAN).putInt(4, -1).putInt(40, -1);
    Path piped = Files.write(folder.resolve("piped.wav"), streamed);
    assertThat(AudioFiles.read(piped)).isEqualTo(AudioFiles.read(good));
  }

  @Test
  void audioBesideTheAudioThatIsStatedIsToldAndTagsAreNot() throws IOException {
    Path good = folder.resolve("good.wav");
    WavWriter.write(good, noise(2, 100, 44100), WavWriter.Encoding.PCM_16);
    byte[] bytes = Files.readAllBytes(good);
    byte[] half = bytes.clone();
    ByteBuffer.wrap(half).order(ByteOrder.LITTLE_ENDIAN).putInt(40, 200);
    refused("half.wav", half, "200 bytes come after the audio that it states");
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(bytes);
    twice.write(bytes, 36, 408);
    byte[] two = twice.toByteArray();
    ByteBuffer.wrap(two).order(ByteOrder.LITTLE_ENDIAN).putInt(4, two.length - 8);
    refused("two.wav", two, "408 bytes come after the audio that it states");
    byte[] tagged = Arrays.copyOf(bytes, bytes.length + 128);
    System.arraycopy("TAG".getBytes(StandardCharsets.US_ASCII), 0, tagged, bytes.length, 3);
    assertThat(AudioFiles.read(Files.write(folder.resolve("tag.wav"), tagged)))
        .isEqualTo(AudioFiles.read(good));
    byte[] unstated = Arrays.copyOf(bytes, bytes.length + 1);
    ByteBuffer.wrap(unstated).order(ByteOrder.LITTLE_ENDIAN).putInt(28, 0);
    assertThat(AudioFiles.read(Files.write(folder.resolve("unstated.wav"), unstated)))
        .isEqualTo(AudioFiles.read(good));
  }

  @Test
  void anAiffHeaderThatClaimsLessThanThereIsIsRefused() throws Exception {
    byte[] pcm = new byte[400];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    javax.sound.sampled.AudioSystem.write(
        new javax.sound.sampled.AudioInputStream(
            new java.io.ByteArrayInputStream(pcm),
            new javax.sound.sampled.AudioFormat(44100, 16, 1, true, true),
            200),
        javax.sound.sampled.AudioFileFormat.Type.AIFF,
        out);
    byte[] bytes = out.toByteArray();
    int comm = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("COMM");
    ByteBuffer.wrap(bytes).putInt(comm + 10, 150);

    byte[] piped = bytes.clone();
    int sound = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("SSND");
    ByteBuffer.wrap(piped).putInt(4, 0).putInt(comm + 10, 0).putInt(sound + 4, 0);
    assertThat(AudioFiles.read(Files.write(folder.resolve("ffmpeg.aiff"), piped)).frameCount())
        .isEqualTo(200);
    ByteBuffer.wrap(piped).putInt(4, 0x7f000050).putInt(sound + 4, 0x7f000008);
    assertThat(AudioFiles.read(Files.write(folder.resolve("sox.aiff"), piped)).frameCount())
        .isEqualTo(200);
    refused("less.aiff", bytes, "its header contradicts itself: it claims 300 bytes of audio");
    refused(
        "longer.aiff",
        Arrays.copyOf(bytes, bytes.length + 10),
        "its header contradicts the file: it claims " + bytes.length + " bytes in all");
  }

  @Test
  void whatMayNeverEndIsNotRead() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.wav");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.exists(Path.of("/dev/zero"))
            && new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0,
        "needs pipes and devices of Unix");

    for (Path endless : new Path[] {pipe, Path.of("/dev/zero"), folder}) {
      assertThatThrownBy(() -> new AudioFile(endless).fingerprint())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is no regular file");
      assertThatThrownBy(() -> org.sonoprobe.component.Hashes.file(endless))
          .hasMessageContaining("is no regular file");
    }
    assertThatThrownBy(() -> new AudioFile("a\0b.wav").fingerprint())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no path of a file");
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
    byte[] withList = out.toByteArray();
    ByteBuffer.wrap(withList).order(ByteOrder.LITTLE_ENDIAN).putInt(4, withList.length - 8);
    Path longer = folder.resolve("y.wav");
    Files.write(longer, withList);

    assertThat(AudioFiles.read(longer)).isEqualTo(AudioFiles.read(file));
  }

  // Encoded by the ffmpeg program (5.1) from the WAV files beside them.
  @ParameterizedTest
  @ValueSource(ints = {16, 24})
  void flacDecodesToTheSamplesThatWereEncoded(int bits) throws IOException {
    Audio flac = AudioFiles.read(resource("tone_and_noise_" + bits + ".flac"));
    Audio wav = AudioFiles.read(resource("tone_and_noise_" + bits + ".wav"));

    assertThat(flac).isEqualTo(wav);
    assertThat(flac.frameCount()).isEqualTo(3001);
  }

  @Test
  void oneFlippedBitInFlacIsNeverOverheard() throws IOException {
    byte[] bytes = Files.readAllBytes(resource("tone_and_noise_16.flac"));
    Audio whole = AudioFiles.read(resource("tone_and_noise_16.flac"));
    SplittableRandom random = new SplittableRandom(4);
    for (int trial = 0; trial < 300; trial++) {
      byte[] flipped = bytes.clone();
      flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Path file = folder.resolve("flipped.flac");
      Files.write(file, flipped);
      try {
        assertThat(AudioFiles.read(file).channels()).isDeepEqualTo(whole.channels());
      } catch (IOException expected) {
        assertThat(expected.getMessage()).contains("flipped.flac");
      }
    }
  }

  @Test
  void aCompressedFormatNamesTheArtifactThatIsMissing() throws IOException {
    refused(
        "a.mp3",
        new byte[] {(byte) 0xff, (byte) 0xfb, (byte) 0x90, 0x64},
        "a.mp3 is MP3, which cannot be decoded here; put the artifact"
            + " org.sonoprobe:sonoprobe-audio-ffmpeg on the class path");
    refused("a.ogg", "OggS....".getBytes(StandardCharsets.UTF_8), "is Ogg, which cannot");
    refused("a.m4a", "....ftypM4A ".getBytes(StandardCharsets.UTF_8), "is M4A, which cannot");
  }

  private static Path resource(String name) {
    try {
      return Path.of(AudioFilesTest.class.getResource(name).toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
