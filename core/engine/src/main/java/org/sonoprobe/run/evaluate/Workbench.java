package org.sonoprobe.run.evaluate;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.component.Identity;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.extract.EmbeddingKeys;
import org.sonoprobe.run.extract.Premises;
import org.sonoprobe.run.extract.TrackVectors;
import org.sonoprobe.run.plan.Scenarios;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.Recent;
import org.sonoprobe.run.work.RunException;

/**
 * The data that trials and measures of an experiment need in one process, made of the parts of a
 * job when first needed: datasets for good, vectors and examples as long as they are in use.
 * Thread-safe.
 */
final class Workbench {

  /** The vectors of one embedding model, of which its trials share what they read. */
  private record OfModel(String dataset, String embedding) {}

  private record OfGroup(String dataset, String split, String embedding, int aggregation) {}

  private final Premises.Things things;
  private final Job.Here here;
  private final Scenarios scenarios;
  private final Map<String, DatasetTrials> datasets = new ConcurrentHashMap<>();
  private final Recent<OfModel, Map<Integer, TrackVectors>> vectors;
  private final Recent<OfGroup, TrialGroup> groups;

  /**
   * A bench.
   *
   * @throws RunException if a file that a scenario names cannot be read
   */
  Workbench(Premises.Things things, Job.Here here) {
    this.things = things;
    this.here = here;
    this.vectors = new Recent<>(here.kept());
    this.groups = new Recent<>(here.kept());
    try {
      this.scenarios = new Scenarios(things.experiment(), new Identity());
    } catch (IOException e) {
      throw new RunException(
          "a file that a component needs cannot be read on %s: %s"
              .formatted(Premises.host(), Fault.words(e)),
          new Fault(Stage.STORE, "", e),
          "");
    }
  }

  /** The run's folder; null if it has none. */
  @Nullable RunDirectory directory() {
    return things.directory();
  }

  /** Does something with the group of a trial. */
  <T> T use(TrialUnit unit, Function<TrialGroup, T> use) {
    OfModel model = new OfModel(unit.dataset(), unit.embedding());
    OfGroup group = new OfGroup(unit.dataset(), unit.split(), unit.embedding(), unit.aggregation());
    Map<Integer, TrackVectors> own = vectors.take(model, key -> new ConcurrentHashMap<>());
    try {
      TrialGroup taken =
          groups.take(
              group,
              key -> {
                DatasetTrials data = dataset(unit.dataset());
                return new TrialGroup(
                    data,
                    data.part().split(unit.split()),
                    keys(unit.dataset(), unit.embedding()),
                    own.computeIfAbsent(
                        unit.aggregation(), position -> vectors(unit.embedding(), position)));
              });
      try {
        return use.apply(taken);
      } finally {
        groups.release(group);
      }
    } finally {
      vectors.release(model);
    }
  }

  /** What the trials on a dataset share. */
  DatasetTrials dataset(String label) {
    return datasets.computeIfAbsent(
        label,
        name ->
            new DatasetTrials(
                things.experiment(),
                name,
                (DatasetPart) part(DatasetPart.named(name)),
                new Identity(),
                scenarios));
  }

  Experiment.EmbeddingChoice choice(String embedding) {
    return things.experiment().embeddings().stream()
        .filter(known -> known.label().equals(embedding))
        .findFirst()
        .orElseThrow();
  }

  EmbeddingKeys keys(String dataset, String embedding) {
    return (EmbeddingKeys) part(DatasetPart.keys(dataset, embedding));
  }

  /** Vectors by an embedding model and an aggregation, yet to be read. */
  TrackVectors vectors(String embedding, int aggregation) {
    return new TrackVectors(
        things.shelf(),
        things.experiment().aggregations().get(aggregation),
        choice(embedding).pooling());
  }

  private Object part(String name) {
    return Objects.requireNonNull(here.part(name), () -> "the job has no part '" + name + "'");
  }
}
