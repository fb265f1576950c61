package org.sonoprobe.api;

import java.io.IOException;
import java.util.List;

/**
 * An embedding model whose weights are in memory, once for all threads; safe to share between them.
 */
@FunctionalInterface
public interface LoadedModel extends AutoCloseable {

  /** An embedder for one thread. */
  Embedder open() throws IOException;

  /** Lets the weights go; embedders have been closed before. */
  @Override
  default void close() {}

  /** A model whose one embedder keeps nothing from call to call, so that all threads share it. */
  static LoadedModel of(Embedder stateless) {
    return () ->
        new Embedder() {
          @Override
          public Embedding embed(Audio audio) throws IOException {
            return stateless.embed(audio);
          }

          @Override
          public List<Embedding> embed(List<Audio> tracks) throws IOException {
            return stateless.embed(tracks);
          }
        };
  }
}
