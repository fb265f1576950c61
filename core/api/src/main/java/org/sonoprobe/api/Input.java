package org.sonoprobe.api;

/**
 * The audio that an embedding model wants.
 *
 * @param sampleRate in Hz; 0 for whatever rate the audio has
 * @param channels whether channels are mixed
 * @param resampler the name of the resampler that brings audio to the rate; a network notices which
 *     one was used. {@code polyphase} unless set
 */
public record Input(int sampleRate, Channels channels, String resampler) {

  /** The treatment of several channels. */
  public enum Channels {
    /** They are averaged to one. */
    MONO,
    /** They stay as they are. */
    ALL
  }

  public Input {
    if (sampleRate < 0) {
      throw new IllegalArgumentException(
          "the rate must be positive, or 0 for that of the file, but is " + sampleRate);
    }
  }

  /** One channel at that rate in Hz. */
  public static Input mono(int sampleRate) {
    return new Input(sampleRate, Channels.MONO, "polyphase");
  }

  /** Rate and channels as they are in the file. */
  public static Input asIs() {
    return new Input(0, Channels.ALL, "polyphase");
  }

  /** The same with another resampler. */
  public Input resampledBy(String name) {
    return new Input(sampleRate, channels, name);
  }
}
