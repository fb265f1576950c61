package org.sonoprobe.run.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecondTryTest {

  /** Says of each unit how often it has been tried. */
  private record Counting() implements Job.Work<Integer, Integer> {
    private static final long serialVersionUID = 1;

    @Override
    public List<Path> files() {
      return List.of();
    }

    @Override
    public Job.Worker<Integer, Integer> open(Job.Here here) {
      throw new IllegalStateException("nothing is carried out");
    }
  }

  private static final class Tries implements Backend {
    final Map<Object, Integer> tries = new HashMap<>();
    final List<String> jobs = new ArrayList<>();
    private final boolean remote;

    Tries(boolean remote) {
      this.remote = remote;
    }

    @Override
    public String description() {
      return "tries";
    }

    @Override
    public boolean isRemote() {
      return remote;
    }

    @Override
    @SuppressWarnings("unchecked") // the outcomes of this test are numbers
    public <U extends Serializable, O extends Serializable> void run(
        Job<U, O> job, Supervisor supervisor, BiConsumer<U, O> done) {
      jobs.add(job.name());
      job.units().forEach(unit -> done.accept(unit, (O) tries.merge(unit, 1, Integer::sum)));
    }
  }

  private static Map<Integer, Integer> outcomes(Tries tries, int units) {
    Map<Integer, Integer> outcomes = new HashMap<>();
    new SecondTry(tries, new Supervisor(new RunListener() {}, () -> false))
        .run(
            new Job<>("job", new Counting(), Map.of(), IntStream.range(0, units).boxed().toList()),
            outcome -> outcome == 1,
            (unit, outcome) -> assertThat(outcomes.put(unit, outcome)).isNull());
    return outcomes;
  }

  @Test
  void whatFailsElsewhereIsTriedOnceMoreAndCountsOnce() {
    Tries remote = new Tries(true);
    assertThat(outcomes(remote, 5)).hasSize(5).containsValue(2).doesNotContainValue(1);
    assertThat(remote.jobs).containsExactly("job", "job again");
    // a thousand failures are no moment's
    assertThat(outcomes(new Tries(true), 1200).values().stream().filter(tries -> tries == 1))
        .hasSize(200);
  }

  @Test
  void whatFailsHereCountsAtOnce() {
    Tries here = new Tries(false);
    assertThat(outcomes(here, 5)).hasSize(5).containsValue(1).doesNotContainValue(2);
    assertThat(here.jobs).containsExactly("job");
  }
}
