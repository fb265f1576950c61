package org.sonoprobe.api;

import java.io.IOException;
import java.io.Serializable;

/**
 * Where the audio of a track comes from: a file, or a recipe that makes it.
 *
 * <p>Implementations are small immutable values, so that an extraction can be shipped to another
 * process as data.
 */
public interface AudioSource extends Serializable {

  /**
   * Decodes or makes the whole audio at its native rate.
   *
   * @throws IOException naming the source and what is wrong with it
   */
  Audio read() throws IOException;

  /**
   * The audio of {@link #read} with what there is to say about it; nothing unless overridden.
   *
   * @throws IOException as {@link #read} does
   */
  default Recording recording() throws IOException {
    return new Recording(read());
  }

  /**
   * A short text that identifies the audio content, equal for equal content wherever it lies; for a
   * file a hash of its bytes and, where that matters, the decoder's version.
   */
  String fingerprint() throws IOException;

  /** Where it is, for people: a path or a description. */
  String location();
}
