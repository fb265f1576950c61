package org.sonoprobe.spark;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.Supervisor;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * Carries out some units of a job on an executor. What breaks one is in the answer, so that it
 * comes to the driver as it was said, with what was done before; the driver sends the rest again.
 */
final class BatchTask extends AbstractFunction1<Iterator<byte[]>, byte[]> implements Serializable {
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

  BatchTask(Parcel parcel) {
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
      broken = e;
    } catch (CancellationException e) {
      if (context.isInterrupted()) {
        throw new TaskKilledException(String.valueOf(e.getMessage()));
      }
      broken =
          new RunException("a unit of work was cancelled, and nobody had asked for it: " + e, e);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      // told, because Spark would end the executor with whatever else runs there
      broken =
          new RunException(
              "the work ended on an executor with %s MB of heap: %s%s"
                  .formatted(
                      Runtime.getRuntime().maxMemory() >> 20,
                      e,
                      e instanceof OutOfMemoryError
                          ? "; give executors more (spark.executor.memory), or fewer cores each"
                          : ""),
              e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return Bytes.of(
        new Answer(batch.from(), batch.units().size(), outcomes, told, seconds, broken));
  }

  @SuppressWarnings("unchecked") // the units of a job are what its workers take
  private static Serializable carryOut(
      Job.Worker<?, ?> worker, Serializable unit, Supervisor supervisor) {
    return ((Job.Worker<Serializable, Serializable>) worker).carryOut(unit, supervisor);
  }
}
