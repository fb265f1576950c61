package org.sonoprobe.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.sonoprobe.component.Locations;
import org.sonoprobe.run.work.Job;

/**
 * The workers of one executor: one for each job, with its models in memory once for all tasks; let
 * go when a task of another job begins and none of its own is running.
 */
final class Workers {

  private static final class Entry {
    final Job.Worker<?, ?> worker;
    int tasks;

    Entry(Job.Worker<?, ?> worker) {
      this.worker = worker;
    }
  }

  private static final Map<String, Entry> OPEN = new HashMap<>();
  private static final Map<String, Path> COPIES = new ConcurrentHashMap<>();

  private Workers() {}

  /**
   * A worker that a task uses.
   *
   * @param job its id
   * @param worker of the job
   */
  record Taken(String job, Job.Worker<?, ?> worker) implements AutoCloseable {
    @Override
    public void close() {
      synchronized (OPEN) {
        Entry entry = OPEN.get(job);
        if (entry != null) {
          entry.tasks--;
        }
      }
    }
  }

  static Taken take(Parcel parcel) {
    synchronized (OPEN) {
      Entry entry = OPEN.get(parcel.id());
      if (entry == null) {
        List<Entry> idle = OPEN.values().stream().filter(known -> known.tasks == 0).toList();
        OPEN.values().removeAll(idle);
        idle.forEach(Workers::close);
        entry = new Entry(((Job.Work<?, ?>) Bytes.read(parcel.work())).open(new There(parcel)));
        OPEN.put(parcel.id(), entry);
      }
      entry.tasks++;
      return new Taken(parcel.id(), entry.worker);
    }
  }

  private static void close(Entry entry) {
    try {
      entry.worker.close();
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(Workers.class)
          .warn("a worker of a job that is over was not closed", e);
    }
  }

  /** The environment that a worker finds on an executor. */
  private static final class There implements Job.Here {
    private final Parcel parcel;
    private final Map<String, Serializable> parts = new ConcurrentHashMap<>();

    There(Parcel parcel) {
      this.parcel = parcel;
    }

    @Override
    public @Nullable Serializable part(String name) {
      return parcel.hasPart(name)
          ? parts.computeIfAbsent(name, key -> (Serializable) Bytes.read(parcel.part(key)))
          : null;
    }

    @Override
    public int kept() {
      return 2; // cores of one executor may be at neighbouring models, in turns
    }

    @Override
    public Path file(Path named) {
      String address = Locations.address(named);
      String sent = parcel.file(address);
      if (!sent.isEmpty()) {
        return COPIES.computeIfAbsent(sent, name -> alone(Path.of(SparkFiles.get(name)), named));
      }
      return parcel.isElsewhere(address)
          ? COPIES.computeIfAbsent(address + " " + state(named), key -> copied(named))
          : named;
    }
  }

  private static String state(Path there) {
    try {
      return Files.getLastModifiedTime(there) + " " + Files.size(there);
    } catch (NoSuchFileException e) {
      return "nothing";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A file that Spark has brought, under its own name in a folder of its own: engines look at what
   * lies beside the weights, and beside Spark's files lie jars.
   */
  private static Path alone(Path brought, Path named) {
    if (Files.isDirectory(brought) || !Files.exists(brought)) {
      return brought;
    }
    try {
      Path own =
          Files.createTempDirectory(brought.toAbsolutePath().getParent(), "sonoprobe-file")
              .resolve(String.valueOf(named.getFileName()));
      try {
        Files.createLink(own, brought);
      } catch (IOException | UnsupportedOperationException e) {
        Files.copy(brought, own);
      }
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy on this machine's disk of a file elsewhere; itself if it is none, or a folder. */
  private static Path copied(Path there) {
    try {
      if (!Files.isRegularFile(there)) {
        return there;
      }
      Path own =
          Files.createTempDirectory(Path.of(SparkFiles.getRootDirectory()), "sonoprobe-file")
              .resolve(String.valueOf(there.getFileName()));
      try (InputStream in = Files.newInputStream(there)) {
        Files.copy(in, own);
      }
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
