package org.sonoprobe.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.SparkFiles;
import org.sonoprobe.component.Locations;
import org.sonoprobe.component.internal.Hashes;
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
    public Serializable part(String name) {
      return parts.computeIfAbsent(name, key -> (Serializable) Bytes.read(parcel.part(key)));
    }

    @Override
    public Path file(Path named) {
      String sent = parcel.file(Locations.address(named));
      if (!sent.isEmpty()) {
        return Path.of(SparkFiles.get(sent));
      }
      return Locations.isHere(named) ? named : COPIES.computeIfAbsent(named, Workers::copied);
    }
  }

  /** A copy on this machine's disk of a file or folder elsewhere; itself if there is none. */
  private static Path copied(Path there) {
    try {
      if (!Files.isRegularFile(there)) {
        return there; // folders are those of datasets, which are read where they are
      }
      Path copy =
          Files.createTempDirectory("sonoprobe-files")
              .resolve(
                  Hashes.sha256(there.toString()).substring(0, 8)
                      + "-"
                      + String.valueOf(there.getFileName()));
      copy.toFile().deleteOnExit();
      try (Stream<Path> nothing = Stream.of(there)) {
        nothing.forEach(each -> copy(each, copy));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.write(to, Files.readAllBytes(from));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
