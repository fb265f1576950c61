package org.sonoprobe.run;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Target;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.extract.EmbeddingKeys;
import org.sonoprobe.run.extract.EmbeddingShelf;
import org.sonoprobe.run.extract.PresentTracks;
import org.sonoprobe.run.extract.StoredKeys;
import org.sonoprobe.run.extract.TrackVectors;
import org.sonoprobe.run.plan.Plan;
import org.sonoprobe.run.work.ComponentFailure;
import org.sonoprobe.run.work.RunException;

/**
 * The delivery of the vectors that were extracted.
 *
 * @param wanted says under which scenarios
 * @param sink takes the vectors of each dataset, model, aggregation and scenario
 */
record HandOver(Predicate<Scenario> wanted, Consumer<VectorSet> sink) {

  void run(Plan plan, StoredKeys keys, EmbeddingShelf shelf) throws IOException {
    Experiment experiment = plan.experiment();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      if (dataset.corpus().isEmpty()) {
        continue;
      }
      Corpus corpus = dataset.corpus().get();
      for (Experiment.EmbeddingChoice embedding : experiment.embeddings()) {
        EmbeddingKeys own = keys.of(dataset.label(), embedding.label());
        for (Aggregation aggregation : experiment.aggregations()) {
          TrackVectors vectors = new TrackVectors(shelf, aggregation, embedding.pooling());
          for (Scenario scenario : experiment.allScenarios()) {
            if (wanted.test(scenario)) {
              PresentTracks tracks = present(corpus, own.of(scenario.name()), vectors);
              sink.accept(
                  new VectorSet(
                      experiment.name(),
                      dataset.label(),
                      embedding.label(),
                      Experiment.label(aggregation),
                      scenario.name(),
                      List.copyOf(tracks.ids()),
                      List.copyOf(tracks.targets()),
                      means(tracks)));
            }
          }
        }
      }
    }
  }

  private static PresentTracks present(
      Corpus corpus, Map<String, String> keyOf, TrackVectors vectors) throws IOException {
    Map<String, Target> truth = new LinkedHashMap<>();
    corpus.tracks().forEach(track -> truth.put(track.id(), track.target()));
    try {
      return PresentTracks.of(truth.keySet(), keyOf, truth::get, vectors, Stage.EVALUATE);
    } catch (ComponentFailure failure) {
      throw broken(failure);
    }
  }

  private static float[][] means(PresentTracks tracks) {
    try {
      return tracks.means();
    } catch (ComponentFailure failure) {
      throw broken(failure);
    }
  }

  private static RunException broken(ComponentFailure failure) {
    return new RunException(
        "the vectors cannot be handed over: " + failure.fault().inWords(), failure.fault(), "");
  }
}
