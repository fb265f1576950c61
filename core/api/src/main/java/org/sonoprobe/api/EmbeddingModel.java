package org.sonoprobe.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Turns audio into vectors (extension point).
 *
 * <p>A model is a recipe; {@link #load} makes it ready once for all threads, and each thread opens
 * an {@link Embedder} of its own.
 */
public interface EmbeddingModel extends Component {

  /** The audio that its embedders want; part of the model's identity. */
  Input input();

  /**
   * The names of its layers in the order in which an embedding holds them, known before anything is
   * embedded; one layer called {@code output} unless overridden. Empty only where nobody can know
   * before an embedding is there.
   *
   * @throws IOException if a file that says so cannot be read
   */
  default List<String> layers() throws IOException {
    return List.of("output");
  }

  /**
   * The model of which this one is some of the layers, by the same names; a run loads it once and
   * embeds a track once for all such choices. Itself unless overridden.
   */
  default EmbeddingModel whole() {
    return this;
  }

  /**
   * How much audio it hears at once, in seconds: shorter audio is repeated or padded, which the
   * results then note. 0, for any length, unless overridden.
   */
  default double patchSeconds() {
    return 0;
  }

  /**
   * Why it cannot be used here and what to do about that, such as missing weights; empty if it can.
   */
  default Optional<String> unavailable() {
    return Optional.empty();
  }

  /**
   * What is to be said of a published model; a run notes from it where the weights must not be used
   * commercially, and where the model was trained on a dataset that it is evaluated on. Empty
   * unless overridden.
   */
  default Optional<ModelCard> card() {
    return Optional.empty();
  }

  /** What a reader of its scores should know: licence of the weights, what it was trained on. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Loads what is needed. A model without weights or state answers {@link LoadedModel#of}.
   *
   * @throws IOException if weights are missing or wrong, saying which and how to get them
   */
  LoadedModel load(Loading loading) throws IOException;

  /**
   * One embedder with all layers, for code of one's own; closing it lets the model go. Does not
   * find assets; a model with assets is loaded with {@link #load}.
   *
   * @throws IOException as {@link #load} does
   */
  default Embedder open() throws IOException {
    LoadedModel model = load(Loading.all(this));
    Embedder embedder = model.open();
    return new Embedder() {
      @Override
      public Embedding embed(Audio audio) throws IOException {
        return embedder.embed(audio);
      }

      @Override
      public List<Embedding> embed(List<Audio> tracks) throws IOException {
        return embedder.embed(tracks);
      }

      @Override
      public void close() {
        embedder.close();
        model.close();
      }
    };
  }
}
