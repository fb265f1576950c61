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
   * Draws what happens to one track. All randomness is drawn here, before any audio is heard (for
   * numbers that depend on its length draw a share of it, for a noise draw a seed), so that what
   * was drawn can be told again from the seed alone.
   *
   * @param random the only source of randomness; equal states give equal changes
   * @throws IOException if a file that the parameters name cannot be read
   */
  Change draw(RandomGenerator random) throws IOException;

  /**
   * The deformation made ready for one thread, which applies it to many tracks; {@link #draw}
   * itself unless overridden by a deformation that reads files or builds tables first.
   *
   * @throws IOException if a file that the parameters name cannot be read
   */
  default Deformer open() throws IOException {
    return this::draw;
  }

  /** What it does in few words, for the names of scenarios; its name unless overridden. */
  default String label() {
    return name();
  }

  /**
   * The deformed audio: draws a change and applies it.
   *
   * @param audio the input, at its native rate with all its channels
   * @throws IOException if a file that the parameters name cannot be read
   * @throws IllegalArgumentException if it cannot act on such audio, saying on which it can
   */
  default Audio apply(Audio audio, RandomGenerator random) throws IOException {
    return open().draw(random).apply(audio);
  }
}
