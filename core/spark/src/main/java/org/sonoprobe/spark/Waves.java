package org.sonoprobe.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.Supervisor;

/**
 * Submits the units of a job in waves of tasks, each wave before the last one has run dry. How many
 * units a task has is what the tasks before have taught: as many as take the time that a task is to
 * take, and fewer towards the end, so that no executor waits long for the last one.
 */
final class Waves<U extends Serializable, O extends Serializable> {
  /** Units of one wave, which bounds what Spark and this process hold of answers at once. */
  private static final int MOST_UNITS = 50_000;

  private static final int MOST_UNITS_IN_A_TASK = 2_000;

  /** Tasks of a wave for each that can run at once. */
  private static final int TASKS_EACH = 4;

  private final JavaSparkContext spark;
  private final Parcel parcel;
  private final Job<U, O> job;
  private final Supervisor supervisor;
  private final BiConsumer<U, O> done;
  private final double taskSeconds;
  private final int attempts;
  private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
  private final List<Submitted> waves = new ArrayList<>();
  private final Map<Integer, Integer> failures = new HashMap<>();
  private int submitted;
  private int waiting;
  private double seconds;
  private long units;

  Waves(
      JavaSparkContext spark,
      Parcel parcel,
      Job<U, O> job,
      Supervisor supervisor,
      BiConsumer<U, O> done) {
    this.spark = spark;
    this.parcel = parcel;
    this.job = job;
    this.supervisor = supervisor;
    this.done = done;
    this.attempts = spark.getConf().getInt("spark.task.maxFailures", 4);
    this.taskSeconds = spark.getConf().getDouble("spark.sonoprobe.taskSeconds", 20);
  }

  void run() {
    try {
      while (submitted < job.units().size() || waiting > 0) {
        supervisor.checkCancelled();
        while (submitted < job.units().size() && waiting < 2 * spark.defaultParallelism()) {
          submit();
        }
        byte[] answer = Submitted.next(answers);
        if (answer == null) {
          waves.forEach(Submitted::check);
          waves.removeIf(Submitted::isDone);
        } else {
          hear((Answer) Bytes.read(answer));
        }
      }
    } finally {
      Submitted.uninterrupted(() -> Submitted.end(waves, spark));
    }
  }

  private void submit() {
    int atOnce = spark.defaultParallelism();
    int size = size(job.units().size() - submitted, atOnce, units == 0 ? 0 : seconds / units);
    List<byte[]> tasks = new ArrayList<>();
    int end = Math.min(job.units().size(), submitted + MOST_UNITS);
    while (submitted < end && tasks.size() < TASKS_EACH * atOnce) {
      int to = Math.min(end, submitted + size);
      tasks.add(
          Bytes.of(
              new BatchTask.Batch(submitted, new ArrayList<>(job.units().subList(submitted, to)))));
      submitted = to;
    }
    submit(tasks);
  }

  private void submit(List<byte[]> tasks) {
    waiting += tasks.size();
    String what = job.name() + ": " + submitted + " of " + job.units().size();
    spark.setJobDescription(what);
    try {
      waves.add(Submitted.of(spark, what, tasks, new BatchTask(parcel), answers));
    } finally {
      spark.setJobDescription(null);
    }
  }

  /**
   * Units of a task.
   *
   * @param left that are not yet submitted
   * @param atOnce tasks that run at once
   * @param secondsEach that a unit takes; 0 if that is not known yet
   */
  private int size(int left, int atOnce, double secondsEach) {
    return size(left, atOnce, secondsEach, taskSeconds);
  }

  static int size(int left, int atOnce, double secondsEach, double taskSeconds) {
    double wanted =
        secondsEach == 0 ? Math.min(16, left / (8.0 * atOnce)) : taskSeconds / secondsEach;
    double fair = left / (3.0 * atOnce);
    return (int) Math.max(1, Math.min(MOST_UNITS_IN_A_TASK, Math.min(wanted, fair)));
  }

  @SuppressWarnings("unchecked") // outcomes are those of the job's own worker
  private void hear(Answer answer) {
    waiting--;
    seconds += answer.seconds();
    units += answer.outcomes().size();
    answer.told().forEach(each -> each.to(supervisor.listener()));
    for (int i = 0; i < answer.outcomes().size(); i++) {
      done.accept(job.units().get(answer.from() + i), (O) answer.outcomes().get(i));
    }
    if (answer.broken() != null) {
      tryAgain(answer, answer.from() + answer.outcomes().size(), answer.broken());
    }
  }

  /**
   * Sends the rest of a batch again that was broken, if another attempt may mend it.
   *
   * @param at the position of the unit that broke
   */
  private void tryAgain(Answer answer, int at, RunException broken) {
    boolean hopeless = broken.stage().filter(stage -> stage == Stage.LOAD).isPresent();
    if (hopeless || failures.merge(at, 1, Integer::sum) >= attempts) {
      throw broken;
    }
    int end = answer.from() + answer.units();
    submit(
        List.of(Bytes.of(new BatchTask.Batch(at, new ArrayList<>(job.units().subList(at, end))))));
  }
}
