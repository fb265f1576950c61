package org.sonoprobe.results;

import java.io.Serial;
import java.io.Serializable;
import org.sonoprobe.files.Title;

/**
 * A training of a downstream model among those that are repeated.
 *
 * @param repeat which of several, from 1 on; 0 for the mean over all
 * @param data what of the training part it was trained on
 */
public record Repetition(int repeat, @Title("training") Data data) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** The mean over all trainings on the whole training part. */
  public static final Repetition ANY = new Repetition(0, Data.WHOLE);

  /** The first training on the whole training part. */
  public static final Repetition FIRST = new Repetition(1, Data.WHOLE);

  /**
   * The share of its training part that a model was trained on: all of it, a resample, or some
   * tracks.
   *
   * @param resampled whether a resample
   * @param subset how many tracks, where it was some; 0 for none
   */
  public record Data(boolean resampled, int subset) implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    /** The training part as it is. */
    public static final Data WHOLE = new Data(false, 0);

    /** A resample of the training part. */
    public static final Data RESAMPLED = new Data(true, 0);

    private static final String SUBSET = "subset of ";

    /** Some tracks of the training part. */
    public static Data subset(int tracks) {
      return new Data(false, tracks);
    }

    /**
     * What {@link #toString} gave.
     *
     * @throws IllegalArgumentException if the text says none of the three
     */
    public static Data valueOf(String text) {
      if (text.startsWith(SUBSET)) {
        return subset(Integer.parseInt(text.substring(SUBSET.length())));
      }
      return switch (text) {
        case "whole", "" -> WHOLE;
        case "resampled" -> RESAMPLED;
        default -> throw new IllegalArgumentException("'" + text + "' says of no training part");
      };
    }

    /** {@code whole}, {@code resampled} or {@code subset of} a number. */
    @Override
    public String toString() {
      return resampled ? "resampled" : subset > 0 ? SUBSET + subset : "whole";
    }
  }

  /** Whether the model was trained on some tracks of its training part. */
  public boolean isSubset() {
    return data.subset > 0;
  }
}
