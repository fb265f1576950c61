package org.sonoprobe.run;

import java.io.Serial;
import java.io.Serializable;

/** Seconds of thread time spent on each stage of a run. */
public record Timing(
    double decode,
    double deform,
    double resample,
    double embed,
    double store,
    double train,
    double evaluate)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Nothing yet. */
  public static final Timing ZERO = new Timing(0, 0, 0, 0, 0, 0, 0);

  /** The sum of both. */
  public Timing plus(Timing other) {
    return new Timing(
        decode + other.decode,
        deform + other.deform,
        resample + other.resample,
        embed + other.embed,
        store + other.store,
        train + other.train,
        evaluate + other.evaluate);
  }
}
