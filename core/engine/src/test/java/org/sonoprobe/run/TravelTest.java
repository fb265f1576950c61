package org.sonoprobe.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.fakes.Height;
import org.sonoprobe.fakes.Numbers;
import org.sonoprobe.fakes.Shift;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.Stage;
import org.sonoprobe.results.Timing;
import org.sonoprobe.run.evaluate.TrialOutcome;
import org.sonoprobe.run.plan.Extraction;
import org.sonoprobe.run.work.Backend;
import org.sonoprobe.run.work.BackendProvider;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.RunListener;
import org.sonoprobe.run.work.Supervisor;

/** Jobs through bytes, as another process gets them. */
class TravelTest {
  @TempDir private Path folder;

  /** Gives each unit to a worker that was made of bytes, and gets its outcome as bytes. */
  private static final class Elsewhere implements Backend {
    private final Set<Object> broken = new HashSet<>();
    private final List<String> jobs = new ArrayList<>();
    private boolean breaksEachOnce;

    @Override
    public boolean isRemote() {
      return true;
    }

    @Override
    public <U extends Serializable, O extends Serializable> void run(
        Job<U, O> job, Supervisor supervisor, BiConsumer<U, O> done) {
      jobs.add(job.name() + " " + job.units().size());
      Job.Here here =
          new Job.Here() {
            @Override
            public Serializable part(String name) {
              Serializable part = job.parts().get(name);
              return part == null ? null : copied(part);
            }

            @Override
            public Path file(Path named) {
              return named;
            }
          };
      try (Job.Worker<U, O> worker = copied(job.work()).open(here)) {
        for (U unit : job.units()) {
          O outcome = copied(worker.carryOut(copied(unit), supervisor));
          done.accept(unit, breaksEachOnce && broken.add(unit) ? broken(outcome) : outcome);
        }
      }
    }

    @SuppressWarnings("unchecked") // an outcome of the same kind
    private static <O> O broken(O outcome) {
      Fault fault = new Fault(Stage.DECODE, "", new IOException("a moment's"));
      if (outcome instanceof Extraction.Outcome extracted) {
        return (O)
            new Extraction.Outcome(
                extracted.results().stream()
                    .map(result -> Extraction.Result.failed(result.wanted(), fault))
                    .toList(),
                List.of(),
                Timing.ZERO);
      }
      TrialOutcome trial = new TrialOutcome();
      trial.fail(fault);
      return (O) trial;
    }

    @SuppressWarnings("unchecked") // what is read is what was written
    private static <T> T copied(T object) {
      try {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
          out.writeObject(object);
        }
        return (T)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
      } catch (IOException | ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static ExperimentBuilder numbers() {
    return Experiment.builder("numbers")
        .seed(4)
        .bootstrap(100)
        .repeats(2)
        .trainingSizes(10)
        .task("parity_classification")
        .dataset(new Numbers(40), new Splitters.KFold(4, 1))
        .scenario("shifted", new Shift(0.2))
        .embedding("plain", new Height(1), "plain")
        .embedding("both", new Height(2), "plain", "double")
        .aggregations("mean", "max")
        .downstream("threshold")
        .metrics("hits");
  }

  private Runner.Builder runner(String name) {
    return Runner.builder()
        .store(folder.resolve(name + "/store"))
        .runs(folder.resolve(name + "/runs"))
        .runId("x");
  }

  private Map<String, String> files(String name) throws IOException {
    Path run = folder.resolve(name + "/runs/x");
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(run)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String path = run.relativize(file).toString();
        if (!Set.of("run.json", "log.jsonl", ".lock").contains(path)) {
          files.put(path, Files.readString(file));
        }
      }
    }
    return files;
  }

  private List<Path> marks(String name) throws IOException {
    try (Stream<Path> walk = Files.walk(folder.resolve(name))) {
      return walk.filter(file -> file.getFileName().toString().startsWith(".reached-")).toList();
    }
  }

  @Test
  void whatWasCarriedOutElsewhereIsWhatIsCarriedOutHere() throws IOException {
    Experiment experiment = numbers().build();
    Results here = runner("here").build().run(experiment);
    Results there = runner("there").backend(new Elsewhere()).build().run(experiment);

    assertThat(files("there")).isEqualTo(files("here")).hasSizeGreaterThan(100);
    assertThat(there.scores()).isEqualTo(here.scores());
    assertThat(there.ranks()).isEqualTo(here.ranks());
    assertThat(marks("there")).isEmpty();
    Results inMemory =
        Runner.builder()
            .store(folder.resolve("there/store"))
            .backend(new Elsewhere())
            .build()
            .run(experiment);
    assertThat(inMemory.scores()).isEqualTo(here.scores());
    assertThat(inMemory.predictions(inMemory.scores().get(0)).trackIds())
        .isEqualTo(here.predictions(here.scores().get(0)).trackIds());
  }

  @Test
  void whatFailsElsewhereIsTriedOnceMoreBeforeItCounts() throws IOException {
    Experiment experiment = numbers().build();
    runner("here").build().run(experiment);
    Elsewhere elsewhere = new Elsewhere();
    elsewhere.breaksEachOnce = true;
    Results there = runner("there").backend(elsewhere).build().run(experiment);

    assertThat(there.skipped()).isEmpty();
    assertThat(files("there")).isEqualTo(files("here"));
    assertThat(elsewhere.jobs)
        .containsExactly(
            "extract numbers 40",
            "extract numbers again 40",
            "train numbers 64",
            "train numbers again 64");
  }

  @Test
  void whatCannotTravelIsRefusedByName() {
    Experiment experiment = numbers().scenario("louder", new Fakes.Louder(2)).build();

    assertThatThrownBy(() -> Runner.builder().backend(new Elsewhere()).build().run(experiment))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("this cannot be sent to other processes: experiment 'numbers'")
        .hasMessageContaining("embeddings are kept in memory")
        .hasMessageContaining("deformation 'Louder' (org.sonoprobe.run.Fakes$Louder) exists in")
        .hasMessageContaining("META-INF/services/org.sonoprobe.api.Deformation");
  }

  @Test
  void anotherStoreOfTheSameNameIsNoticedAndOldMarksAreRemoved() throws IOException {
    Path store = Files.createDirectories(folder.resolve("there/store"));
    Path old = Files.createFile(store.resolve(".reached-long-ago"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    Path young = Files.createFile(store.resolve(".reached-by-another"));
    Runner runner =
        runner("there")
            .backend(new Elsewhere())
            .listener(
                new RunListener() {
                  @Override
                  public void started(String experiment, Phase phase, int units) {
                    try {
                      Files.move(store, folder.resolve("moved"));
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                })
            .build();

    assertThatThrownBy(() -> runner.run(numbers().build()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("the folder " + store + " on ")
        .hasMessageContaining("is not that of the process that began the run");
    assertThat(folder.resolve("moved").resolve(young.getFileName())).exists();
    assertThat(folder.resolve("moved").resolve(old.getFileName())).doesNotExist();
  }

  @Test
  void aBackendIsFoundByName() {
    assertThat(BackendProvider.named("local").open("", Map.of()).backend().description())
        .isEqualTo("local");
    assertThatThrownBy(() -> BackendProvider.named("spark"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no backend is called 'spark'; there are: local; sonoprobe-spark on the class path"
                + " brings it");
    RunException travelled =
        Elsewhere.copied(new RunException("said", new IllegalStateException(new Object() + "")));
    assertThat(travelled).hasMessage("said").hasNoCause();
  }
}
