package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Target;
import org.sonoprobe.config.ConfigException;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunFiles;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.VectorSet;

/**
 * The material that a page can show beyond numbers, kept in the folder of a finished run: sounds of
 * errors and maps of embeddings. It needs the components and the audio of the run; the report that
 * shows it needs neither.
 */
public final class Illustrations {
  private final Results results;
  private final Path run;

  private Illustrations(Results results) throws IOException {
    this.results = results;
    this.run =
        results
            .directory()
            .orElseThrow(
                () -> new IOException("a run that writes no files can keep no sounds and no maps"));
  }

  /**
   * Illustrations of a run.
   *
   * @throws IOException if it has no folder
   */
  public static Illustrations of(Results results) throws IOException {
    return new Illustrations(results);
  }

  /**
   * Keeps sounds and spectrograms of errors: for each embedding model that can be told from chance
   * on clean audio, with the probe of the best one, and each scenario up to some errors of each
   * kind (a class taken for another, a tag that is missed or seen wrongly, the farthest values), as
   * they are and as they were deformed: up to ten seconds, 16 bits, mono.
   *
   * @param perKind at least 1
   * @return how many clips there are
   * @throws IOException naming the track whose audio is not there any more
   */
  public int keepClips(int perKind) throws IOException {
    if (perKind < 1) {
      throw new IllegalArgumentException(
          "clips of each kind of error must be at least 1, but are " + perKind);
    }
    return Clips.keep(results, experiments(), perKind, run);
  }

  /**
   * Keeps maps of each embedding model on clean audio: principal components and UMAP, of up to
   * 1,000 tracks.
   *
   * @param runner with the store of the run, from which vectors come; what is missing there is
   *     computed again
   * @return how many maps there are
   */
  public int keepMaps(Runner runner) throws IOException {
    Maps maps = new Maps(run);
    IOException[] failed = new IOException[1];
    runner.vectors(
        experiments(),
        Scenario::isClean,
        set -> {
          try {
            Set<String> tested = tested(set);
            maps.add(only(set, tested), tested.size());
          } catch (IOException e) {
            failed[0] = e;
          }
        });
    if (failed[0] != null) {
      throw failed[0];
    }
    return maps.finish();
  }

  private List<Experiment> experiments() throws IOException {
    try {
      return ExperimentFile.parse(
          results.configuration(), run.resolve(RunFiles.CONFIGURATION).toString());
    } catch (ConfigException e) {
      throw new IOException(
          "the run's components must be on the class path, and are not: " + e.getMessage(), e);
    }
  }

  /** The tracks that were tested. */
  private Set<String> tested(VectorSet set) throws IOException {
    Set<String> tested = new HashSet<>();
    for (ScoreRow row : results.wholeScores()) {
      if (row.experiment().equals(set.experiment())
          && row.dataset().equals(set.dataset())
          && row.embedding().equals(set.embedding())
          && row.scenario().equals(set.scenario())
          && row.repeat() == 1
          && row.isWhole()) {
        tested.addAll(results.predictions(row).trackIds());
      }
    }
    return tested;
  }

  private static VectorSet only(VectorSet set, Set<String> tested) {
    int[] kept =
        IntStream.range(0, set.tracks().size())
            .filter(i -> tested.contains(set.tracks().get(i)))
            .toArray();
    float[][] vectors = new float[kept.length][];
    List<String> tracks = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      vectors[i] = set.vectors()[kept[i]];
      tracks.add(set.tracks().get(kept[i]));
      targets.add(set.targets().get(kept[i]));
    }
    return new VectorSet(
        set.experiment(),
        set.dataset(),
        set.embedding(),
        set.aggregation(),
        set.scenario(),
        tracks,
        targets,
        vectors);
  }
}
