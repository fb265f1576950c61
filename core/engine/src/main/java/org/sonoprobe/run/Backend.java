package org.sonoprobe.run;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Carries out extractions somewhere: on threads here, or on other machines that share the store.
 *
 * <p>An extraction is plain data; a remote backend ships the experiment as YAML once and
 * extractions as they are.
 */
public interface Backend {

  /**
   * Carries out all extractions.
   *
   * @param worker carries out one, thread-safe
   * @param done hears each outcome, in any order, on the calling thread; what it throws ends the
   *     work
   */
  void run(
      List<Extraction> extractions,
      Function<Extraction, Extraction.Outcome> worker,
      Consumer<Extraction.Outcome> done);

  /** A backend on threads of this process. */
  static Backend local(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
    }
    return (extractions, worker, done) -> {
      ExecutorService pool =
          Executors.newFixedThreadPool(threads, Threads.named("sonoprobe-extract"));
      try {
        ExecutorCompletionService<Extraction.Outcome> service =
            new ExecutorCompletionService<>(pool);
        int submitted = 0;
        for (int finished = 0; finished < extractions.size(); finished++) {
          while (submitted < extractions.size() && submitted < finished + 4 * threads) {
            Extraction extraction = extractions.get(submitted++);
            service.submit(() -> worker.apply(extraction));
          }
          done.accept(take(service));
        }
      } finally {
        Threads.finish(pool);
      }
    };
  }

  private static Extraction.Outcome take(ExecutorCompletionService<Extraction.Outcome> service) {
    try {
      Future<Extraction.Outcome> future = service.take();
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CancellationException cancellation) {
        throw cancellation;
      }
      if (e.getCause() instanceof RunException broken) {
        throw broken;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(
          "an extraction failed unexpectedly: " + e.getCause(), e.getCause());
    }
  }
}
