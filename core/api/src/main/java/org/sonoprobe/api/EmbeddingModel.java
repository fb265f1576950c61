package org.sonoprobe.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Turns audio into vectors (extension point). */
public interface EmbeddingModel extends Component {

  /** The rate in Hz that {@link Embedder#embed} wants; 0 for whatever rate the audio has. */
  int sampleRate();

  /**
   * The name of the resampler that brings audio to {@link #sampleRate()}; part of the model's
   * identity, because a network notices which one was used.
   */
  default String resampler() {
    return "polyphase";
  }

  /**
   * Why it cannot be used here and what to do about that, such as missing weights; empty if it can.
   */
  default Optional<String> unavailable() {
    return Optional.empty();
  }

  /** What a reader of its scores should know: licence of the weights, what it was trained on. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Loads what is needed. Each thread opens one of its own.
   *
   * @throws IOException if weights are missing or wrong, saying which and how to get them
   */
  Embedder open() throws IOException;
}
