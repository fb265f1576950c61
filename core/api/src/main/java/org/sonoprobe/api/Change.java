package org.sonoprobe.api;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The transform that a deformation applies to one track: everything is drawn, so that the same
 * audio always becomes the same.
 */
@FunctionalInterface
public interface Change {

  /** The audio as it is. */
  Change NONE = audio -> audio;

  /**
   * The changed audio, at the same rate and with the same number of channels.
   *
   * @param audio the input, at its native rate with all its channels; not modified
   * @throws IOException if a file that the deformation names cannot be read
   * @throws IllegalArgumentException if it cannot act on such audio, saying on which it can
   */
  Audio apply(Audio audio) throws IOException;

  /** What was drawn, by the names that parameters have; none unless given. */
  default Map<String, Object> drawn() {
    return Map.of();
  }

  /** What becomes of pitches and times, and so of labels; nothing unless given. */
  default Move move() {
    return Move.NONE;
  }

  /** This change, which says what was drawn for it: names and values in turn. */
  default Change withDrawn(Object... namesAndValues) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return withDrawn(values);
  }

  /** This change, which says what was drawn for it. */
  default Change withDrawn(Map<String, Object> values) {
    return with(values, move());
  }

  /** This change, which moves pitches or times. */
  default Change withMove(Move move) {
    return with(drawn(), move);
  }

  private Change with(Map<String, Object> drawn, Move move) {
    Map<String, Object> values = Collections.unmodifiableMap(new LinkedHashMap<>(drawn));
    Change plain = this;
    return new Change() {
      @Override
      public Audio apply(Audio audio) throws IOException {
        return plain.apply(audio);
      }

      @Override
      public Map<String, Object> drawn() {
        return values;
      }

      @Override
      public Move move() {
        return move;
      }
    };
  }

  /**
   * The effect of a change on pitches and times.
   *
   * @param semitones by which everything that sounds is raised
   * @param speed how many times as fast everything happens
   */
  record Move(double semitones, double speed) {
    /** Pitches and times stay. */
    public static final Move NONE = new Move(0, 1);

    /** What becomes of pitches and times depends on the audio, or cannot be said. */
    public static final Move UNKNOWN = new Move(Double.NaN, Double.NaN);

    public Move {
      if (Double.isInfinite(semitones) || speed <= 0 || Double.isInfinite(speed)) {
        throw new IllegalArgumentException(
            "a move needs finite semitones and a positive speed, but has %s and %s"
                .formatted(semitones, speed));
      }
    }

    /** A transposition. */
    public static Move ofSemitones(double semitones) {
      return new Move(semitones, 1);
    }

    /** Another tempo at the same pitch. */
    public static Move ofSpeed(double speed) {
      return new Move(0, speed);
    }

    /** As a tape that runs faster: pitch and tempo together. */
    public static Move ofTape(double speed) {
      return new Move(12 * Math.log(speed) / Math.log(2), speed);
    }

    /** This move and another one after it. */
    public Move then(Move next) {
      return new Move(semitones + next.semitones, speed * next.speed);
    }
  }
}
