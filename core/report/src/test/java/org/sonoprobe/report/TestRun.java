package org.sonoprobe.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.deform.Gain;
import org.sonoprobe.downstream.Classifier;
import org.sonoprobe.downstream.LogisticRegression;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.run.Runner;

/** A real run that several tests report on, made once. */
final class TestRun {
  private static TestRun made;

  final Path folder;
  final Results results;
  final int clips;
  final int maps;

  private TestRun() throws IOException {
    folder = Files.createTempDirectory("report-test");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
    Runner runner = runner("r");
    Results first = runner.run(experiment());
    clips = Illustrations.of(first).keepClips(2);
    maps = Illustrations.of(first).keepMaps(runner);
    // the folder of the run is all that a report needs
    results = Results.read(RunDirectory.existing(folder.resolve("runs"), "r"));
  }

  static synchronized TestRun made() throws IOException {
    if (made == null) {
      made = new TestRun();
    }
    return made;
  }

  Runner runner(String id) {
    return Runner.builder()
        .store(folder.resolve("store"))
        .runs(folder.resolve("runs"))
        .runId(id)
        .build();
  }

  static Experiment experiment() {
    return experiment(1);
  }

  /** Notes under noise, and softer. */
  static Experiment experiment(long seed) {
    return Experiment.builder("notes")
        .seed(seed)
        .task("instrument_classification")
        .dataset(new SyntheticMusic(120, 1))
        .scenario("noisy", new AddGaussianSnr(0))
        .scenario("soft", new Gain(-12))
        .embeddings("mfcc", "chroma", "random")
        .downstream("linear", new LogisticRegression())
        .downstream("deep", new Classifier(List.of(16)).withTraining(20, 5, 20))
        .metrics("accuracy", "f1_macro")
        .build();
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
