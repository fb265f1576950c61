package org.sonoprobe.spark;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.sonoprobe.run.Job;
import org.sonoprobe.run.RunException;
import org.sonoprobe.run.Stage;
import org.sonoprobe.run.Supervisor;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Carries out some units of a job on an executor. */
final class Task extends AbstractFunction1<Iterator<byte[]>, byte[]> implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /**
   * The units of a task.
   *
   * @param from the position of the first in the job
   * @param units one after the other
   */
  record Batch(int from, List<? extends Serializable> units) implements Serializable {
    @Serial private static final long serialVersionUID = 1;
  }

  private final Parcel parcel;

  Task(Parcel parcel) {
    this.parcel = parcel;
  }

  @Override
  public byte[] apply(Iterator<byte[]> batches) {
    long start = System.nanoTime();
    Batch batch = (Batch) Bytes.read(batches.next());
    TaskContext context = TaskContext.get();
    List<Serializable> outcomes = new ArrayList<>();
    List<Answer.Told> told = new ArrayList<>();
    RunException broken = null;
    try (Workers.Taken taken = Workers.take(parcel)) {
      Supervisor supervisor =
          new Supervisor(new Answer.Keeping(told), () -> context.isInterrupted());
      for (Serializable unit : batch.units()) {
        supervisor.checkCancelled();
        outcomes.add(carryOut(taken.worker(), unit, supervisor));
      }
    } catch (RunException e) {
      // what another attempt may mend is tried again; what it cannot is told at once, and in full
      boolean last = context.attemptNumber() + 1 >= parcel.attempts();
      if (!last && e.stage().filter(stage -> stage == Stage.LOAD).isEmpty()) {
        throw e;
      }
      broken = e;
    } catch (CancellationException e) {
      throw new TaskKilledException(String.valueOf(e.getMessage()));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return Bytes.of(new Answer(batch.from(), outcomes, told, seconds, broken));
  }

  @SuppressWarnings("unchecked") // the units of a job are what its workers take
  private static Serializable carryOut(
      Job.Worker<?, ?> worker, Serializable unit, Supervisor supervisor) {
    return ((Job.Worker<Serializable, Serializable>) worker).carryOut(unit, supervisor);
  }
}
