package org.sonoprobe.run.work;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Whom a worker tells how it gets on, and who may tell it to stop.
 *
 * @param listener hears of epochs and evaluations while a unit is carried out
 * @param cancelled whether to stop
 */
public record Supervisor(RunListener listener, BooleanSupplier cancelled) {

  /**
   * Goes on, if that is wanted.
   *
   * @throws CancellationException if it is not
   */
  public void checkCancelled() {
    if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new CancellationException(
          "the run was cancelled; run it again with the same run id to go on");
    }
  }
}
