package org.sonoprobe.run.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.files.PlainFiles;
import org.sonoprobe.run.plan.Extraction;
import org.sonoprobe.run.plan.Plan;
import org.sonoprobe.run.work.Threads;
import org.sonoprobe.store.EmbeddingStore;

/**
 * The audio that embedding models hear under each scenario of an experiment, for listening: track
 * by track, or as files without loss. Not thread-safe.
 */
public final class DeformedAudio implements AutoCloseable {
  private final Extractor extractor;
  private final Map<List<String>, Extraction> tracks = new HashMap<>();

  private DeformedAudio(Experiment experiment) throws IOException {
    for (Extraction extraction : planned(experiment)) {
      tracks.put(List.of(extraction.dataset(), extraction.trackId()), extraction);
    }
    extractor = extractor(experiment);
  }

  /**
   * The audio of an experiment.
   *
   * @throws IOException if a dataset cannot be loaded
   */
  public static DeformedAudio open(Experiment experiment) throws IOException {
    return new DeformedAudio(experiment);
  }

  /**
   * A track under a scenario, with the rate and channels of its file.
   *
   * @param scenario its name, {@code clean} for the audio as it is
   * @throws IOException naming the track, if there is none of that name or it cannot be read or
   *     deformed
   */
  public Audio of(String dataset, String trackId, String scenario) throws IOException {
    Extraction extraction = tracks.get(List.of(dataset, trackId));
    if (extraction == null) {
      throw new IOException("dataset '" + dataset + "' has no track '" + trackId + "' in a split");
    }
    return heard(extractor, extraction, scenario);
  }

  @Override
  public void close() throws IOException {
    extractor.close();
  }

  private static Extractor extractor(Experiment experiment) throws IOException {
    return new Extractor(
        experiment,
        EmbeddingStore.inMemory(),
        Assets.standard(),
        Keeping.megabytes(Keeping.USUAL_MEGABYTES, experiment.aggregations()));
  }

  /**
   * Writes {@code <folder>/<experiment>/<dataset>/<scenario>/<track>.wav} with 32-bit floats for
   * every track of a test part.
   *
   * @param threads that write at once; the files do not depend on it
   * @param wanted says for each scenario, without the clean one, whether it is wanted
   * @param written hears of each file, in order
   * @throws IOException naming the first track that fails
   */
  public static void write(
      Experiment experiment,
      Path folder,
      int threads,
      Predicate<Scenario> wanted,
      Consumer<Path> written)
      throws IOException {
    try (Extractor extractor = extractor(experiment)) {
      write(experiment, extractor, folder, threads, wanted, written);
    }
  }

  private static void write(
      Experiment experiment,
      Extractor extractor,
      Path folder,
      int threads,
      Predicate<Scenario> wanted,
      Consumer<Path> written)
      throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads, Threads.named("sonoprobe-deform"));
    try {
      List<Future<Path>> files = new ArrayList<>();
      for (Extraction extraction : tested(experiment)) {
        for (Scenario scenario : experiment.scenarios()) {
          if (wanted.test(scenario)) {
            files.add(
                pool.submit(
                    () -> write(experiment, folder, extractor, extraction, scenario.name())));
          }
        }
      }
      for (Future<Path> file : files) {
        written.accept(file.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("writing deformed audio was interrupted");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? e.toString() : e.getCause().getMessage(), e);
    } finally {
      Threads.finish(pool);
    }
  }

  private static List<Extraction> planned(Experiment experiment) throws IOException {
    Plan plan = Plan.of(experiment);
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      if (dataset.corpus().isEmpty()) {
        throw new IOException("dataset '" + dataset.choice().label() + "': " + dataset.problem());
      }
    }
    return plan.extractions();
  }

  private static List<Extraction> tested(Experiment experiment) throws IOException {
    return planned(experiment).stream()
        .filter(
            extraction ->
                extraction.wanted().stream()
                    .anyMatch(item -> !item.scenario().equals(Scenario.CLEAN.name())))
        .toList();
  }

  private static Path write(
      Experiment experiment,
      Path folder,
      Extractor extractor,
      Extraction extraction,
      String scenario)
      throws IOException {
    Path file =
        folder
            .resolve(PlainFiles.fileName(experiment.name()))
            .resolve(PlainFiles.fileName(extraction.dataset()))
            .resolve(PlainFiles.fileName(scenario))
            .resolve(PlainFiles.fileName(extraction.trackId()) + ".wav");
    Audio audio = heard(extractor, extraction, scenario);
    Files.createDirectories(file.getParent());
    WavWriter.write(file, audio);
    return file;
  }

  private static Audio heard(Extractor extractor, Extraction extraction, String scenario)
      throws IOException {
    try {
      Audio audio = extraction.audio().read();
      return scenario.equals(Scenario.CLEAN.name())
          ? audio
          : extractor.deformed(audio, extraction.trackId(), scenario);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          "track '%s' (%s): %s"
              .formatted(extraction.trackId(), extraction.audio().location(), e.getMessage()),
          e);
    }
  }
}
