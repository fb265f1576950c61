package org.sonoprobe.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.deform.Mp3Compression;
import org.sonoprobe.deform.PitchShift;
import org.sonoprobe.downstream.LogisticRegression;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.Robustness;
import org.sonoprobe.run.Runner;

/**
 * A study of what breaks which model, and at which level: three sweeps, with and without a probe.
 */
public final class RobustnessStudy {
  private RobustnessStudy() {}

  /** Prints how much each model keeps over each sweep. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "robustness");
    Results results = run(folder);
    for (Robustness curve : results.curves()) {
      System.out.printf(
          "%s under %s: %.2f kept (%.2f to %.2f), half lost at %.1f%n",
          curve.embedding(),
          curve.sweep(),
          curve.area(),
          curve.areaInterval().low(),
          curve.areaInterval().high(),
          curve.half());
    }
    Report.of(results).writeTo(folder.resolve("report"));
    System.out.println("Open " + folder.resolve("report/index.html").toAbsolutePath());
  }

  /** The study, on synthetic notes. */
  public static Results run(Path folder) throws IOException {
    return Runner.builder()
        .store(folder.resolve("store"))
        .runs(folder.resolve("runs"))
        .build()
        .run(
            Experiment.builder("robustness")
                .task("instrument_classification")
                .dataset(new SyntheticMusic(180, 1))
                .sweep(new AddGaussianSnr(), "snr_db", 40, 20, 0, -20)
                .sweep(new Mp3Compression(), "bitrate", 64, 32, 16, 8)
                .sweep(new PitchShift(), "semitones", 1, 2, 4, 8)
                .embeddings("mfcc", "melspectrogram", "random")
                .downstream(new LogisticRegression())
                .metrics("f1_macro")
                .measures("invariance", "equivariance")
                .build());
  }
}
