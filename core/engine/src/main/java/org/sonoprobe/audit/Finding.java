package org.sonoprobe.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that an audit found.
 *
 * @param severity how much it matters
 * @param kind what it is, one of {@link Kind}
 * @param text what a reader should know, in a sentence
 * @param tracks the tracks it is about, ids in order; for pairs those of one pair after the other
 */
public record Finding(Severity severity, Kind kind, String text, List<String> tracks) {

  /** The gravity of a finding. */
  public enum Severity {
    /** Scores would be wrong. */
    ERROR,
    /** Scores may be misleading. */
    WARNING,
    /** Good to know. */
    NOTE
  }

  /** The type of a finding. */
  public enum Kind {
    /** A group has tracks in training or validation and in test. */
    SHARED_GROUP,
    /** Two tracks have the same bytes, or the same recipe. */
    EQUAL_SOURCE,
    /** Two tracks decode to the same samples. */
    EQUAL_SAMPLES,
    /** Two tracks are the same recording: encoded anew, louder, trimmed or resampled. */
    NEAR_DUPLICATE,
    /** Classes whose names differ by case or blanks only. */
    LABEL_SPELLING,
    /** A class with a single track. */
    LABEL_SINGLE,
    /** Tracks without any tag. */
    LABEL_NONE,
    /** A class that a part lacks. */
    LABEL_ABSENT,
    /** The largest class is many times the smallest. */
    IMBALANCE,
    /** Tracks that are much shorter or longer than the others. */
    DURATION,
    /** Tracks in which nothing is heard. */
    SILENCE,
    /** Tracks whose peaks are cut off. */
    CLIPPING,
    /** Tracks that cannot be read. */
    UNREADABLE,
    /** Tracks whose decoder has something to say, such as damage. */
    DECODING
  }

  public Finding {
    tracks = List.copyOf(tracks);
  }

  /** As plain data. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("severity", severity.name().toLowerCase(java.util.Locale.ROOT));
    data.put("kind", kind.name().toLowerCase(java.util.Locale.ROOT));
    data.put("text", text);
    data.put("tracks", tracks);
    return data;
  }
}
