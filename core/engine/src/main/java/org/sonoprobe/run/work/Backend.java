package org.sonoprobe.run.work;

import java.io.Serializable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Carries out jobs somewhere: on threads here, or in other processes that share store, audio and
 * the run's folder.
 */
public interface Backend {

  /**
   * Carries out all units of a job, each at least once: a unit that is carried out again, or twice
   * at the same time, does no harm.
   *
   * @param supervisor hears of the progress, and says whether to go on, which is asked before each
   *     unit at the latest
   * @param done hears the outcome of each unit once, in any order, on the calling thread; what it
   *     throws ends the work
   * @throws RunException as {@link Job.Worker#carryOut} does, or if processes fail for good
   * @throws CancellationException if the supervisor has cancelled it or the calling thread is
   *     interrupted
   */
  <U extends Serializable, O extends Serializable> void run(
      Job<U, O> job, Supervisor supervisor, BiConsumer<U, O> done);

  /**
   * Whether units are carried out in other processes, so that all they need must be data or files
   * that those can reach; false unless overridden.
   */
  default boolean isRemote() {
    return false;
  }

  /** What it is, for people and for the record of a run. */
  default String description() {
    return getClass().getSimpleName();
  }

  /** A backend on threads of this process. */
  static Backend local(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
    }
    return new Backend() {
      @Override
      public String description() {
        return "local";
      }

      @Override
      public <U extends Serializable, O extends Serializable> void run(
          Job<U, O> job, Supervisor supervisor, BiConsumer<U, O> done) {
        runHere(job, supervisor, done, threads);
      }
    };
  }

  private static <U extends Serializable, O extends Serializable> void runHere(
      Job<U, O> job, Supervisor supervisor, BiConsumer<U, O> done, int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads, Threads.named("sonoprobe-work"));
    AtomicBoolean over = new AtomicBoolean();
    Supervisor told =
        new Supervisor(
            supervisor.listener(), () -> over.get() || supervisor.cancelled().getAsBoolean());
    try (Job.Worker<U, O> worker = job.work().open(Job.Here.with(job.parts()))) {
      try {
        ExecutorCompletionService<Finished<U, O>> service = new ExecutorCompletionService<>(pool);
        int submitted = 0;
        int count = job.units().size();
        for (int finished = 0; finished < count; finished++) {
          while (submitted < count && submitted < finished + 4 * threads) {
            U unit = job.units().get(submitted++);
            service.submit(
                () -> {
                  told.checkCancelled();
                  return new Finished<>(unit, worker.carryOut(unit, told));
                });
          }
          Finished<U, O> next = take(service);
          done.accept(next.unit, next.outcome);
        }
      } finally {
        over.set(true); // trainings that are under way when the run is interrupted or fails
        Threads.finish(pool);
      }
    }
  }

  /**
   * A unit with what came of it.
   *
   * @param unit the unit
   * @param outcome of it
   */
  record Finished<U, O>(U unit, O outcome) {}

  private static <T> T take(ExecutorCompletionService<T> service) {
    try {
      Future<T> future = service.take();
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException broken) {
        throw broken;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("a unit of work failed unexpectedly: " + e.getCause(), e);
    }
  }
}
