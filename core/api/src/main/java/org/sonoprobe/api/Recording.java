package org.sonoprobe.api;

import java.util.List;

/**
 * Audio as it was decoded, with what a reader of scores should know about it.
 *
 * @param notes such as damage that became silence, or an encoder delay that the file does not
 *     state; equal texts for equal circumstances, so that they can be counted over tracks
 */
public record Recording(Audio audio, List<String> notes) {
  public Recording {
    notes = List.copyOf(notes);
  }

  /** Audio about which there is nothing to say. */
  public Recording(Audio audio) {
    this(audio, List.of());
  }
}
