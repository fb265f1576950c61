package org.sonoprobe.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An embedding model that is loaded and ready; used by one thread at a time.
 *
 * <p>What it gives depends on the audio alone, not on what it was given before or with it.
 */
@FunctionalInterface
public interface Embedder extends AutoCloseable {

  /**
   * The embedding of one track.
   *
   * @param audio as {@link EmbeddingModel#input()} asks for; of any length from zero frames
   * @return finite values with at least one frame, also for silence and for audio shorter than one
   *     patch; with the layers that {@link Loading#layers()} asked for, or with all that the model
   *     has
   */
  Embedding embed(Audio audio) throws IOException;

  /**
   * The embeddings of several tracks, in their order: the same as one by one, which is what it does
   * unless it is overridden by a model that computes them together faster.
   */
  default List<Embedding> embed(List<Audio> tracks) throws IOException {
    List<Embedding> embeddings = new ArrayList<>();
    for (Audio audio : tracks) {
      embeddings.add(embed(audio));
    }
    return embeddings;
  }

  @Override
  default void close() {}
}
