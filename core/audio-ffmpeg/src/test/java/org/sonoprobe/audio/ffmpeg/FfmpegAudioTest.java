package org.sonoprobe.audio.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Recording;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.audio.CompressedAudio;
import org.sonoprobe.audio.CompressedAudio.Coding;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

/** The files in the resources were made by the ffmpeg program (5.1) and lame (3.100). */
class FfmpegAudioTest {
  private static final String DAMAGED =
      "an MP3 file has damaged or missing frames, which became silence";
  private static final String CHECKSUM =
      "the audio of an MP3 file has another checksum than its tag states";
  private final FfmpegAudio audio = new FfmpegAudio();

  private static Path resource(String name) {
    try {
      return Path.of(FfmpegAudioTest.class.getResource(name).toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(resource(name));
  }

  @Test
  void itIsFoundAsAService() {
    assertThat(CompressedAudio.find()).get().isInstanceOf(FfmpegAudio.class);
    assertThat(audio.version()).startsWith("FFmpeg 8.0.1");
  }

  // Distance to the original where the file states its length, in samples; and how far the sound
  // may be from it: nothing where the coding is lossless.
  @ParameterizedTest
  @CsvSource({
    "tone.alac.m4a, 0, 0",
    "tone.flac.ogg, 0, 0",
    "tone.caf, 0, 0",
    "tone.vorbis.ogg, 0, 0.03",
    "tone.lame.mp3, 0, 0.03",
    "tone.vbr.mp3, 0, 0.03",
    "tone.ffmpeg.mp3, 0, 0.03",
    "tone.aac.m4a, 44, 0.03" // its edit list counts milliseconds
  })
  void whatStatesItsLengthComesOutAsLongAndInPlace(String name, int slack, double distance)
      throws IOException {
    Audio original = AudioFiles.read(resource("tone.wav"));

    Recording decoded = AudioFiles.decode(resource(name));

    float[] x = original.channel(0);
    float[] y = decoded.audio().channel(0);
    assertThat(decoded.notes()).isEmpty();
    assertThat(decoded.audio().sampleRate()).isEqualTo(44100);
    assertThat(y.length - x.length).isBetween(-slack, slack);
    for (int i = 2000; i < x.length - 2000; i++) {
      assertThat(Math.abs(x[i] - y[i])).as("sample %d", i).isLessThanOrEqualTo((float) distance);
    }
  }

  @Test
  void opusComesOutAt48KilohertzWithoutItsDelay() throws IOException {
    Audio original = AudioFiles.read(resource("tone.wav"));

    Audio decoded = AudioFiles.read(resource("tone.opus"));

    assertThat(decoded.sampleRate()).isEqualTo(48000);
    assertThat(decoded.durationSeconds()).isCloseTo(original.durationSeconds(), within(2.5e-5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tone.wma", "tone.aac", "tone.untagged.mp3"})
  void whatDoesNotStateItsDelayIsNoted(String name) throws IOException {
    assertThat(AudioFiles.decode(resource(name)).notes())
        .singleElement()
        .asString()
        .contains("does not state its encoder's delay");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tone.alac.m4a", "tone.flac.ogg", "tone.vorbis.ogg", "tone.lame.mp3", "tone.opus",
        "tone.wma", "tone.aac", "tone.aac.m4a", "tone.caf", "tone.untagged.mp3"
      })
  void damageIsAnErrorOrANoteAndNothingElseIsThrown(String name) throws IOException {
    byte[] whole = bytes(name);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int trial = 0; trial < 60; trial++) {
      byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int i = 0; i < 5; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        audio.decode(damaged);
      } catch (IOException expected) {
        assertThat(expected.getMessage()).hasSizeGreaterThan(10);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tone.vorbis.ogg", "tone.opus", "tone.flac.ogg"})
  void everyFlippedBitOfAnOggFileIsFound(String name) throws IOException {
    byte[] whole = bytes(name);
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 60; trial++) {
      byte[] flipped = whole.clone();
      flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> audio.decode(flipped)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aCutOggFileIsRefused() throws IOException {
    byte[] whole = bytes("tone.vorbis.ogg");

    assertThatThrownBy(() -> audio.decode(Arrays.copyOf(whole, whole.length / 2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut short");
  }

  @Test
  void aFlippedBitInTheAudioOfATaggedMp3IsNoted() throws IOException {
    byte[] flipped = bytes("tone.lame.mp3");
    flipped[flipped.length / 2] ^= 4;

    assertThat(audio.decode(flipped).notes()).containsAnyOf(CHECKSUM, DAMAGED);
  }

  @Test
  void aSmallHoleInAnMp3BecomesSilenceOfItsLengthAndANote() throws IOException {
    byte[] whole = bytes("tone.lame.mp3");
    byte[] holed = whole.clone();
    Arrays.fill(holed, whole.length / 2, whole.length / 2 + 900, (byte) 0);

    Recording recording = audio.decode(holed);

    assertThat(recording.notes()).contains(DAMAGED);
    assertThat(recording.audio().frameCount()).isEqualTo(audio.decode(whole).audio().frameCount());
  }

  @Test
  void aTagThatClaimsAMillionFramesCostsNoMemory() throws IOException {
    byte[] whole = bytes("tone.lame.mp3");
    int tag = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("Info");
    java.nio.ByteBuffer.wrap(whole).putInt(tag + 8, 0x7fffffff);

    assertThatThrownBy(() -> audio.decode(whole))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("frames are damaged or missing");
  }

  @Test
  void aHoleBeforeACutEndIsCountedWhole() throws IOException {
    byte[] whole = bytes("tone.untagged.mp3");
    byte[] holed = Arrays.copyOf(whole, whole.length - 100);
    Arrays.fill(holed, holed.length - 1500, holed.length - 300, (byte) 0);

    Recording recording = audio.decode(holed);

    assertThat(recording.notes()).contains(DAMAGED);
    assertThat(recording.audio().frameCount())
        .isBetween(
            audio.decode(whole).audio().frameCount() - 1152,
            audio.decode(whole).audio().frameCount() + 1152);
  }

  @Test
  void anMp3OfWhichMostIsMissingIsRefused() throws IOException {
    byte[] whole = bytes("tone.lame.mp3");
    byte[] holed = whole.clone();
    Arrays.fill(holed, whole.length / 10, whole.length * 9 / 10, (byte) 0);

    assertThatThrownBy(() -> audio.decode(holed))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("frames are damaged or missing");
    assertThatThrownBy(() -> audio.decode(Arrays.copyOf(whole, whole.length / 2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("frames are damaged or missing");
  }

  @Test
  void aPlaylistThatNamesAnotherFileIsNeverOpened() {
    byte[] playlist =
        ("ffconcat version 1.0\nfile " + resource("tone.wav") + "\n")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] disguised = new byte[playlist.length + 4];
    disguised[0] = (byte) 0xff;
    disguised[1] = (byte) 0xf1;
    System.arraycopy(playlist, 0, disguised, 4, playlist.length);

    assertThatThrownBy(() -> audio.decode(playlist)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> audio.decode(disguised)).isInstanceOf(IOException.class);
  }

  @Test
  void twentyThreadsDecodeTheSameBits() throws Exception {
    List<byte[]> files =
        List.of(bytes("tone.vorbis.ogg"), bytes("tone.lame.mp3"), bytes("tone.aac.m4a"));
    List<Audio> expected = new ArrayList<>();
    for (byte[] file : files) {
      expected.add(audio.decode(file).audio());
    }
    ExecutorService pool = Executors.newFixedThreadPool(20);
    try {
      List<Callable<Audio>> calls = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        byte[] file = files.get(i % 3);
        calls.add(() -> audio.decode(file).audio());
      }
      List<Future<Audio>> results = pool.invokeAll(calls);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get().equals(expected.get(i % 3))).isTrue();
      }
    } finally {
      pool.shutdown();
    }
  }

  @ParameterizedTest
  @CsvSource({"44100, 1", "44100, 44100", "22050, 5000", "16000, 100", "48000, 1153", "8000, 3000"})
  void mp3KeepsLengthAndPlace(int rate, int frames) {
    float[] samples = new float[frames];
    for (int i = 0; i < frames; i++) {
      samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * 440 * i / rate));
    }

    float[][] coded = audio.roundTrip(new Coding("mp3", 64, 7, 0), rate, new float[][] {samples});

    assertThat(coded[0]).hasSize(frames);
    if (frames > 4000) {
      double error = 0;
      double signal = 0;
      double both = 0;
      for (int i = 1000; i < frames - 1000; i++) {
        both += coded[0][i] * samples[i];
        signal += samples[i] * samples[i];
      }
      double gain = both / signal;
      for (int i = 1000; i < frames - 1000; i++) {
        error += Math.pow(coded[0][i] / gain - samples[i], 2);
      }
      assertThat(10 * Math.log10(signal / error)).isGreaterThan(25);
    }
  }

  @Test
  void soundLouderThanFullScaleIsNotClipped() {
    float[] samples = new float[20000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (3 * Math.sin(2 * Math.PI * 440 * i / 44100));
    }

    float[][] coded =
        audio.roundTrip(new Coding("mp3", 128, 7, 0), 44100, new float[][] {samples, samples});

    float peak = 0;
    for (int i = 2000; i < 18000; i++) {
      peak = Math.max(peak, Math.abs(coded[1][i]));
    }
    assertThat(peak).isBetween(2.7f, 3.1f);
  }

  @Test
  void whatMp3DoesNotHaveIsRefusedWithWhatItHas() {
    float[][] channel = new float[1][100];

    assertThatThrownBy(() -> audio.roundTrip(new Coding("mp3", 24, 7, 0), 44100, channel))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32, 40, 48");
    assertThatThrownBy(() -> audio.roundTrip(new Coding("mp3", 64, 7, 0), 96000, channel))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MP3 has no sample rate of 96000 Hz");
    assertThatThrownBy(() -> audio.roundTrip(new Coding("vqf", 64, 7, 0), 44100, channel))
        .hasMessage("no encoder is called 'vqf'; there are: mp3, aac, opus");
    assertThatThrownBy(() -> audio.roundTrip(new Coding("opus", 64, 0, 0), 44100, channel))
        .hasMessageContaining("opus has rates of [48000] Hz");
    assertThatThrownBy(() -> audio.roundTrip(new Coding("aac", 5, 0, 0), 44100, channel))
        .hasMessageContaining("6 to 510 kbit/s");
  }

  @Test
  @ReferenceData
  void realMp3AndVorbisFilesDecode() throws IOException {
    int mp3 = 0;
    int ogg = 0;
    for (String folder : List.of("data/instruments/original_mp3_sample", "data/mirdata/samples")) {
      try (Stream<Path> files = Files.walk(SharedFiles.path(folder))) {
        for (Path file : files.filter(f -> f.toString().matches(".*\\.(ogg|mp3)")).toList()) {
          Recording recording = AudioFiles.decode(file);
          assertThat(recording.audio().frameCount()).as(file.toString()).isGreaterThan(1000);
          assertThat(recording.notes()).as(file.toString()).doesNotContain(CHECKSUM);
          mp3 += file.toString().endsWith(".mp3") ? 1 : 0;
          ogg += file.toString().endsWith(".ogg") ? 1 : 0;
        }
      }
    }
    assertThat(mp3).isEqualTo(65);
    assertThat(ogg).isPositive();
  }
}
