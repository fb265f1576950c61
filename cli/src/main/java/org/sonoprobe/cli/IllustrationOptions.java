package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.sonoprobe.report.Illustrations;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunFiles;
import org.sonoprobe.run.Runner;
import picocli.CommandLine.Option;

/** The options for what a page shows beyond numbers. */
final class IllustrationOptions {
  @Option(
      names = "--clips",
      paramLabel = "N",
      description =
          "Keep sounds and spectrograms of up to N errors of each kind with the run, so that its page plays them;"
              + " for each embedding model above chance on clean audio, with the probe of the best one, under each scenario.")
  private int clips;

  @Option(
      names = "--maps",
      description =
          "Keep maps of each embedding model on clean audio with the run: principal components and UMAP.")
  private boolean maps;

  /** Refuses what cannot be before any work is done. */
  void check() {
    if (clips < 0) {
      throw new IllegalArgumentException("--clips must be at least 1, but is " + clips);
    }
  }

  private static long size(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    long sum = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  boolean isEmpty() {
    return clips == 0 && !maps;
  }

  /** Keeps what is wanted in the folder of the run. */
  void keep(Results results, Runner runner) throws IOException {
    if (clips != 0) {
      int kept = Illustrations.of(results).keepClips(clips);
      System.err.printf(
          Locale.ROOT,
          "%d clips kept with the run, %.0f MB%n",
          kept,
          size(results.directory().orElseThrow().resolve(RunFiles.CLIPS)) / 1e6);
    }
    if (maps) {
      int kept = Illustrations.of(results).keepMaps(runner);
      System.err.println(
          kept
              + " maps kept with the run"
              + (kept == 0 ? ": a map needs at least eight tested tracks" : ""));
    }
  }
}
