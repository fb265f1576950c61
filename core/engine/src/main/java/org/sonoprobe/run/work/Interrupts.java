package org.sonoprobe.run.work;

import org.sonoprobe.component.Internal;

/** Work that has to be done although the thread was interrupted, which files may not survive. */
@Internal
public final class Interrupts {
  private Interrupts() {}

  /** Does it as if the thread had not been interrupted, and leaves it as it was. */
  public static void heldBack(Runnable work) {
    boolean interrupted = Thread.interrupted();
    try {
      work.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
