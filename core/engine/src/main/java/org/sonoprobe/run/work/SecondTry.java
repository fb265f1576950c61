package org.sonoprobe.run.work;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.sonoprobe.component.Internal;

/**
 * The rule that what failed in another process is tried once more before it counts: a machine that
 * could not read a file for a moment is no fault of the track.
 *
 * @param backend where units are carried out
 * @param supervisor who hears of it
 */
@Internal
public record SecondTry(Backend backend, Supervisor supervisor) {

  /** So many failures are tried once more; after that it is no moment's. */
  private static final int MOST = 1000;

  /**
   * Carries out a job.
   *
   * @param failed whether an outcome is a failure
   * @param done hears each unit once, with the outcome that counts
   */
  public <U extends Serializable, O extends Serializable> void run(
      Job<U, O> job, Predicate<O> failed, BiConsumer<U, O> done) {
    List<U> again = new ArrayList<>();
    backend.run(
        job,
        supervisor,
        (unit, outcome) -> {
          if (backend.isRemote() && again.size() < MOST && failed.test(outcome)) {
            again.add(unit);
          } else {
            done.accept(unit, outcome);
          }
        });
    if (!again.isEmpty()) {
      backend.run(
          new Job<>(job.name() + " again", job.work(), job.parts(), again), supervisor, done);
    }
  }
}
