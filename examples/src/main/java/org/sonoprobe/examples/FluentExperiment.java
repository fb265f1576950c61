package org.sonoprobe.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sonoprobe.api.Aggregations;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.deform.Gain;
import org.sonoprobe.downstream.Classifier;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.ConsoleProgress;
import org.sonoprobe.run.Runner;

/** An experiment in Java: what is to be found out, then how it is carried out. */
public final class FluentExperiment {
  private FluentExperiment() {}

  /** Runs it in a folder; {@code sonoprobe-fluent} unless given. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "sonoprobe-fluent");
    System.out.println(Report.of(run(folder)).markdown());
  }

  static Results run(Path folder) throws IOException {
    Experiment experiment =
        Experiment.builder("instruments under noise")
            .seed(7)
            .task("instrument_classification")
            .dataset(new SyntheticMusic(240, 1))
            .scenario("noisy", new AddGaussianSnr(15))
            .scenario("soft and noisy", new Gain(-12), new AddGaussianSnr(15))
            .embeddings("mfcc", "chroma")
            .aggregation(Aggregations.MEAN)
            .downstream(new Classifier(), new Classifier(List.of(256, 128)))
            .metrics("f1_micro", "f1_macro")
            .build();

    Results results =
        Runner.builder()
            .store(folder.resolve("store"))
            .runs(folder.resolve("runs"))
            .listener(new ConsoleProgress(System.err))
            .build()
            .run(experiment);

    Report.of(results).writeTo(folder.resolve("report"));
    return results;
  }
}
