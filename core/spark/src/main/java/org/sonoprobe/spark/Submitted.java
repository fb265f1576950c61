package org.sonoprobe.spark;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.Supervisor;
import scala.Function1;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** Tasks that Spark is at work on, of which each gives bytes for bytes. */
final class Submitted {
  private static final int MILLISECONDS = 200;

  private final String what;
  private final SimpleFutureAction<BoxedUnit> action;
  private final BlockingQueue<byte[]> answers;

  private Submitted(
      String what, SimpleFutureAction<BoxedUnit> action, BlockingQueue<byte[]> answers) {
    this.what = what;
    this.action = action;
    this.answers = answers;
  }

  /** Submits tasks whose answers are not wanted but by {@link #only}. */
  static Submitted of(
      JavaSparkContext spark,
      String what,
      List<byte[]> tasks,
      Function1<Iterator<byte[]>, byte[]> function) {
    return of(spark, what, tasks, function, new LinkedBlockingQueue<>());
  }

  /**
   * Submits tasks.
   *
   * @param tasks one for each
   * @param answers gets what each task gives, as soon as it is there
   */
  static Submitted of(
      JavaSparkContext spark,
      String what,
      List<byte[]> tasks,
      Function1<Iterator<byte[]>, byte[]> function,
      BlockingQueue<byte[]> answers) {
    RDD<byte[]> data = spark.parallelize(tasks, tasks.size()).rdd();
    int[] all = java.util.stream.IntStream.range(0, tasks.size()).toArray();
    @SuppressWarnings({"unchecked", "rawtypes"}) // a sequence of boxed numbers, as Scala has it
    scala.collection.immutable.Seq<Object> partitions =
        (scala.collection.immutable.Seq)
            scala.jdk.javaapi.CollectionConverters.asScala(
                    java.util.Arrays.stream(all).boxed().toList())
                .toSeq();
    SimpleFutureAction<BoxedUnit> action =
        spark
            .sc()
            .submitJob(
                data,
                function,
                partitions,
                new AbstractFunction2<Object, byte[], BoxedUnit>() {
                  @Override
                  public BoxedUnit apply(Object partition, byte[] answer) {
                    answers.add(answer);
                    return BoxedUnit.UNIT;
                  }
                },
                new AbstractFunction0<BoxedUnit>() {
                  @Override
                  public BoxedUnit apply() {
                    return BoxedUnit.UNIT;
                  }
                });
    return new Submitted(what, action, answers);
  }

  /** The next answer; null if none comes within a moment. */
  static byte @Nullable [] next(BlockingQueue<byte[]> answers) {
    try {
      return answers.poll(MILLISECONDS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was interrupted");
    }
  }

  /** Whether all tasks are done. */
  boolean isDone() {
    return action.isCompleted();
  }

  /**
   * That nothing has failed so far.
   *
   * @throws RunException if Spark gave up
   */
  void check() {
    if (action.isCompleted()) {
      Try<BoxedUnit> value = action.value().get();
      if (value.isFailure()) {
        Throwable thrown = value.failed().get();
        throw new RunException(
            "Spark gave up on '" + what + "': " + firstLines(String.valueOf(thrown.getMessage())),
            thrown);
      }
    }
  }

  /** Calls Spark, which forgets that a thread was interrupted, or fails of it. */
  static void uninterrupted(Runnable call) {
    boolean interrupted = Thread.interrupted();
    try {
      call.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Cancels what is under way, and waits until it has let go of its files, for half a minute at
   * most.
   */
  static void end(List<Submitted> submitted, JavaSparkContext spark) {
    List<Submitted> open = submitted.stream().filter(each -> !each.isDone()).toList();
    open.forEach(Submitted::cancel);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!spark.sc().isStopped()
        && open.stream().anyMatch(each -> each.isRunning(spark))
        && System.nanoTime() < deadline) {
      try {
        Thread.sleep(MILLISECONDS / 4);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isRunning(JavaSparkContext spark) {
    for (Object id : scala.jdk.javaapi.CollectionConverters.asJava(action.jobIds())) {
      SparkJobInfo job = spark.statusTracker().getJobInfo((Integer) id);
      for (int stage : job == null ? new int[0] : job.stageIds()) {
        SparkStageInfo info = spark.statusTracker().getStageInfo(stage);
        if (info != null && info.numActiveTasks() > 0) {
          return true;
        }
      }
    }
    return false;
  }

  void cancel() {
    action.cancel();
  }

  /** The answer of the only task. */
  byte[] only(Supervisor supervisor) {
    try {
      while (true) {
        supervisor.checkCancelled();
        byte[] answer = next(answers);
        if (answer != null) {
          return answer;
        }
        check();
      }
    } finally {
      if (!isDone()) {
        cancel();
      }
    }
  }

  /** What Spark says without the traces of the driver. */
  private static String firstLines(String message) {
    String[] lines = message.split("\\R", -1);
    StringBuilder first = new StringBuilder(lines[0]);
    for (int i = 1; i < lines.length && !lines[i].startsWith("Driver stacktrace"); i++) {
      if (lines[i].startsWith("Caused by") || lines[i].contains("Exception")) {
        first.append("; ").append(lines[i].strip());
      }
    }
    return first.toString();
  }
}
