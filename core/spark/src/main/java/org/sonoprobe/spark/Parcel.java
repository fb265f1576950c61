package org.sonoprobe.spark;

import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sonoprobe.component.Locations;
import org.sonoprobe.run.work.Job;

/** A job as executors get it, without its units. */
final class Parcel implements Serializable, AutoCloseable {
  @Serial private static final long serialVersionUID = 1;

  private final String id = UUID.randomUUID().toString();
  private final Broadcast<byte[]> work;
  private final Map<String, Broadcast<byte[]>> parts = new HashMap<>();
  private final Map<String, String> files = new HashMap<>();
  private final Set<String> elsewhere = new HashSet<>();

  private Parcel(Broadcast<byte[]> work) {
    this.work = work;
  }

  /** Sends what executors need for a job; parts go to those alone that ask for them. */
  static Parcel of(Job<?, ?> job, JavaSparkContext spark, Freight freight) {
    Parcel parcel = new Parcel(spark.broadcast(Bytes.of(job.work())));
    try {
      job.parts().forEach((name, part) -> parcel.parts.put(name, spark.broadcast(Bytes.of(part))));
      for (Path file : job.work().files()) {
        if (!Locations.isHere(file)) {
          parcel.elsewhere.add(Locations.address(file));
          continue;
        }
        String name = freight.sendFile(spark, file);
        if (!name.isEmpty()) {
          parcel.files.put(Locations.address(file), name);
        }
      }
      return parcel;
    } catch (RuntimeException e) {
      parcel.close();
      throw e;
    }
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

  /** Whether a file that a component names is on no disk, and is to be copied here. */
  boolean isElsewhere(String address) {
    return elsewhere.contains(address);
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
