package org.sonoprobe.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sonoprobe.analysis.Comparison;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.downstream.Classifier;
import org.sonoprobe.downstream.LogisticRegression;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.Runner;

/**
 * A study of which of two models one should take, and whether one may say so. Two handcrafted
 * models and a floor under two probes, clean and noisy, each trained five times.
 */
public final class HonestComparison {
  private HonestComparison() {}

  /** Runs it and prints the table and the comparison. */
  public static void main(String[] arguments) throws IOException {
    Results results = run(Files.createTempDirectory("sonoprobe-comparison"));
    System.out.println(Report.of(results).text());
    compare(results).lines().forEach(System.out::println);
  }

  static Results run(Path folder) throws IOException {
    Experiment experiment =
        Experiment.builder("mfcc or melspectrogram")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(240, 1))
            .scenario("noisy", new AddGaussianSnr(5))
            .embeddings("mfcc", "melspectrogram", "random")
            .downstream(new LogisticRegression(), new Classifier().standardized())
            .metrics("accuracy", "f1_macro")
            .repeats(5)
            .build();
    return Runner.builder()
        .store(folder.resolve("store"))
        .runs(folder.resolve("runs"))
        .build()
        .run(experiment);
  }

  static Comparison compare(Results results) throws IOException {
    return Comparison.of(results, "mfcc", "melspectrogram");
  }
}
