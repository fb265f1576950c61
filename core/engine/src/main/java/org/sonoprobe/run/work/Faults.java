package org.sonoprobe.run.work;

import org.sonoprobe.component.Internal;
import org.sonoprobe.results.Stage;

/** The failures of the process, which end a run. */
@Internal
public final class Faults {
  private Faults() {}

  /** An error of the process: memory, the stack, or a class or native library that is missing. */
  public static RunException ofTheProcess(String at, String track, Stage stage, Error error) {
    String advice =
        error instanceof OutOfMemoryError
            ? "memory ran out (at most "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MB); give the process more with -Xmx, or fewer threads"
            : error instanceof StackOverflowError
                ? "the stack ran out; give threads more with -Xss"
                : "a class or native library cannot be used";
    return new RunException(
        "the run ended at " + at + ": " + advice + " (" + Fault.words(error) + ")",
        new Fault(stage, "", error),
        track);
  }
}
