package org.sonoprobe.api;

import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A change of the audio that a listener would forgive (extension point).
 *
 * <p>Never changes its argument, never draws randomness from elsewhere, and gives finite samples
 * for finite samples, for any length from zero and any number of channels.
 */
public interface Deformation extends Component {

  /** Why it cannot be used here, such as a missing file, and what to do; empty if it can. */
  default Optional<String> unavailable() {
    return Optional.empty();
  }

  /**
   * Whether its result depends on what it draws. One that says that it does not (a fixed gain)
   * gives equal results for all generators, and its embeddings are stored by content alone,
   * whatever the seed and the track's name. True unless overridden.
   */
  default boolean isRandom() {
    return true;
  }

  /**
   * The deformed audio.
   *
   * @param audio the input, at its native rate with all its channels
   * @param random the only source of randomness; equal states give equal results
   * @throws IOException if a file that the parameters name cannot be read
   * @throws IllegalArgumentException if it cannot act on such audio, saying on which it can
   */
  Audio apply(Audio audio, RandomGenerator random) throws IOException;

  /**
   * The deformation made ready for one thread, which applies it to many tracks; {@link #apply}
   * itself unless overridden by a deformation that reads files or builds tables first.
   *
   * @throws IOException if a file that the parameters name cannot be read
   */
  default Deformer open() throws IOException {
    return this::apply;
  }
}
