package org.sonoprobe.spark;

import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sonoprobe.component.Locations;
import org.sonoprobe.run.Job;

/** A job as executors get it, without its units. */
final class Parcel implements Serializable, AutoCloseable {
  @Serial private static final long serialVersionUID = 1;

  private final String id = UUID.randomUUID().toString();
  private final Broadcast<byte[]> work;
  private final Map<String, Broadcast<byte[]>> parts = new HashMap<>();
  private final Map<String, String> files = new HashMap<>();
  private final int attempts;

  private Parcel(Broadcast<byte[]> work, int attempts) {
    this.work = work;
    this.attempts = attempts;
  }

  /** Sends what executors need for a job; parts go to those alone that ask for them. */
  static Parcel of(Job<?, ?> job, JavaSparkContext spark, Freight freight) {
    int attempts = spark.isLocal() ? 1 : spark.getConf().getInt("spark.task.maxFailures", 4);
    Parcel parcel = new Parcel(spark.broadcast(Bytes.of(job.work())), attempts);
    job.parts().forEach((name, part) -> parcel.parts.put(name, spark.broadcast(Bytes.of(part))));
    for (Path file : job.work().files()) {
      String name = freight.sendFile(file);
      if (!name.isEmpty()) {
        parcel.files.put(Locations.address(file), name);
      }
    }
    return parcel;
  }

  String id() {
    return id;
  }

  byte[] work() {
    return work.value();
  }

  boolean hasPart(String name) {
    return parts.containsKey(name);
  }

  byte[] part(String name) {
    Broadcast<byte[]> part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("the job has no part '" + name + "'");
    }
    return part.value();
  }

  /** Under which name Spark has brought a file here; empty if it has not. */
  String file(String address) {
    return files.getOrDefault(address, "");
  }

  /** How often a task is tried. */
  int attempts() {
    return attempts;
  }

  @Override
  public void close() {
    Submitted.uninterrupted(
        () -> {
          work.destroy();
          parts.values().forEach(Broadcast::destroy);
        });
  }
}
