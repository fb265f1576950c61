package org.sonoprobe.api;

import java.io.IOException;

/**
 * An embedding model that is loaded and ready; used by one thread at a time.
 *
 * <p>What it gives depends on the audio alone, not on what it was given before.
 */
public interface Embedder extends AutoCloseable {

  /**
   * The embedding of one track.
   *
   * @param audio mixed to mono at the model's sample rate, or exactly as it is in the file if the
   *     model asks for rate 0; of any length from zero frames
   * @return finite values with at least one frame, also for silence and for audio shorter than one
   *     patch
   */
  Embedding embed(Audio audio) throws IOException;

  @Override
  default void close() {}
}
