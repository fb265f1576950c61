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
   * A short text that identifies the audio content, equal for equal content wherever it lies; for a
   * file a hash of its bytes.
   */
  String fingerprint() throws IOException;

  /** Where it is, for people: a path or a description. */
  String location();
}
