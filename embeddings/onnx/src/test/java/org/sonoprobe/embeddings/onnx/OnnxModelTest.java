package org.sonoprobe.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.component.Components;
import org.sonoprobe.dsp.FrontEnd;
import org.sonoprobe.dsp.Waveform;
import org.sonoprobe.embeddings.networks.Cutting;
import org.sonoprobe.embeddings.networks.Hearing;
import org.sonoprobe.embeddings.networks.Layout;
import org.sonoprobe.embeddings.networks.Ports;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testkit.EmbeddingModelContract;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class OnnxModelTest {
  @Nested
  @ReferenceData
  class OfMusicnn implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return OnnxModel.musicnn(SharedFiles.path("weights/msd-musicnn.onnx"), "embeddings");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "msd-musicnn, embeddings, embeddings_librosa, musicnn, 187",
    "msd-musicnn, penultimate, penultimate_librosa, musicnn, 187",
    "msd-musicnn, activations, activations_librosa, musicnn, 187",
    "msd-musicnn, embeddings, embeddings_essentia, musicnn_essentia, 93",
    "mtt-musicnn, mean_pool, mean_pool_librosa, musicnn, 187",
    "mtt-vgg, embeddings, embeddings_librosa, musicnn, 187"
  })
  @ReferenceData
  void embeddingsAreThoseOfTheReference(
      String weights, String output, String golden, String frontEnd, int hop) throws IOException {
    Path path = SharedFiles.path("weights/" + weights + ".onnx");
    Npy expected = Npy.read(SharedFiles.path("goldens/outputs/" + weights + "/" + golden + ".npy"));
    Audio audio = AudioFiles.read(SharedFiles.path("goldens/waveform/synth_16000.wav"));
    OnnxModel model =
        new OnnxModel(
            path,
            Ports.of(output),
            Hearing.of(Components.named(FrontEnd.class, frontEnd)),
            Cutting.of(187, hop));

    try (Embedder embedder = model.open()) {
      Embedding embedding = embedder.embed(audio);
      float[] values = embedding.values();
      assertThat(embedding.frameCount()).isEqualTo(expected.shape()[0]);
      assertThat(values).hasSameSizeAs(expected.values());
      for (int i = 0; i < values.length; i++) {
        assertThat((double) values[i]).isCloseTo(expected.values()[i], within(1e-3));
      }
    }
  }

  @Test
  @ReferenceData
  void rawSamplesGoInToo() throws IOException {
    Path path = SharedFiles.path("weights/crepe-tiny.onnx");
    OnnxModel model =
        new OnnxModel(
            path,
            new Ports(Optional.of("frames"), List.of("embeddings")),
            Hearing.at(16000, new Waveform()),
            Cutting.of(1024, 160).layout(Layout.NT));
    float[] samples = new float[16000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(i * 0.1);
    }

    try (Embedder embedder = model.open()) {
      Embedding embedding = embedder.embed(Audio.wrap(16000, samples));
      assertThat(embedding.dimension()).isEqualTo(256);
      assertThat(embedding.frameCount()).isEqualTo(1 + (16000 - 1024) / 160);
      assertThat(embedding.hopSeconds()).isCloseTo(0.01, within(1e-12));
    }
  }

  @Test
  void aFileOfAnotherKindIsNotRunByAnotherEngine(@TempDir Path folder) throws IOException {
    Path torch = Files.write(folder.resolve("network.pt"), new byte[10]);
    Path frozen = Files.write(folder.resolve("network.pb"), new byte[10]);

    assertThatThrownBy(() -> OnnxModel.musicnn(torch).open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not an ONNX network but a TorchScript network by its name")
        .hasMessageContaining("use type torchscript");
    assertThatThrownBy(() -> OnnxModel.musicnn(frozen).open())
        .hasMessageContaining("is not an ONNX network; convert a frozen graph: python -m tf2onnx");
  }

  @Test
  @ReferenceData
  void anInputOfAnotherShapeSaysWhatWasGivenAndWhatToCheck() {
    Path path = SharedFiles.path("weights/msd-vgg.onnx");
    OnnxModel model =
        new OnnxModel(
            path,
            Ports.of("embeddings"),
            Hearing.of(Components.named(FrontEnd.class, "musicnn")),
            Cutting.of(100, 100));
    assertThatThrownBy(model::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("failed on an input of shape (1, 100, 96) (layout ntf): ")
        .hasMessageContaining("check layout, patch_frames, front_end");
  }

  @Test
  void missingWeightsAreSaidBeforeAnyWork() {
    OnnxModel model = OnnxModel.musicnn(Path.of("none.onnx"), "");

    assertThat(model.unavailable().orElseThrow())
        .contains("there is no file")
        .contains("none.onnx");
    assertThatThrownBy(model::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.onnx");
  }

  @Test
  void aFileThatIsNoNetworkIsAClearError(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("text.onnx");
    Files.writeString(file, "no network");

    assertThatThrownBy(() -> OnnxModel.musicnn(file, "").open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("text.onnx cannot be loaded as an ONNX network");
  }

  @Test
  @ReferenceData
  void anUnknownOutputNamesTheKnownOnes() throws IOException {
    Path path = SharedFiles.path("weights/msd-musicnn.onnx");
    assertThatThrownBy(() -> OnnxModel.musicnn(path, "embedings").open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "no output 'embedings'; it has: activations, embeddings, penultimate");
  }

  @Test
  @ReferenceData
  void outputsAreLayersOfOnePass() throws IOException {
    Path path = SharedFiles.path("weights/msd-musicnn.onnx");
    Audio audio = AudioFiles.read(SharedFiles.path("goldens/waveform/synth_16000.wav"));
    OnnxModel both = OnnxModel.musicnn(path, "penultimate", "embeddings");

    try (Embedder one = OnnxModel.musicnn(path, "embeddings").open();
        Embedder two = both.open()) {
      Embedding layered = two.embed(audio);
      assertThat(both.layers()).containsExactly("penultimate", "embeddings");
      assertThat(layered.layerCount()).isEqualTo(2);
      assertThat(layered.layers(List.of(1))).isEqualTo(one.embed(audio));
    }
    assertThatThrownBy(() -> OnnxModel.musicnn(path, "embeddings", "activations").open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its outputs embeddings, activations differ in dimension: [200, 50]");
    assertThatThrownBy(() -> OnnxModel.musicnn(path, "embeddings", "embeddings"))
        .hasMessage("outputs name 'embeddings' twice");
  }

  @Test
  @ReferenceData
  void weightsAreInMemoryOnceAndThreadsGetTheSameBits() throws Exception {
    Path path = SharedFiles.path("weights/msd-musicnn.onnx");
    Audio audio = AudioFiles.read(SharedFiles.path("goldens/waveform/synth_16000.wav"));
    OnnxModel recipe = OnnxModel.musicnn(path, "embeddings");
    try (LoadedModel model = recipe.load(Loading.all(recipe))) {
      Callable<Embedding> work =
          () -> {
            try (Embedder embedder = model.open()) {
              return embedder.embed(audio);
            }
          };
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        List<Embedding> results = new ArrayList<>();
        for (Future<Embedding> future : pool.invokeAll(Collections.nCopies(8, work))) {
          results.add(future.get());
        }
        assertThat(results).allMatch(results.get(0)::equals);
      } finally {
        pool.shutdown();
      }
    }
  }

  @Test
  void theRateMustBeThatOfTheFrontEnd() {
    assertThatThrownBy(() -> Components.with(new OnnxModel(), "sample_rate", 22050))
        .hasMessage("front-end 'musicnn' wants a sample_rate of 16000, but it is 22050");
    assertThatThrownBy(() -> Components.with(new OnnxModel(), "front_end", "musicn"))
        .hasMessageContaining("no front end is called 'musicn'; did you mean 'musicnn'?");
  }

  /** Embeds a second of silence with the network in the file given; run in a process of its own. */
  static final class LongCommandLine {
    private LongCommandLine() {}

    public static void main(String[] arguments) throws IOException {
      OnnxModel model = OnnxModel.musicnn(Path.of(arguments[0]), "embeddings");
      try (Embedder embedder = model.open()) {
        Embedding embedding = embedder.embed(Audio.wrap(16000, new float[48000]));
        System.exit(embedding.frameCount() > 0 ? 42 : 1);
      }
    }
  }

  // ONNX Runtime 1.29.0 kills its process where the command line is longer than 3,980 bytes.
  @Test
  @ReferenceData
  void aLongCommandLineDoesNoHarm() throws IOException, InterruptedException {
    Path weights = SharedFiles.path("weights/msd-musicnn.onnx");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                LongCommandLine.class.getName(),
                weights.toString(),
                "x".repeat(10_000))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();

    assertThat(child.waitFor(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(42);
  }
}
