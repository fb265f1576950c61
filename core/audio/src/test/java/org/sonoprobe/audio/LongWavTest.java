package org.sonoprobe.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Input;
import org.sonoprobe.component.Hashes;

class LongWavTest {
  @TempDir Path folder;

  private Path noise(int channels, int rate, WavWriter.Encoding encoding) throws IOException {
    SplittableRandom random = new SplittableRandom(channels);
    float[][] samples = new float[channels][100_003];
    for (float[] channel : samples) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] = (float) (random.nextDouble() - 0.5);
      }
    }
    Path file = folder.resolve(channels + "-" + rate + "-" + encoding + ".wav");
    WavWriter.write(file, Audio.wrap(rate, samples), encoding);
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 44100, 16000, polyphase",
    "2, 44100, 16000, polyphase",
    "2, 44100, 22050, polyphase_fast",
    "5, 48000, 44100, sinc_hann",
    "3, 8000, 48000, polyphase",
    "2, 16000, 16000, polyphase",
  })
  void inPiecesItHasTheBitsOfTheWhole(int channels, int from, int to, String resampler)
      throws IOException {
    for (WavWriter.Encoding encoding : WavWriter.Encoding.values()) {
      Path file = noise(channels, from, encoding);
      AudioSource.Snapshot pieces = LongWav.of(file).orElseThrow();
      Audio whole = AudioFiles.read(file);

      assertThat(pieces.prepared(Input.mono(to).resampledBy(resampler)).orElseThrow().audio())
          .isEqualTo(Resampler.named(resampler).resample(whole.toMono(), to));
      assertThat(pieces.recording().audio()).isEqualTo(whole);
      assertThat(pieces.fingerprint()).isEqualTo(Hashes.sha256(Files.readAllBytes(file)));
    }
  }

  @Test
  void allChannelsOrAnotherKindOfResamplerNeedTheWhole() throws IOException {
    AudioSource.Snapshot pieces =
        LongWav.of(noise(2, 44100, WavWriter.Encoding.PCM_16)).orElseThrow();

    assertThat(pieces.prepared(Input.asIs())).isEmpty();
    assertThat(pieces.prepared(Input.mono(16000).resampledBy("linear"))).isEmpty();
  }

  @Test
  void aFileThatIsChangedAfterItWasHashedIsNotDecoded() throws IOException {
    Path file = noise(2, 44100, WavWriter.Encoding.PCM_16);
    AudioSource.Snapshot pieces = LongWav.of(file).orElseThrow();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 4));

    assertThatThrownBy(() -> pieces.prepared(Input.mono(16000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was changed while it was read");
    assertThatThrownBy(pieces::recording).hasMessageContaining("was changed while it was read");
  }

  @Test
  void aFileWithoutSamplesHoldsNoAudio() throws IOException {
    Path file = folder.resolve("none.wav");
    WavWriter.write(file, Audio.of(8000, new float[0]), WavWriter.Encoding.PCM_16);
    AudioSource.Snapshot pieces = LongWav.of(file).orElseThrow();

    assertThatThrownBy(() -> pieces.prepared(Input.mono(8000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it holds no audio: its length is 0 samples");
    assertThatThrownBy(pieces::recording).hasMessageContaining("it holds no audio");
  }

  @Test
  void filesOf256MegabytesAndMoreAreHeardInPiecesAndSmallerOnesAreNot() throws IOException {
    Path file = folder.resolve("long.wav");
    WavWriter.write(file, Audio.of(8000, new float[] {0.5f}), WavWriter.Encoding.PCM_16);
    assertThat(new AudioFile(file).snapshot().prepared(Input.mono(8000))).isEmpty();
    int data = (1 << 28) - 44;
    try (java.io.RandomAccessFile sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      sparse.seek(4);
      sparse.writeInt(Integer.reverseBytes(36 + data));
      sparse.seek(40);
      sparse.writeInt(Integer.reverseBytes(data));
      sparse.setLength(44L + data); // zeros that take no room
    }

    Audio heard = new AudioFile(file).snapshot().prepared(Input.mono(100)).orElseThrow().audio();
    assertThat(heard.frameCount()).isEqualTo(Resampler.resampledLength(data / 2, 8000, 100));
  }

  @Test
  void otherFormatsAreNone() throws IOException {
    assertThat(LongWav.of(Files.writeString(folder.resolve("x.flac"), "fLaC and more"))).isEmpty();
  }
}
