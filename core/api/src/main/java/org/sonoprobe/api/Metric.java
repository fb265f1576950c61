package org.sonoprobe.api;

/**
 * Compares predictions with the truth (extension point).
 *
 * <p>Whoever writes one gives {@link #supports} and {@link #compute}; the rest says more about it,
 * or makes it faster.
 */
public interface Metric extends Component {

  /**
   * Between which values a metric lies.
   *
   * @param lowest the smallest value, or minus infinity
   * @param highest the largest value, or infinity
   */
  record Range(double lowest, double highest) {
    /** Any number. */
    public static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** From 0 to 1. */
    public static final Range UNIT = new Range(0, 1);

    /** From -1 to 1. */
    public static final Range SYMMETRIC = new Range(-1, 1);

    /** From 0 on. */
    public static final Range POSITIVE = new Range(0, Double.POSITIVE_INFINITY);

    public Range {
      if (!(lowest < highest)) {
        throw new IllegalArgumentException("a range from " + lowest + " to " + highest);
      }
    }
  }

  /** The score of the same predictions, each track counted as often as its weight says. */
  @FunctionalInterface
  interface Weighted {
    /**
     * The score; NaN where it is undefined.
     *
     * @param weights one per track, not negative
     */
    double of(double[] weights);
  }

  /** The way in which a score rests on tracks, from which its standard error is found. */
  enum Spread {
    /** A share or a mean of what each track has, or a ratio of counts. */
    COUNTS,
    /** A mean over classes of shares, each within the few tracks of its class, such as recalls. */
    COUNTS_OF_CLASSES,
    /** A number that counts pairs of tracks, or tells how far two groupings agree. */
    PAIRS,
    /** A number to which few tracks may add much, such as an order of tracks or squared errors. */
    VALUES,
    /** One of the tracks' own numbers, such as their median. */
    QUANTILE,
    /** A number that other tracks would change in a way that these do not tell; a largest one. */
    UNKNOWN
  }

  /** Whether it can judge such a task. */
  boolean supports(TaskType type);

  /** Whether larger is better; true unless overridden. */
  default boolean greaterIsBetter() {
    return true;
  }

  /** Between which values it lies; any unless overridden. */
  default Range range() {
    return Range.ANY;
  }

  /**
   * Between which values it could lie for answers to the same questions; {@link #range()} unless
   * overridden, as by measures that are corrected for chance.
   */
  default Range range(Predictions predictions) {
    return range();
  }

  /**
   * The tracks that it can judge, with their predictions, on which alone the score rests; all
   * unless overridden.
   */
  default Predictions judged(Predictions predictions) {
    return predictions;
  }

  /**
   * Of how many tracks a perfect score tells, from which its interval is made: the number of
   * independent units unless overridden, as by means over classes, in which a class of few tracks
   * counts as much as others.
   */
  default long support(Predictions predictions) {
    return predictions.units().stream().distinct().count();
  }

  /**
   * How it rests on the tracks of some predictions; {@link Spread#COUNTS} for what lies between two
   * numbers, {@link Spread#VALUES} for others, unless overridden.
   */
  default Spread spread(Predictions predictions) {
    return Double.isInfinite(range().lowest()) || Double.isInfinite(range().highest())
        ? Spread.VALUES
        : Spread.COUNTS;
  }

  /**
   * What it is called in tables: its name and whatever of its parameters changes the meaning of the
   * number. Its name unless overridden.
   */
  default String label() {
    return name();
  }

  /**
   * The score of some predictions, under its {@link #label}; never throws for valid predictions of
   * a supported task, but says NaN and why where it is undefined.
   */
  Score compute(Predictions predictions);

  /**
   * The score of an answer that knows nothing of the audio: of {@link Predictions#uninformed}
   * unless overridden. NaN where there is no such thing.
   */
  default double chance(Predictions predictions) {
    return predictions.count() == 0 ? Double.NaN : compute(predictions.uninformed()).value();
  }

  /**
   * Makes ready to score the same predictions many times with other weights, as resampling does.
   * Repeats tracks, so that weights must be whole numbers, unless overridden. Where the weights
   * leave out all tracks of a class, a macro average may be over the other classes.
   */
  default Weighted weighted(Predictions predictions) {
    return weights -> compute(predictions.repeated(weights)).value();
  }
}
