package org.sonoprobe.run;

/** Work that has to be done although the thread was interrupted, which files may not survive. */
final class Interrupts {
  private Interrupts() {}

  /** Does it as if the thread had not been interrupted, and leaves it as it was. */
  static void heldBack(Runnable work) {
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
