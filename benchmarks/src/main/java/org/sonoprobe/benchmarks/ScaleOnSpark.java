package org.sonoprobe.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.sonoprobe.api.Audio;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.datasets.CsvDataset;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.work.Backend;
import org.sonoprobe.run.work.BackendProvider;

/**
 * A benchmark of a run as tracks grow in number, on threads here or on Spark: {@code notes|ticks
 * TRACKS local|MASTER FOLDER [heap]}. Notes are WAV files of a second under two embedding models,
 * ticks cost nothing but what surrounds them; with {@code heap}, what is live on the heap of this
 * process is looked at twice a second.
 */
public final class ScaleOnSpark {
  private ScaleOnSpark() {}

  /** Measures one run with a fresh store. */
  public static void main(String[] arguments) throws IOException {
    int tracks = Integer.parseInt(arguments[1]);
    Path folder = Path.of(arguments[3]).toAbsolutePath();
    Experiment experiment =
        arguments[0].equals("notes")
            ? notes(tracks, folder.resolve("notes-" + tracks))
            : ticks(tracks);
    AtomicLong most = new AtomicLong();
    if (arguments.length > 4) {
      watch(most);
    }
    try (BackendProvider.Opened where =
        arguments[2].equals("local")
            ? new BackendProvider.Opened(Backend.local(2), () -> {})
            : BackendProvider.named("spark")
                .open(arguments[2], Map.of("spark.ui.enabled", "false"))) {
      Runner runner =
          Runner.builder()
              .store(folder.resolve("store-" + System.nanoTime()))
              .backend(where.backend())
              .build();
      runner.extract(
          List.of(
              arguments[0].equals("notes") ? notes(100, folder.resolve("notes-100")) : ticks(100)),
          s -> true);
      long start = System.nanoTime();
      Results extracted = runner.extract(List.of(experiment), scenario -> true);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%s on %s: %d embeddings in %.1f s, %.2f ms a track%s%n",
          arguments[0],
          arguments[2],
          extracted.extracted(),
          seconds,
          1000 * seconds / tracks,
          most.get() == 0 ? "" : "; live on this heap at most " + (most.get() >> 20) + " MB");
      start = System.nanoTime();
      Results results = runner.run(experiment);
      System.out.printf(
          Locale.ROOT,
          "  trained and tested in %.1f s, %s = %.4f%s%n",
          (System.nanoTime() - start) / 1e9,
          results.scores().get(0).metric(),
          results.scores().get(0).value(),
          most.get() == 0 ? "" : "; live on this heap at most " + (most.get() >> 20) + " MB");
    }
  }

  private static void watch(AtomicLong most) {
    Thread watching =
        new Thread(
            () -> {
              while (true) {
                try {
                  Thread.sleep(500);
                } catch (InterruptedException e) {
                  return;
                }
                System.gc();
                most.accumulateAndGet(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max);
              }
            });
    watching.setDaemon(true);
    watching.start();
  }

  private static Experiment ticks(int tracks) {
    return Experiment.builder("ticks")
        .bootstrap(0)
        .task("tick_classification")
        .dataset(new Ticks(tracks))
        .embeddings("tick")
        .downstream("nearest_centroid")
        .metrics("accuracy")
        .build();
  }

  private static Experiment notes(int tracks, Path folder) throws IOException {
    Path table = folder.resolve("notes.csv");
    if (!Files.exists(table)) {
      Files.createDirectories(folder);
      StringBuilder csv = new StringBuilder("path,label\n");
      for (int i = 0; i < tracks; i++) {
        float[] samples = new float[22050];
        for (int s = 0; s < samples.length; s++) {
          samples[s] = (float) Math.sin(s * (0.02 + 0.2 * (i % 2) + 0.00001 * i)) / 3;
        }
        WavWriter.write(folder.resolve("n" + i + ".wav"), Audio.wrap(22050, samples));
        csv.append("n").append(i).append(".wav,").append(i % 2 == 0 ? "low" : "high").append('\n');
      }
      Files.writeString(table, csv);
    }
    return Experiment.builder("notes")
        .bootstrap(0)
        .task("pitch_register_classification")
        .dataset(new CsvDataset(table))
        .embeddings("mfcc", "melspectrogram")
        .downstream("nearest_centroid")
        .metrics("accuracy")
        .build();
  }
}
