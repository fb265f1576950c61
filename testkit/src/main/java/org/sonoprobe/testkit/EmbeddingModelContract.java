package org.sonoprobe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;

/** The contract of embedding models. */
public interface EmbeddingModelContract extends ComponentContract<EmbeddingModel> {

  /** The model under test, with parameters that can be used. */
  EmbeddingModel model();

  @Override
  default Class<EmbeddingModel> kind() {
    return EmbeddingModel.class;
  }

  @Override
  default EmbeddingModel component() {
    return model();
  }

  private int rate() {
    return model().input().sampleRate() == 0 ? 44100 : model().input().sampleRate();
  }

  @Test
  default void equalAudioGivesEqualBitsWhateverCameBefore() throws IOException {
    Audio audio = Signals.noise(0.1, rate(), 4, 3);
    Audio other = Signals.sine(440, 0.5, rate(), 5);

    try (Embedder first = model().open();
        Embedder second = model().open()) {
      second.embed(other);
      assertThat(second.embed(audio)).isEqualTo(first.embed(audio));
    }
  }

  @Test
  default void itsArgumentIsLeftAsItWas() throws IOException {
    Audio audio = Signals.noise(0.1, rate(), 4, 4);
    Audio copy = Audio.of(audio.sampleRate(), audio.channels());

    try (Embedder embedder = model().open()) {
      embedder.embed(audio);
    }

    assertThat(audio).isEqualTo(copy);
  }

  @Test
  default void anyAudioGivesFiniteVectorsOfOneDimension() throws IOException {
    try (Embedder embedder = model().open()) {
      int dimension = embedder.embed(Signals.sine(440, 0.5, rate(), 4)).dimension();
      for (Map.Entry<String, Audio> signal : Signals.difficult(rate()).entrySet()) {
        Embedding embedding = embedder.embed(signal.getValue());
        assertThat(embedding.frameCount()).as(signal.getKey()).isPositive();
        assertThat(embedding.dimension()).as(signal.getKey()).isEqualTo(dimension);
      }
    }
  }

  @Test
  default void differentSoundsGiveDifferentVectors() throws IOException {
    try (Embedder embedder = model().open()) {
      assertThat(embedder.embed(Signals.sine(440, 0.5, rate(), 4)))
          .isNotEqualTo(embedder.embed(Signals.noise(0.1, rate(), 4, 9)));
    }
  }

  @Test
  default void severalTracksAtOnceGiveTheSameAsOneByOne() throws IOException {
    List<Audio> tracks =
        List.of(
            Signals.noise(0.1, rate(), 2, 6),
            Signals.sine(220, 0.5, rate(), 1),
            Signals.noise(0.1, rate(), 3, 7));
    try (Embedder embedder = model().open()) {
      List<Embedding> together = embedder.embed(tracks);
      assertThat(together).hasSize(3);
      for (int i = 0; i < 3; i++) {
        assertThat(together.get(i)).isEqualTo(embedder.embed(tracks.get(i)));
      }
    }
  }

  @Test
  default void itHasTheLayersThatItNames() throws IOException {
    List<String> layers = model().layers();
    assertThat(layers).isNotEmpty().doesNotHaveDuplicates();
    try (Embedder embedder = model().open()) {
      assertThat(embedder.embed(Signals.noise(0.1, rate(), 2, 8)).layerCount())
          .isEqualTo(layers.size());
    }
  }

  @Test
  default void oneLoadingServesManyThreads() throws IOException {
    Audio audio = Signals.noise(0.1, rate(), 2, 10);
    try (LoadedModel loaded = model().load(Loading.all(model()))) {
      List<Embedding> embeddings =
          IntStream.range(0, 8)
              .parallel()
              .mapToObj(
                  i -> {
                    try (Embedder embedder = loaded.open()) {
                      return embedder.embed(audio);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  })
              .toList();
      assertThat(embeddings).allMatch(embeddings.get(0)::equals);
    }
  }

  @Test
  default void yamlSaysTheSame() throws IOException {
    RoundTrip.check(hasServiceLine(), EmbeddingModel.class, model());
  }
}
