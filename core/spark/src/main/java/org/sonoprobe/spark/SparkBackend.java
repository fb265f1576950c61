package org.sonoprobe.spark;

import java.io.Serializable;
import java.util.function.BiConsumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.sonoprobe.hadoop.HadoopConfiguration;
import org.sonoprobe.run.work.Backend;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.Supervisor;

/**
 * Carries out jobs on the executors of an Apache Spark session, which share the store, the audio
 * and the run's folder: on a file system of Hadoop, or a disk that all of them mount.
 *
 * <p>The session stays the caller's, who closes it. A task that fails is tried again as often as
 * {@code spark.task.maxFailures} says; what an executor had stored when it was lost is found by
 * whoever takes over.
 *
 * <p>Settings of the session that are Sonoprobe's own: {@code spark.sonoprobe.taskSeconds}, how
 * long a task is to take (20); {@code spark.sonoprobe.sendFiles}, whether files of this machine
 * that components name are sent to executors (true).
 */
public final class SparkBackend implements Backend {
  private final JavaSparkContext spark;
  private final Freight freight;

  private SparkBackend(JavaSparkContext spark) {
    this.spark = spark;
    this.freight = Freight.of(spark);
    HadoopConfiguration.use(spark.hadoopConfiguration());
  }

  /** A backend on a session, such as {@code SparkSession.sparkContext()} gives. */
  public static SparkBackend of(SparkContext context) {
    return new SparkBackend(JavaSparkContext.fromSparkContext(context));
  }

  @Override
  public <U extends Serializable, O extends Serializable> void run(
      Job<U, O> job, Supervisor supervisor, BiConsumer<U, O> done) {
    if (job.units().isEmpty()) {
      return;
    }
    freight.sendJars(spark, supervisor);
    try (Parcel parcel = Parcel.of(job, spark, freight)) {
      new Waves<>(spark, parcel, job, supervisor, done).run();
    }
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public String description() {
    return "spark " + spark.version() + " on " + spark.sc().master();
  }
}
