package org.sonoprobe.run.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BackendTest {
  private static CountDownLatch underWay = new CountDownLatch(1);

  /** A unit that goes on until it is told that nobody wants it any more. */
  private record Endless() implements Job.Work<String, String> {
    @Override
    public List<Path> files() {
      return List.of();
    }

    @Override
    public Job.Worker<String, String> open(Job.Here here) {
      return new Job.Worker<>() {
        @Override
        public String carryOut(String unit, Supervisor supervisor) {
          underWay.countDown();
          while (!supervisor.cancelled().getAsBoolean()) {
            Thread.onSpinWait();
          }
          return unit;
        }

        @Override
        public void close() {}
      };
    }
  }

  @Test
  @Timeout(60)
  void aUnitThatIsUnderWayHearsThatTheRunWasInterrupted() throws InterruptedException {
    underWay = new CountDownLatch(1);
    AtomicReference<RuntimeException> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                Backend.local(1)
                    .run(
                        new Job<>("endless", new Endless(), Map.of(), List.of("one")),
                        new Supervisor(new RunListener() {}, () -> false),
                        (unit, outcome) -> {});
              } catch (CancellationException e) {
                thrown.set(e);
              }
            });
    caller.start();
    underWay.await();

    caller.interrupt();
    caller.join();

    assertThat(thrown.get()).hasMessage("the run was interrupted");
  }
}
