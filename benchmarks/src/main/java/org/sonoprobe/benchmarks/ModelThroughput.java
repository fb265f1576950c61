package org.sonoprobe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.Input;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;

/**
 * Seconds of audio per second of one thread for each embedding model of a configuration, on thirty
 * seconds and on two seconds of a seeded noise at the model's own rate, with the memory that the
 * process holds beside its heap after each (Linux), as rows of a Markdown table.
 */
public final class ModelThroughput {
  private static final int REPETITIONS = 7;

  private ModelThroughput() {}

  /** Measures the models of an experiment's file. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("| model | 30 s | 2 s | vectors a second | values each | resident MB |");
    System.out.println("|---|---|---|---|---|---|");
    for (Experiment experiment : ExperimentFile.read(Path.of(arguments[0]))) {
      for (Experiment.EmbeddingChoice choice : experiment.embeddings()) {
        Input input = choice.model().input();
        int rate = input.sampleRate() == 0 ? 44100 : input.sampleRate();
        try (Embedder embedder = choice.model().open()) {
          Embedding embedding = embedder.embed(noise(rate, 30));
          System.out.printf(
              Locale.ROOT,
              "| `%s` | %,.0f | %,.0f | %.1f | %d x %d | %d |%n",
              choice.label(),
              timesRealtime(embedder, noise(rate, 30), 30),
              timesRealtime(embedder, noise(rate, 2), 2),
              embedding.frameCount() / 30.0,
              embedding.layerCount(),
              embedding.dimension(),
              residentMegabytes());
        }
      }
    }
  }

  private static double timesRealtime(Embedder embedder, Audio audio, int seconds)
      throws IOException {
    double[] times = new double[REPETITIONS];
    for (int rep = 0; rep < REPETITIONS; rep++) {
      long start = System.nanoTime();
      embedder.embed(audio);
      times[rep] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(times);
    return seconds / times[REPETITIONS / 2];
  }

  private static Audio noise(int rate, int seconds) {
    Random random = new Random(1);
    float[] samples = new float[seconds * rate];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (random.nextFloat() - 0.5f) * 0.3f;
    }
    return Audio.wrap(rate, samples);
  }

  private static long residentMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return -1;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
      }
    }
    return -1;
  }
}
