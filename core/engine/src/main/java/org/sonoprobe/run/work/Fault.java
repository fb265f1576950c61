package org.sonoprobe.run.work;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serial;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.results.Stage;

/** Something that failed: at which stage, in which component, and why. */
public final class Fault implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final Stage stage;
  private final String component;
  private final String reason;
  private final String trace;
  private final transient @Nullable Throwable cause;

  /**
   * What a failure at a stage says.
   *
   * @param component the name of the component at work; empty if there was none
   * @param cause kept as long as this is not sent to another process
   */
  public Fault(Stage stage, String component, Throwable cause) {
    this.stage = stage;
    this.component = component;
    this.reason = words(cause);
    this.trace = trace(cause);
    this.cause = cause;
  }

  /** At which stage. */
  public Stage stage() {
    return stage;
  }

  /** The name of the component at work; empty if there was none. */
  public String component() {
    return component;
  }

  /** Why, in a sentence. */
  public String reason() {
    return reason;
  }

  /** What was thrown; empty if it was thrown in another process. */
  public Optional<Throwable> cause() {
    return Optional.ofNullable(cause);
  }

  /** The stack trace of what was thrown, as text. */
  public static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** The stack trace of the cause. */
  public String trace() {
    return trace;
  }

  /**
   * A failure in words: the message where somebody wrote one for a reader, else also what was
   * thrown and where.
   */
  public static String words(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    boolean written =
        (thrown instanceof IOException || thrown instanceof IllegalArgumentException)
            && thrown.getMessage() != null
            && (trace.length == 0 || !isOfTheJdk(trace[0]));
    if (written) {
      return String.valueOf(thrown.getMessage());
    }
    for (StackTraceElement frame : trace) {
      if (!isOfTheJdk(frame)) {
        return thrown + " at " + frame;
      }
    }
    return thrown.toString();
  }

  private static boolean isOfTheJdk(StackTraceElement frame) {
    return frame.getClassName().matches("(java|jdk|sun)\\..*");
  }

  /** The stage, the component if there was one, and why. */
  public String inWords() {
    return stage.word() + ": " + (component.isEmpty() ? "" : component + ": ") + reason;
  }

  @Override
  public String toString() {
    return stage.word() + ": " + reason;
  }
}
