package org.sonoprobe.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.RunHandle;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.work.RunListener;

/** A run that is watched, cancelled and taken up again; then what a score was computed from. */
public final class WatchedRun {
  private WatchedRun() {}

  /** Runs it in a folder; {@code sonoprobe-watched} unless given. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "sonoprobe-watched");
    Results results = run(folder);
    ScoreRow row = results.wholeScores().get(0);
    Predictions predictions = results.predictions(row);
    System.out.println(row);
    for (int i = 0; i < predictions.count(); i++) {
      System.out.println(
          "%s is %s, said %s"
              .formatted(
                  predictions.trackIds().get(i),
                  predictions.targets().get(i),
                  predictions.task().labels().get(predictions.predictedClass(i))));
    }
  }

  static Results run(Path folder) throws IOException, InterruptedException {
    Experiment experiment =
        Experiment.builder("watched")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(90, 1))
            .embeddings("mfcc", "chroma")
            .downstream("classifier")
            .build();
    RunListener listener =
        new RunListener() {
          @Override
          public void epoch(Unit unit, int epoch, Map<String, Double> values) {
            System.out.println(unit.name() + ", epoch " + epoch + ": " + values);
          }
        };
    Runner runner =
        Runner.builder()
            .store(folder.resolve("store"))
            .runs(folder.resolve("runs"))
            .runId("watched")
            .listener(listener)
            .build();

    RunHandle handle = runner.start(experiment);
    handle.cancel();
    try {
      return handle.await();
    } catch (CancellationException e) {
      System.out.println("cancelled at " + handle.progress() + "; going on");
      return runner.start(experiment).await();
    }
  }
}
