package org.sonoprobe.api;

import java.io.IOException;

/**
 * An embedding model whose vectors were computed elsewhere and are looked up by track id, so that
 * no audio is read.
 *
 * <p>Its {@link #open()} is never called by a run.
 */
public interface PrecomputedEmbeddings extends EmbeddingModel {

  /**
   * The embedding of a track under a scenario.
   *
   * @throws IOException if there is none, naming where it was looked for
   */
  Embedding find(String trackId, String scenario) throws IOException;

  /** A text that changes when the stored vector of that track changes. */
  String fingerprint(String trackId, String scenario) throws IOException;

  @Override
  default int sampleRate() {
    return 0;
  }

  @Override
  default Embedder open() {
    throw new IllegalStateException(name() + " holds vectors by track id and cannot embed audio");
  }
}
