package org.sonoprobe.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.sonoprobe.datasets.CsvDataset;
import org.sonoprobe.downstream.Classifier;
import org.sonoprobe.embeddings.NpyEmbeddings;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.files.Npy;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.Runner;

/** Embeddings that some other program computed, one NPY file per track; no audio is read. */
public final class VectorsFromElsewhere {
  private VectorsFromElsewhere() {}

  /**
   * Runs it in a folder, which gets the vectors and labels that the other program would have
   * written.
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "sonoprobe-vectors");
    System.out.println(Report.of(run(folder)).markdown());
  }

  static Results run(Path folder) throws IOException {
    writeAsAnotherProgramWould(folder);
    return Runner.builder()
        .build()
        .run(
            Experiment.builder("vectors from elsewhere")
                .task("mood_classification")
                .dataset(new CsvDataset(folder.resolve("tracks.csv")), new Splitters.KFold(5, 42))
                .embedding("my network", new NpyEmbeddings(folder.resolve("vectors")))
                .downstream(new Classifier().standardized().withTraining(16, 100, 10))
                .metrics("accuracy", "f1_macro")
                .build());
  }

  private static void writeAsAnotherProgramWould(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("vectors"));
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder csv = new StringBuilder("path,label\n");
    for (int i = 0; i < 200; i++) {
      String mood = List.of("calm", "happy", "sad", "tense").get(i % 4);
      csv.append("track").append(i).append(',').append(mood).append('\n');
      float[] frames = new float[3 * 16];
      for (int d = 0; d < frames.length; d++) {
        frames[d] = (float) (random.nextGaussian() + (d % 4 == i % 4 ? 1.5 : 0));
      }
      Files.write(
          folder.resolve("vectors").resolve("track" + i + ".npy"),
          new Npy(new int[] {3, 16}, frames).toBytes());
    }
    Files.writeString(folder.resolve("tracks.csv"), csv.toString());
  }
}
