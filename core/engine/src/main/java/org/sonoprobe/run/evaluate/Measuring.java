package org.sonoprobe.run.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Heard;
import org.sonoprobe.api.Measure;
import org.sonoprobe.api.Measured;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.component.Components;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.MeasuredRow;
import org.sonoprobe.results.Place;
import org.sonoprobe.results.Repetition;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.extract.EmbeddingKeys;
import org.sonoprobe.run.extract.PresentTracks;
import org.sonoprobe.run.extract.TrackVectors;
import org.sonoprobe.run.plan.Truths;
import org.sonoprobe.run.work.ComponentFailure;
import org.sonoprobe.statistics.Blocks;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Replicates;

/** The measures of an experiment on the embeddings of one dataset under one model. */
final class Measuring {
  private final DatasetTrials data;
  private final Truths truths;
  private final EmbeddingKeys keys;
  private final Set<String> tested = new LinkedHashSet<>();

  Measuring(DatasetTrials data, EmbeddingKeys keys) {
    this.data = data;
    this.truths = data.truths();
    this.keys = keys;
    data.part().splits().forEach(split -> tested.addAll(split.test()));
  }

  /**
   * The rows of a model with one aggregation.
   *
   * @param vectors of it
   * @param notes hears what measures say
   */
  List<MeasuredRow> of(
      Experiment.EmbeddingChoice embedding, TrackVectors vectors, Consumer<String> notes)
      throws IOException, ComponentFailure {
    Experiment experiment = data.experiment();
    Heard.Version clean = version(Scenario.CLEAN, vectors, tested);
    Set<String> known = new HashSet<>(clean.vectors().trackIds());
    List<Heard.Version> deformed = new ArrayList<>();
    for (Scenario scenario : experiment.scenarios()) {
      deformed.add(version(scenario, vectors, known));
    }
    Heard heard = new Heard(data.task(), clean, deformed);
    List<MeasuredRow> rows = new ArrayList<>();
    for (Measure measure : experiment.measures()) {
      List<Measured> all =
          clean.count() == 0
              ? List.of()
              : ComponentFailure.ask(
                  Stage.EVALUATE, "measure '" + measure.name() + "'", () -> measure.of(heard));
      for (Measured each : all) {
        rows.add(row(experiment, embedding, vectors.aggregation(), measure, each));
        each.notes()
            .forEach(
                note ->
                    notes.accept(
                        data.dataset()
                            + ", "
                            + embedding.label()
                            + ": "
                            + measure.name()
                            + ": "
                            + note));
      }
    }
    return rows;
  }

  private MeasuredRow row(
      Experiment experiment,
      Experiment.EmbeddingChoice embedding,
      Aggregation aggregation,
      Measure measure,
      Measured measured) {
    Scenario.Level level =
        experiment.scenarios().stream()
            .filter(scenario -> scenario.name().equals(measured.scenario()))
            .findFirst()
            .flatMap(Scenario::level)
            .orElse(null);
    return new MeasuredRow(
        new Place(
            experiment.name(),
            experiment.task().name(),
            data.dataset(),
            "",
            new Place.Model(
                embedding.label(), embedding.variant(), Experiment.label(aggregation), ""),
            Repetition.ANY,
            measured.scenario(),
            ""),
        level == null ? measured.sweep() : level.sweep(),
        level == null ? Double.NaN : level.value(),
        Components.summary(measure) + ": " + measured.name(),
        measured.value(),
        experiment.bootstrap() > 0 ? interval(measured) : Interval.UNKNOWN,
        measured.units().size());
  }

  private static Interval interval(Measured measured) {
    Replicates replicates =
        Replicates.of(
                List.of(new Replicates.Replicated(measured::value, Metric.Spread.VALUES)),
                Blocks.of(measured.units()),
                0,
                0)
            .get(0);
    return Interval.of(
        measured.value(), Math.sqrt(replicates.variance()), replicates.freedom(), measured.range());
  }

  /** The tracks that are there, each as the mean of its rows. */
  private Heard.Version version(Scenario scenario, TrackVectors vectors, Set<String> among)
      throws IOException, ComponentFailure {
    PresentTracks present =
        PresentTracks.of(
            among,
            keys.of(scenario.name()),
            id -> truths.of(id, scenario.name()),
            vectors,
            Stage.EVALUATE);
    return new Heard.Version(
        scenario,
        Vectors.of(present.ids(), present.means()),
        present.targets(),
        data.units(present.ids()));
  }
}
