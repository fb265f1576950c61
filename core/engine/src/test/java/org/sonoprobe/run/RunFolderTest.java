package org.sonoprobe.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.run.evaluate.Extent;
import org.sonoprobe.run.extract.RunPlaces;
import org.sonoprobe.run.work.Backend;
import org.sonoprobe.run.work.Policy;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.RunListener;
import org.sonoprobe.store.EmbeddingStore;

/** Two runs and one folder. */
class RunFolderTest {

  @TempDir Path folder;

  private static Experiment experiment(long seed) {
    return Experiment.builder("one")
        .seed(seed)
        .task("parity_classification")
        .dataset(new Fakes.Tracks(false))
        .embedding(new Fakes.Model("a", 8000, ""))
        .downstream(new Fakes.Guess())
        .metric(new Fakes.Count())
        .build();
  }

  private Runner.Builder runner() {
    return Runner.builder().threads(1).runs(folder.resolve("runs")).runId("x");
  }

  @Test
  void aRunOfThatIdWithAnotherConfigurationIsRefused() throws IOException {
    Results first = runner().build().run(experiment(1));

    assertThatThrownBy(() -> runner().build().run(experiment(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "run 'x' exists in "
                + folder.resolve("runs")
                + " with another configuration; give another run id (--run_id), or replace it"
                + " (--overwrite)");
    assertThat(first.predictions(first.scores().get(0)).count()).isEqualTo(2);
    assertThat(Results.read(RunDirectory.existing(folder.resolve("runs"), "x")).scores())
        .isEqualTo(first.scores());
  }

  @Test
  void replacingARunRemovesItsTrialsAndOldResultsSaySo() throws IOException {
    Results first = runner().build().run(experiment(1));
    Path stale = folder.resolve("runs/x/trials/stale.txt");
    Files.writeString(stale, "of the first");
    Path own = folder.resolve("runs/x/notes-of-mine.txt");
    Files.writeString(own, "mine");

    Results second = runner().overwrite(true).build().run(experiment(2));

    assertThat(stale).doesNotExist();
    assertThat(own).hasContent("mine");
    assertThat(second.predictions(second.scores().get(0)).count()).isEqualTo(2);
    assertThatThrownBy(() -> first.predictions(first.scores().get(0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has been replaced by one with another configuration");
  }

  @Test
  void evaluatingReplacesNothing() throws IOException {
    runner().build().run(experiment(1));

    assertThatThrownBy(() -> runner().overwrite(true).build().evaluate(List.of(experiment(2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("with another configuration");
    assertThat(Results.read(RunDirectory.existing(folder.resolve("runs"), "x")).scores())
        .hasSize(1);
  }

  private void writtenWithFormat(int format) throws IOException {
    for (String name : List.of("run.json", "results.json")) {
      Path file = folder.resolve("runs/x/" + name);
      Files.writeString(
          file, Files.readString(file).replaceFirst("\"format\" : \\d+", "\"format\" : " + format));
    }
  }

  @Test
  void aRunOfALaterVersionIsLeftAlone() throws IOException {
    runner().build().run(experiment(1));
    int now = RunDirectory.FORMAT;
    writtenWithFormat(now + 1);

    assertThatThrownBy(() -> runner().build().run(experiment(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "has format " + (now + 1) + ", and this version knows them up to " + now);
    assertThatThrownBy(() -> Results.read(RunDirectory.existing(folder.resolve("runs"), "x")))
        .hasMessageContaining("results.json has format " + (now + 1));
  }

  @Test
  void aRunOfAnEarlierVersionIsTakenUpAndNotReadBefore() throws IOException {
    Results results = runner().build().run(experiment(1));
    writtenWithFormat(RunDirectory.FORMAT - 1);

    assertThatThrownBy(() -> Results.read(RunDirectory.existing(folder.resolve("runs"), "x")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of an earlier version; run again with the same run id");
    assertThat(runner().build().run(experiment(1)).scores()).isEqualTo(results.scores());
    assertThat(Results.read(RunDirectory.existing(folder.resolve("runs"), "x")).scores())
        .isEqualTo(results.scores());
  }

  @Test
  void filesOfARunWhoseConfigurationIsGoneAreNotTakenUp() throws IOException {
    runner().build().run(experiment(1));
    Files.delete(folder.resolve("runs/x/experiment.yml"));

    assertThatThrownBy(() -> runner().build().train(List.of(experiment(2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("with another configuration");
  }

  @Test
  void aRunSaysThatItFinishedOnlyWhenItDid() throws IOException {
    Experiment broken =
        Experiment.builder("one")
            .task("parity_classification")
            .dataset(new Fakes.Tracks(true))
            .embedding(new Fakes.Model("a", 8000, ""))
            .downstream(new Fakes.Guess())
            .metric(new Fakes.Count())
            .build();

    assertThatThrownBy(() -> runner().build().run(broken)).isInstanceOf(RunException.class);
    assertThat(Files.readString(folder.resolve("runs/x/run.json"))).doesNotContain("finished");
    runner().policy(Policy.LENIENT).build().run(broken);
    assertThat(Files.readString(folder.resolve("runs/x/run.json"))).contains("\"finished\"");
  }

  @Test
  void overwritingWithTheSameConfigurationGoesOnFromWhatThereIs() throws IOException {
    runner().build().run(experiment(1));
    Fakes.EVENTS.clear();

    runner().overwrite(true).build().run(experiment(1));

    assertThat(Fakes.EVENTS).doesNotContain("train");
  }

  @Test
  void aFolderInWhichARunIsAtWorkIsLeftAlone() throws IOException, InterruptedException {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    RunHandle first =
        runner()
            .listener(
                new RunListener() {
                  @Override
                  public void started(String experiment, Phase phase, int units) {
                    atWork.countDown();
                    try {
                      goOn.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }
                })
            .build()
            .start(experiment(1));
    atWork.await();

    assertThatThrownBy(() -> runner().build().run(experiment(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is being worked on, in this process or another; wait for it, or");
    goOn.countDown();
    assertThat(first.await().wholeScores()).hasSize(1);
    assertThat(runner().build().run(experiment(1)).wholeScores()).hasSize(1);
  }

  @Test
  void filesOfATrialThatAreNoObjectAreMadeAgain() throws IOException {
    Results first = runner().build().run(experiment(1));
    for (String name : List.of("trial.json", "clean.scores.json")) {
      for (String text : List.of("null", "[]", "{", "{\"key\": null}")) {
        try (Stream<Path> files = Files.walk(folder.resolve("runs/x/trials"))) {
          Files.writeString(
              files.filter(file -> file.endsWith(name)).findFirst().orElseThrow(), text);
        }
        assertThat(runner().build().run(experiment(1)).scores()).isEqualTo(first.scores());
      }
    }
  }

  @Test
  void aFolderWhereAStoredEmbeddingShouldBeEndsTheRunWithItsName() throws IOException {
    runner().store(folder.resolve("store")).build().run(experiment(1));
    Path entry;
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      entry = files.filter(file -> file.toString().endsWith(".npy")).findFirst().orElseThrow();
    }
    Files.delete(entry);
    Files.createDirectory(entry);

    assertThatThrownBy(
            () ->
                runner()
                    .policy(Policy.LENIENT)
                    .store(folder.resolve("store"))
                    .build()
                    .run(experiment(1)))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("the store failed at track 't")
        .hasMessageContaining(entry + " cannot be read");
  }

  @Test
  void whatAKillLeftHalfWrittenGoes() throws IOException {
    runner().store(folder.resolve("store")).build().run(experiment(1));
    Path ofRun = folder.resolve("runs/x/trials/.part-1.tmp");
    Path old = folder.resolve("store/parts/.part-2.tmp");
    Path young = folder.resolve("store/parts/.part-3.tmp");
    for (Path part : List.of(ofRun, old, young)) {
      Files.writeString(part, "half");
    }
    Files.setLastModifiedTime(
        old, java.nio.file.attribute.FileTime.from(Instant.now().minusSeconds(7200)));

    runner().build().run(experiment(1));
    EmbeddingStore.at(folder.resolve("store"));

    assertThat(ofRun).doesNotExist();
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void theNewestRunIsTheOneThatSaysSo() throws IOException {
    runner().runId("early").build().run(experiment(1));
    runner().runId("late").build().run(experiment(1));
    Files.setLastModifiedTime(
        folder.resolve("runs/early/experiment.yml"),
        java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(60)));
    runner().runId("early").build().run(experiment(1));

    assertThat(RunDirectory.ids(folder.resolve("runs"))).containsExactly("early", "late");
  }

  @Test
  void theNewestRunWithScoresIsNotOneThatFailed() throws IOException {
    runner().runId("good").build().run(experiment(1));
    Path failed = Files.createDirectories(folder.resolve("runs/failed"));
    Files.writeString(failed.resolve("experiment.yml"), "experiments: []");

    assertThat(RunDirectory.existing(folder.resolve("runs"), "", "results.json").folder())
        .hasFileName("good");
  }

  @Test
  void theExperimentsSeedGovernsTheSplitsThatAreKept() throws IOException {
    runner().runId("s1").build().run(experiment(1));
    runner().runId("s2").build().run(experiment(2));
    String first = Files.readString(folder.resolve("runs/s1/splits.json"));

    assertThat(first).contains("\"train\"").contains("\"t0\"");
    assertThat(Files.readString(folder.resolve("runs/s2/splits.json"))).isNotEqualTo(first);
  }

  @Test
  void cancellingBeforeTheFirstTrackIsNotLost() {
    Session session =
        new Session(
            new Settings(
                new RunPlaces(null, null, "", false, Assets.standard(), 64),
                1,
                Backend.local(1),
                Policy.STRICT,
                false,
                new RunListener() {}),
            List.of(experiment(1)),
            Extent.ALL,
            scenario -> true);
    session.cancel();
    Fakes.EVENTS.clear();

    assertThatThrownBy(session::run).isInstanceOf(CancellationException.class);
    assertThat(Fakes.EVENTS).isEmpty();
  }

  @Test
  void evaluatingWithoutAModelSaysSoAndTrainsNone() throws IOException {
    Runner runner = runner().build();
    runner.train(List.of(experiment(1)));
    Results results = runner.evaluate(List.of(experiment(1)));
    Predictions predictions = results.predictions(results.scores().get(0));
    try (Stream<Path> files = Files.walk(folder.resolve("runs/x/trials"))) {
      Files.delete(files.filter(file -> file.endsWith("model.npz")).findFirst().orElseThrow());
    }

    assertThat(predictions.count()).isEqualTo(2);
    assertThatThrownBy(() -> runner.evaluate(List.of(experiment(1))))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("the run has no trained model for trial tracks / split0 / a / M1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"twice", "clean,twice"})
  void trainingHearsTheScenariosThatAProbeIsTrainedOn(String scenarios) throws IOException {
    Experiment experiment =
        Experiment.builder("one")
            .task("parity_classification")
            .dataset(new Fakes.Tracks(false))
            .scenario("twice", new Fakes.Louder(2))
            .embedding(new Fakes.Model("a", 8000, ""))
            .downstream(
                new Experiment.DownstreamChoice(
                    "M1", new Fakes.Guess(), List.of(scenarios.split(","))))
            .metric(new Fakes.Count())
            .build();
    Runner runner = runner().build();
    runner.train(List.of(experiment));

    Results results = runner.evaluate(List.of(experiment));

    assertThat(results.scores())
        .isEqualTo(runner().runId("whole").build().run(experiment).scores());
    assertThat(folder.resolve("runs/x/trials/one/tracks/split0/a/mean/M1/trial.json"))
        .content()
        .isEqualTo(
            Files.readString(
                folder.resolve("runs/whole/trials/one/tracks/split0/a/mean/M1/trial.json")));
  }

  private static String groupOf = "";

  /** Tracks whose groups change from one load to the next, as a column of a file may. */
  record Regrouped() implements Dataset {
    @Override
    public String name() {
      return "regrouped";
    }

    @Override
    public Corpus load(Task task) throws IOException {
      Corpus corpus = new Fakes.Tracks(false).load(task);
      return new Corpus(
          corpus.task(),
          corpus.tracks().stream()
              .map(
                  track ->
                      new Track(
                          track.id(),
                          track.audio(),
                          track.target(),
                          groupOf.isEmpty() ? Optional.empty() : Optional.of(groupOf),
                          Optional.empty()))
              .toList(),
          List.of(new Split("s", ids(0, 12), ids(12, 16), ids(16, 20))),
          corpus.notes());
    }
  }

  private static List<String> ids(int from, int until) {
    return IntStream.range(from, until).mapToObj(i -> "t" + i).toList();
  }

  @Test
  void predictionsOfTracksThatWereInOtherGroupsAreNotTaken() throws IOException {
    Experiment experiment =
        Experiment.builder("one")
            .task("parity_classification")
            .dataset(new Regrouped())
            .embedding(new Fakes.Model("a", 8000, ""))
            .downstream(new Fakes.Guess())
            .metric(new Fakes.Count())
            .build();
    groupOf = "";
    Results alone = runner().build().run(experiment);
    Predictions before = alone.predictions(alone.scores().get(0));
    groupOf = "all";
    Results together = runner().build().run(experiment);

    assertThat(before.units()).isEqualTo(before.trackIds());
    assertThat(together.predictions(together.scores().get(0)).units()).containsOnly("all");
  }
}
