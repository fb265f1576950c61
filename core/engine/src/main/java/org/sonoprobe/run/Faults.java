package org.sonoprobe.run;

import java.util.List;
import org.sonoprobe.results.Skipped;
import org.sonoprobe.results.Stage;

/** The failures that end a run. */
final class Faults {
  /** So many of the failed tracks are named in a message. */
  private static final int NAMED = 20;

  private Faults() {}

  /** An error of the process: memory, the stack, or a class or native library that is missing. */
  static RunException ofTheProcess(String at, String track, Stage stage, Error error) {
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

  /**
   * Tracks that failed.
   *
   * @param failed the first failure of each, at least one
   * @param givenUp whether there may be more
   */
  static RunException ofTracks(List<StoredKeys.Failed> failed, boolean givenUp) {
    Skipped first = failed.get(0).entry();
    StringBuilder message =
        new StringBuilder("track '")
            .append(first.where().track())
            .append("' of dataset '")
            .append(first.where().dataset())
            .append("' (")
            .append(first.where().location())
            .append(") failed at ")
            .append(first.stage().word())
            .append(" under scenario '")
            .append(first.where().scenario())
            .append("' for embedding model '")
            .append(first.where().embedding())
            .append("': ")
            .append(first.reason());
    if (failed.size() > 1) {
      message
          .append(". So did ")
          .append(failed.size() - 1)
          .append(givenUp ? " others, and then the run was given up: " : " others: ");
      message.append(
          String.join(
              "; ",
              failed.stream()
                  .skip(1)
                  .limit(NAMED)
                  .map(StoredKeys.Failed::entry)
                  .map(
                      entry ->
                          "'"
                              + entry.where().track()
                              + "' ("
                              + entry.where().location()
                              + ") at "
                              + entry.stage().word()
                              + ": "
                              + entry.reason())
                  .toList()));
      message.append(failed.size() - 1 > NAMED ? "; …" : "");
    }
    message.append(". The lenient policy (--lenient) would leave out what fails and go on.");
    return new RunException(message.toString(), failed.get(0).fault(), first.where().track());
  }
}
