package org.sonoprobe.run.work;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Work that is data: what is to be done with many units of one kind, which a {@link Backend}
 * carries out wherever it likes.
 *
 * @param <U> a unit, such as a track to be embedded
 * @param <O> what comes of one
 * @param name what it is, for people
 * @param work what is done with each unit
 * @param parts what several units need and most do not, by name; a process asks for those that its
 *     units need
 * @param units in an order in which units that share something are neighbours
 */
public record Job<U extends Serializable, O extends Serializable>(
    String name, Work<U, O> work, Map<String, ? extends Serializable> parts, List<U> units) {

  public Job {
    parts = Map.copyOf(parts);
    units = List.copyOf(units);
  }

  /**
   * The procedure for each unit, as data that any process makes a worker of: the experiment as
   * YAML, and addresses.
   */
  public interface Work<U extends Serializable, O extends Serializable> extends Serializable {

    /**
     * The files and folders that components name, such as weights and impulse responses, on
     * whatever file system; known where the job was made, and empty elsewhere.
     */
    List<Path> files();

    /**
     * A worker in this process.
     *
     * @throws RunException if something that it needs is not here
     */
    Worker<U, O> open(Here here);
  }

  /** Carries out units; thread-safe. */
  public interface Worker<U, O> extends AutoCloseable {

    /**
     * Carries out one unit; what is the unit's own fault is in the outcome.
     *
     * @throws RunException if something else fails
     */
    O carryOut(U unit, Supervisor supervisor);

    /** Lets go of models and whatever else is held in memory. */
    @Override
    void close();
  }

  /** The environment of a worker in the process in which it is. */
  public interface Here {

    /** A part of the job; null if it has none of that name. */
    @Nullable Serializable part(String name);

    /** Where a file lies here that a component names, which may be a copy. */
    Path file(Path named);

    /**
     * How many datasets under an embedding model to keep in memory that no unit is at; where units
     * come in an order that is not that of the job, more than one.
     */
    default int kept() {
      return 1;
    }

    /** The process in which the job was made. */
    static Here with(Map<String, ? extends Serializable> parts) {
      return new Here() {
        @Override
        public @Nullable Serializable part(String name) {
          return parts.get(name);
        }

        @Override
        public Path file(Path named) {
          return named;
        }
      };
    }
  }
}
