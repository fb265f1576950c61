package org.sonoprobe.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testkit.EmbeddingModelContract;
import org.sonoprobe.testkit.Signals;

class EmbeddingsTest {
  @TempDir Path folder;

  @Nested
  class OfMfcc implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return new Mfcc();
    }
  }

  @Nested
  class OfMelSpectrogram implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return new MelSpectrogram();
    }
  }

  @Nested
  class OfChroma implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      return new Chroma();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 47, 60, 61, 69, 74, 83})
  void theChromaOfANoteIsHighestAtItsPitchClass(int midi) throws IOException {
    double hertz = 440 * Math.pow(2, (midi - 69) / 12.0);
    try (Embedder embedder = new Chroma().open()) {
      float[] chroma = embedder.embed(Signals.sine(hertz, 0.5, 22050, 1)).vector(0, 0);
      int best = 0;
      for (int i = 1; i < 12; i++) {
        best = chroma[i] > chroma[best] ? i : best;
      }
      assertThat(best).isEqualTo(midi % 12);
    }
  }

  @Test
  void meanAndDeviationOfAConstantSoundAreItsValueAndZero() throws IOException {
    try (Embedder embedder = new Mfcc().open()) {
      Embedding embedding = embedder.embed(Signals.silence(22050, 1));
      float[] vector = embedding.vector(0, 0);
      // Silence is -10 bel in each of 128 bands: the 0th orthonormal coefficient is -10 sqrt(128),
      // all others are 0.
      assertThat((double) vector[0]).isCloseTo(-10 * Math.sqrt(128), within(1e-3));
      for (int i = 1; i < 60; i++) {
        assertThat((double) vector[i]).isCloseTo(0, within(1e-4));
      }
    }
  }

  @Test
  void aGainMovesEveryBandByItsDecibels() throws IOException {
    try (Embedder embedder = new MelSpectrogram().open()) {
      float[] loud = embedder.embed(Signals.noise(0.2, 22050, 1, 3)).vector(0, 0);
      float[] soft = embedder.embed(Signals.noise(0.02, 22050, 1, 3)).vector(0, 0);
      for (int band = 0; band < 64; band++) {
        assertThat((double) loud[band] - soft[band]).isCloseTo(2, within(1e-3));
      }
    }
  }

  @Test
  void longerAudioHasMoreTextureWindows() throws IOException {
    try (Embedder embedder = new Mfcc().open()) {
      assertThat(embedder.embed(Signals.noise(0.1, 22050, 1, 1)).frameCount()).isEqualTo(2);
      assertThat(embedder.embed(Signals.noise(0.1, 22050, 5, 1)).frameCount()).isBetween(9, 11);
      assertThat(embedder.embed(Signals.noise(0.1, 22050, 5, 1)).dimension()).isEqualTo(60);
    }
  }

  @Test
  void vectorsFromElsewhereAreFoundByTrackAndScenario() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.write(
        folder.resolve("a/one.npy"),
        new Npy(new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}).toBytes());
    Files.write(
        folder.resolve("a/one_D1.npy"), new Npy(new int[] {3}, new float[] {7, 8, 9}).toBytes());
    NpyEmbeddings model = new NpyEmbeddings(folder);

    assertThat(model.find(at("a/one", "clean")).frameCount()).isEqualTo(2);
    assertThat(model.find(at("a/one", "D1")).values()).containsExactly(7, 8, 9);
    assertThatThrownBy(() -> model.find(at("a/two", "clean")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no embedding of track 'a/two' for scenario 'clean'");
    NpyEmbeddings layered =
        new NpyEmbeddings(folder, "{id}.npy", "{id}_{scenario}.npy", Optional.empty(), 0, true);
    assertThat(layered.find(at("a/one", "clean")).layerCount()).isEqualTo(2);
    String before = model.fingerprint(at("a/one", "clean"));
    Files.write(folder.resolve("a/one.npy"), new Npy(new int[] {2, 3}, new float[6]).toBytes());
    assertThat(model.fingerprint(at("a/one", "clean"))).isNotEqualTo(before);
  }

  private static PrecomputedEmbeddings.Address at(String track, String scenario) {
    return new PrecomputedEmbeddings.Address("songs", track, scenario);
  }

  @Test
  void equalIdsOfTwoDatasetsAreToldApartByTheDatasetsName() throws IOException {
    Files.createDirectories(folder.resolve("songs"));
    Files.write(folder.resolve("songs/x.npy"), new Npy(new int[] {1}, new float[] {4}).toBytes());
    NpyEmbeddings model =
        new NpyEmbeddings(
            folder,
            "{dataset}/{id}.npy",
            "{dataset}/{id}_{scenario}.npy",
            Optional.empty(),
            0,
            false);

    assertThat(model.distinguishesDatasets()).isTrue();
    assertThat(new NpyEmbeddings(folder).distinguishesDatasets()).isFalse();
    assertThat(model.find(at("x", "clean")).values()).containsExactly(4);
    assertThatThrownBy(() -> model.find(new PrecomputedEmbeddings.Address("others", "x", "clean")))
        .hasMessageContaining("others");
  }

  // what NumPy 1.24 wrote, see make_numpy_files.py
  @ParameterizedTest
  @CsvSource({
    "vector_f4, 1, 1, 3",
    "frames_f8, 1, 2, 3",
    "frames_f2, 1, 2, 3",
    "frames_big_f4, 1, 2, 3",
    "frames_fortran_f8, 1, 2, 3",
    "layers_f4, 2, 2, 3",
    "layers_fortran_big_f2, 2, 2, 3",
    "version2_f4, 1, 2, 3",
    "version3_f4, 1, 2, 3"
  })
  void filesThatNumPyWroteAreRead(String name, int layers, int frames, int dimension)
      throws Exception {
    Path numpy = Path.of(EmbeddingsTest.class.getResource("numpy").toURI());
    Embedding embedding = new NpyEmbeddings(numpy).find(at(name, "clean"));

    assertThat(embedding.layerCount()).isEqualTo(layers);
    assertThat(embedding.frameCount()).isEqualTo(frames);
    assertThat(embedding.dimension()).isEqualTo(dimension);
    float[] values = embedding.values();
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isEqualTo(i + 0.5f); // arange + .5 in C order
    }
  }

  @Test
  void archivesThatNumPyWroteAreRead() throws Exception {
    Path numpy = Path.of(EmbeddingsTest.class.getResource("numpy").toURI());
    NpyEmbeddings all =
        new NpyEmbeddings(numpy, "all.npz", "all.npz", Optional.of("{id}_{scenario}"), 0, false);
    assertThat(all.find(at("one", "clean")).values()).containsExactly(1, 2);
    assertThat(all.find(at("two", "D1")).values()).containsExactly(3, 4);
    assertThat(all.fingerprint(at("one", "clean"))).isNotEqualTo(all.fingerprint(at("two", "D1")));
    assertThat(all.missing(at("two", "D1"))).isEmpty();
    assertThat(all.missing(at("three", "D1")).orElseThrow())
        .contains("has no array 'three_D1'; it has 2, such as [one_clean, two_D1]");
    NpyEmbeddings each =
        new NpyEmbeddings(numpy, "{id}.npz", "{id}_{scenario}.npz", Optional.empty(), 0, false);
    assertThat(each.find(at("single", "clean")).values()).containsExactly(5, 6);
    assertThatThrownBy(() -> each.find(at("all", "clean")))
        .hasMessageContaining("has 2 arrays; set 'array' to the name of the one");
  }

  @Test
  void idsAreNoPatternsAndLeadNowhereElse() throws IOException {
    Files.createDirectories(folder.resolve("vectors/only"));
    byte[] one = new Npy(new int[] {1}, new float[] {4}).toBytes();
    Files.write(folder.resolve("vectors/only/xyz.npy"), one);
    Files.write(folder.resolve("outside.npy"), one);
    NpyEmbeddings plain = new NpyEmbeddings(folder.resolve("vectors"));
    NpyEmbeddings starred =
        new NpyEmbeddings(
            folder.resolve("vectors"),
            "*/{id}.npy",
            "{id}_{scenario}.npy",
            Optional.empty(),
            0,
            false);

    assertThat(starred.find(at("xyz", "clean")).values()).containsExactly(4);
    for (String id : List.of("x*", "*", "x\\E.*", "only/*", "[x]yz", "{scenario}")) {
      assertThat(starred.missing(at(id, "clean"))).as(id).isPresent();
      assertThat(plain.missing(at(id, "clean"))).as(id).isPresent();
    }
    assertThatThrownBy(() -> plain.find(at("../outside", "clean")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leads out of the folder");
    assertThatThrownBy(() -> plain.find(at(folder.resolve("outside").toString(), "clean")))
        .hasMessageContaining("leads out of the folder");
    assertThatThrownBy(() -> plain.find(at("a\0b", "clean")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("an id that no file can have");
  }

  @Test
  void aDamagedArchiveIsNoVector() throws Exception {
    byte[] bytes =
        Files.readAllBytes(
            Path.of(EmbeddingsTest.class.getResource("numpy").toURI()).resolve("single.npz"));
    // the last byte of the stored array lies before the directory, which begins with PK 1 2
    int directory = bytes.length;
    while (!(bytes[directory - 1] == 'P' && bytes[directory] == 'K' && bytes[directory + 1] == 1)) {
      directory--;
      if (directory + 1 >= bytes.length) {
        directory = bytes.length - 2;
      }
    }
    bytes[directory - 2] ^= 1;
    Files.write(folder.resolve("flip.npz"), bytes);
    NpyEmbeddings each =
        new NpyEmbeddings(folder, "{id}.npz", "{id}_{scenario}.npz", Optional.empty(), 0, false);

    assertThatThrownBy(() -> each.find(at("flip", "clean")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("flip.npz is damaged: the checksum of its array");
  }

  @Test
  void aStarStandsForAnyFolder() throws IOException {
    Files.createDirectories(folder.resolve("fold00"));
    Files.createDirectories(folder.resolve("fold01"));
    byte[] one = new Npy(new int[] {1}, new float[] {4}).toBytes();
    Files.write(folder.resolve("fold01/x.wav.embedding.npy"), one);
    NpyEmbeddings hear =
        new NpyEmbeddings(
            folder, "*/{id}.embedding.npy", "{id}_{scenario}.npy", Optional.empty(), 0, false);

    assertThat(hear.find(at("x.wav", "clean")).values()).containsExactly(4);
    assertThat(hear.missing(at("y.wav", "clean"))).isPresent();
    Files.write(folder.resolve("fold00/x.wav.embedding.npy"), one);
    assertThatThrownBy(() -> hear.find(at("x.wav", "clean")))
        .hasMessageContaining("there are several embeddings of track 'x.wav'");
  }

  @Test
  void arraysThatNumPyWroteAreRead() throws IOException {
    // numpy.save of numpy.array([[1.5, -2.0]], dtype="<f8"), version 1.0
    byte[] header =
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] file = new byte[128 + 16];
    Arrays.fill(file, 10, 128, (byte) ' ');
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0};
    System.arraycopy(magic, 0, file, 0, 10);
    System.arraycopy(header, 0, file, 10, header.length);
    file[127] = '\n';
    java.nio.ByteBuffer.wrap(file)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putDouble(128, 1.5)
        .putDouble(136, -2.0);
    Path path = folder.resolve("numpy.npy");
    Files.write(path, file);

    assertThat(Npy.read(path)).isEqualTo(new Npy(new int[] {1, 2}, new float[] {1.5f, -2f}));
    Files.write(path, Arrays.copyOf(file, 140));
    assertThatThrownBy(() -> Npy.read(path))
        .hasMessageContaining("numpy.npy")
        .hasMessageContaining("cut short");
  }
}
