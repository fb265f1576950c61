package org.sonoprobe.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.sonoprobe.store.EmbeddingStore;
import org.sonoprobe.store.internal.PlainFiles;

/** Writes the audio that embedding models hear under each scenario, without loss, for listening. */
public final class DeformedAudio {
  private DeformedAudio() {}

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
    ExecutorService pool = Executors.newFixedThreadPool(threads, Threads.named("sonoprobe-deform"));
    try (Extractor extractor =
        new Extractor(
            experiment,
            EmbeddingStore.inMemory(),
            Assets.standard(),
            Keeping.megabytes(Keeping.USUAL_MEGABYTES, experiment.aggregations()))) {
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

  private static List<Extraction> tested(Experiment experiment) throws IOException {
    Plan plan = Plan.of(experiment);
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      if (dataset.corpus().isEmpty()) {
        throw new IOException("dataset '" + dataset.choice().label() + "': " + dataset.problem());
      }
    }
    return plan.extractions().stream()
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
    try {
      Audio audio = extractor.deformed(extraction.audio().read(), extraction.trackId(), scenario);
      Files.createDirectories(file.getParent());
      WavWriter.write(file, audio);
      return file;
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          "track '"
              + extraction.trackId()
              + "' ("
              + extraction.audio().location()
              + "): "
              + e.getMessage(),
          e);
    }
  }
}
