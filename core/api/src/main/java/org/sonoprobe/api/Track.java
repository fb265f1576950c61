package org.sonoprobe.api;

import java.io.Serial;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recording in a dataset with its truth.
 *
 * @param id unique within its dataset
 * @param audio where the sound comes from
 * @param target the truth, for one task
 * @param group what must not be torn apart by a split (singer, artist, song), if that is known
 * @param recording of a track that is a stretch of a longer recording: which one, so that scores
 *     are given for recordings too, by the mean of what is predicted for their tracks
 */
public record Track(
    String id, AudioSource audio, Target target, Optional<String> group, Optional<String> recording)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  public Track {
    if (id.isBlank()) {
      throw new IllegalArgumentException(
          "a track needs an id, but " + audio.location() + " has none");
    }
  }

  /** A track that is a recording of its own. */
  public Track(String id, AudioSource audio, Target target, Optional<String> group) {
    this(id, audio, target, group, Optional.empty());
  }

  /** A track without a group. */
  public Track(String id, AudioSource audio, Target target) {
    this(id, audio, target, Optional.empty());
  }

  /** An optional travels as its value or nothing. */
  @Serial
  private Object writeReplace() {
    return new Travelling(id, audio, target, group.orElse(null), recording.orElse(null));
  }

  private record Travelling(
      String id,
      AudioSource audio,
      Target target,
      @Nullable String group,
      @Nullable String recording)
      implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    @Serial
    private Object readResolve() {
      return new Track(
          id, audio, target, Optional.ofNullable(group), Optional.ofNullable(recording));
    }
  }
}
