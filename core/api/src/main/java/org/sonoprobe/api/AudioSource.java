package org.sonoprobe.api;

import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * The origin of a track's audio: a file, or a recipe that makes it.
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

  /**
   * Why it cannot be read, as far as can be told without reading it, such as a file that is not
   * there; empty unless overridden.
   */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /**
   * How long it lasts, in seconds. Decodes it, unless a source overrides this with something
   * cheaper.
   *
   * @throws IOException as {@link #read} does
   */
  default double seconds() throws IOException {
    return recording().audio().durationSeconds();
  }

  /** Where it is, for people: a path or a description. */
  String location();

  /**
   * The content as it is now. A source whose content may change while it is used (a file) overrides
   * it, so that what is identified is what is decoded.
   *
   * @throws IOException as {@link #fingerprint} does
   */
  default Snapshot snapshot() throws IOException {
    String fingerprint = fingerprint();
    return new Snapshot() {
      @Override
      public String fingerprint() {
        return fingerprint;
      }

      @Override
      public Recording recording() throws IOException {
        return AudioSource.this.recording();
      }
    };
  }

  /** The content of a source at one moment. */
  interface Snapshot {
    /** See {@link AudioSource#fingerprint}. */
    String fingerprint();

    /** See {@link AudioSource#recording}. */
    Recording recording() throws IOException;

    /**
     * The same audio as an embedding model wants it, from a source that is better not held whole;
     * empty where {@link #recording} is the way. Has the bits that mixing and resampling the whole
     * would give.
     *
     * @throws IOException as {@link AudioSource#recording} does
     */
    default Optional<Recording> prepared(Input input) throws IOException {
      return Optional.empty();
    }
  }
}
