package org.sonoprobe.run;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.RunListener;

/** A run that is under way on a thread of its own. Thread-safe. */
public final class RunHandle {

  private final Session session;
  private final FutureTask<Results> task;

  RunHandle(Session session) {
    this.session = session;
    this.task = new FutureTask<>(session::run);
    Thread thread = new Thread(task, "sonoprobe-run");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Asks the run to stop soon; what is stored is kept, and a run of the same id goes on from it.
   */
  public void cancel() {
    session.cancel();
  }

  /** Whether it is over, one way or the other. */
  public boolean isDone() {
    return task.isDone();
  }

  /** The phases begun so far, with how far they have come. */
  public List<RunListener.Progress> progress() {
    return session.progress();
  }

  /**
   * Waits until it is over.
   *
   * @throws CancellationException if it was cancelled
   * @throws RunException as {@link Runner#run} does
   * @throws IOException as {@link Runner#run} does
   * @throws InterruptedException if the waiting thread is interrupted; the run goes on
   */
  public Results await() throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException failure) {
        throw failure;
      }
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }
}
