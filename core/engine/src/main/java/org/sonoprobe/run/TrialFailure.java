package org.sonoprobe.run;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.results.Stage;

/** A component of a trial that failed, which is no fault of the store or the run's folder. */
final class TrialFailure extends Exception {
  private static final long serialVersionUID = 1;

  /** A request to a component. */
  interface Question<T> {
    @Nullable T answer() throws IOException;
  }

  private final Fault fault;

  private TrialFailure(Fault fault, Throwable cause) {
    super(fault.reason(), cause);
    this.fault = fault;
  }

  /** A failure that no component is to blame for. */
  static TrialFailure because(Stage stage, String reason) {
    IOException cause = new IOException(reason);
    return new TrialFailure(new Fault(stage, "", cause), cause);
  }

  Fault fault() {
    return fault;
  }

  /**
   * What a component answers.
   *
   * @param component what it is and its name, such as {@code metric 'accuracy'}
   * @throws TrialFailure if it throws, or answers null
   */
  static <T> T ask(Stage stage, String component, Question<T> question) throws TrialFailure {
    Exception thrown;
    try {
      T answer = question.answer();
      if (answer != null) {
        return answer;
      }
      thrown = new IllegalArgumentException("gave null");
    } catch (CancellationException | RunException | GuardedListener.Broken e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      thrown = e;
    }
    throw new TrialFailure(new Fault(stage, component, thrown), thrown);
  }
}
