package org.sonoprobe.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkFiles;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.component.Locations;
import org.sonoprobe.run.Job;

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
  private static final Map<Path, Path> COPIES = new ConcurrentHashMap<>();

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
        OPEN.values().removeIf(Workers::letGo);
        entry = new Entry(((Job.Work<?, ?>) Bytes.read(parcel.work())).open(new There(parcel)));
        OPEN.put(parcel.id(), entry);
      }
      entry.tasks++;
      return new Taken(parcel.id(), entry.worker);
    }
  }

  private static boolean letGo(Entry entry) {
    if (entry.tasks > 0) {
      return false;
    }
    entry.worker.close();
    return true;
  }

  /** What a worker finds on an executor. */
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
    public Path file(Path named) {
      String sent = parcel.file(Locations.address(named));
      if (sent.isEmpty() && Locations.isHere(named)) {
        return named;
      }
      return COPIES.computeIfAbsent(
          named,
          path -> sent.isEmpty() ? copied(path) : alone(Path.of(SparkFiles.get(sent)), path));
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

  /** A copy on this machine's disk of a file elsewhere; itself if it is none. */
  private static Path copied(Path there) {
    try {
      if (!Files.isRegularFile(there)) {
        return there; // folders are those of datasets, which are read where they are
      }
      Path own =
          Files.createTempDirectory("sonoprobe-file").resolve(String.valueOf(there.getFileName()));
      Files.write(own, Files.readAllBytes(there));
      own.toFile().deleteOnExit();
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
