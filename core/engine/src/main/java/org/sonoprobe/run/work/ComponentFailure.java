package org.sonoprobe.run.work;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.component.Internal;
import org.sonoprobe.results.Stage;

/** A component of a trial that failed, which is no fault of the store or the run's folder. */
@Internal
public final class ComponentFailure extends Exception {
  private static final long serialVersionUID = 1;

  /** A request to a component. */
  public interface Question<T> {
    @Nullable T answer() throws IOException;
  }

  private final Fault fault;

  private ComponentFailure(Fault fault, Throwable cause) {
    super(fault.reason(), cause);
    this.fault = fault;
  }

  /** A failure that no component is to blame for. */
  public static ComponentFailure because(Stage stage, String reason) {
    IOException cause = new IOException(reason);
    return new ComponentFailure(new Fault(stage, "", cause), cause);
  }

  public Fault fault() {
    return fault;
  }

  /**
   * What a component answers.
   *
   * @param component what it is and its name, such as {@code metric 'accuracy'}
   * @throws ComponentFailure if it throws, or answers null
   */
  public static <T> T ask(Stage stage, String component, Question<T> question)
      throws ComponentFailure {
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
    throw new ComponentFailure(new Fault(stage, component, thrown), thrown);
  }
}
