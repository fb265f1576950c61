package org.sonoprobe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sonoprobe.run.work.Backend;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.RunListener;
import org.sonoprobe.run.work.Supervisor;

/** The contract of backends, wherever they carry out jobs. */
public interface BackendContract {

  /** The backend under test. */
  Backend backend();

  /**
   * Squares numbers, and adds what a part of the job says.
   *
   * @param broken a number that ends the run; -1 for none
   * @param cancels whether it ends by a cancellation that nobody asked for
   * @param milliseconds that a number takes
   */
  record Squares(int broken, boolean cancels, int milliseconds)
      implements Job.Work<Integer, Integer> {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public List<Path> files() {
      return List.of();
    }

    @Override
    public Job.Worker<Integer, Integer> open(Job.Here here) {
      return new Worker(this, here.part("added"), here.part("unknown") == null);
    }

    static Job<Integer, Integer> job(int count, int broken, int milliseconds) {
      return job(count, new Squares(broken, false, milliseconds));
    }

    static Job<Integer, Integer> job(int count, Squares squares) {
      List<Integer> units = IntStream.range(0, count).boxed().toList();
      return new Job<>("squares", squares, Map.of("added", "1000"), units);
    }
  }

  /**
   * Squares one number after the other.
   *
   * @param added text of what is added
   * @param unknown whether an unknown part is told apart from a known one
   */
  record Worker(Squares squares, @Nullable Serializable added, boolean unknown)
      implements Job.Worker<Integer, Integer> {
    @Override
    public Integer carryOut(Integer number, Supervisor supervisor) {
      if (number == squares.broken && squares.cancels) {
        throw new CancellationException("of its own");
      }
      if (number == squares.broken) {
        throw new RunException("number " + number + " is broken", new Unknown());
      }
      try {
        Thread.sleep(squares.milliseconds);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      }
      supervisor.checkCancelled();
      supervisor
          .listener()
          .epoch(
              new RunListener.Unit("squares", RunListener.Phase.TRAIN, "n" + number),
              1,
              Map.of("loss", (double) number));
      return number * number + Integer.parseInt(String.valueOf(added)) * (unknown ? 1 : 0);
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  /** A cause that cannot travel. */
  final class Unknown extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;
    private final transient Thread holder = Thread.currentThread();

    @Override
    public String getMessage() {
      return "unknown in " + holder;
    }
  }

  /** Nobody listens, nobody cancels. */
  private static Supervisor nobody() {
    return new Supervisor(new RunListener() {}, () -> false);
  }

  @Test
  default void eachUnitIsCarriedOutAndToldOnceOnTheCallingThread() {
    Map<Integer, Integer> outcomes = new TreeMap<>();
    List<Thread> threads = new ArrayList<>();
    List<String> epochs = Collections.synchronizedList(new ArrayList<>());
    RunListener listener =
        new RunListener() {
          @Override
          public void epoch(Unit unit, int epoch, Map<String, Double> values) {
            epochs.add(unit.name() + " " + epoch + " " + values);
          }
        };
    backend()
        .run(
            Squares.job(300, -1, 0),
            new Supervisor(listener, () -> false),
            (unit, outcome) -> {
              assertThat(outcomes.put(unit, outcome)).as("told before").isNull();
              threads.add(Thread.currentThread());
            });

    assertThat(outcomes).hasSize(300);
    assertThat(outcomes)
        .allSatisfy((unit, outcome) -> assertThat(outcome).isEqualTo(unit * unit + 1000));
    assertThat(threads).containsOnly(Thread.currentThread());
    assertThat(epochs).hasSize(300).doesNotHaveDuplicates().contains("n7 1 {loss=7.0}");
  }

  @Test
  default void nothingIsDoneOfNothing() {
    backend()
        .run(
            Squares.job(0, -1, 0),
            nobody(),
            (unit, outcome) -> {
              throw new AssertionError("there are no units");
            });
  }

  @Test
  default void whatBreaksAWorkerEndsTheJobInItsOwnWords() {
    assertThatThrownBy(() -> backend().run(Squares.job(40, 11, 0), nobody(), (unit, outcome) -> {}))
        .isInstanceOf(RunException.class)
        .hasMessage("number 11 is broken");
  }

  @Test
  default void aWorkerThatCancelsItselfEndsTheJob() {
    assertThatThrownBy(
            () ->
                backend()
                    .run(
                        Squares.job(40, new Squares(11, true, 0)), nobody(), (unit, outcome) -> {}))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("of its own");
  }

  @Test
  default void whatTheCallerThrowsEndsTheJob() {
    AtomicInteger heard = new AtomicInteger();

    assertThatThrownBy(
            () ->
                backend()
                    .run(
                        Squares.job(400, -1, 5),
                        nobody(),
                        (unit, outcome) -> {
                          if (heard.incrementAndGet() == 3) {
                            throw new IllegalArgumentException("enough");
                          }
                        }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("enough");
    assertThat(heard).hasValue(3);
  }

  @Test
  default void cancellingEndsTheJob() {
    AtomicInteger heard = new AtomicInteger();

    assertThatThrownBy(
            () ->
                backend()
                    .run(
                        Squares.job(2000, -1, 10),
                        new Supervisor(new RunListener() {}, () -> heard.get() >= 3),
                        (unit, outcome) -> heard.incrementAndGet()))
        .isInstanceOf(CancellationException.class);
    assertThat(heard.get()).isLessThan(2000);
  }

  @Test
  default void itSaysWhatItIs() {
    assertThat(backend().description()).isNotBlank();
  }
}
