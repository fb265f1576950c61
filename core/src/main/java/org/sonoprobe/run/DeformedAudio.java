package org.sonoprobe.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.store.EmbeddingStore;
import org.sonoprobe.store.RunDirectory;

/** Writes the audio that embedding models hear under each scenario, without loss, for listening. */
public final class DeformedAudio {
  private DeformedAudio() {}

  /**
   * Writes {@code <folder>/<dataset>/<scenario>/<track>.wav} with 32-bit floats for every track of
   * a test part.
   *
   * @param wanted positions of the scenarios wanted, counted from 0 without the clean one; all if
   *     empty
   * @param written hears of each file
   */
  public static void write(
      Experiment experiment, Path folder, List<Integer> wanted, Consumer<Path> written)
      throws IOException {
    try (Extractor extractor = new Extractor(experiment, EmbeddingStore.inMemory())) {
      List<Scenario> scenarios = experiment.allScenarios();
      Plan plan = Plan.of(experiment);
      for (Plan.PlannedDataset dataset : plan.datasets()) {
        if (dataset.corpus().isEmpty()) {
          throw new IOException("dataset '" + dataset.choice().label() + "': " + dataset.problem());
        }
      }
      for (Extraction extraction : plan.extractions()) {
        boolean tested = extraction.wanted().stream().anyMatch(item -> item.scenario() > 0);
        for (int s = 1; tested && s < scenarios.size(); s++) {
          if (!wanted.isEmpty() && !wanted.contains(s - 1)) {
            continue;
          }
          Audio audio = extractor.deformed(extraction, s);
          Path file =
              folder
                  .resolve(RunDirectory.fileName(extraction.dataset()))
                  .resolve(RunDirectory.fileName(scenarios.get(s).name()))
                  .resolve(RunDirectory.fileName(extraction.trackId()) + ".wav");
          Files.createDirectories(file.getParent());
          WavWriter.write(file, audio);
          written.accept(file);
        }
      }
    }
  }
}
