package org.sonoprobe.run;

import java.util.List;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Task;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Condition;
import org.sonoprobe.results.Place;
import org.sonoprobe.results.Repetition;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.TrackCounts;
import org.sonoprobe.run.RunListener.Phase;

/**
 * The names of a trial in scores, files and messages.
 *
 * @param experiment that it is part of
 * @param task with labels, as its dataset has it
 * @param unit which of the trials
 * @param split its tracks
 */
record TrialLabel(Experiment experiment, Task task, TrialUnit unit, Split split) {

  Experiment.EmbeddingChoice embedding() {
    return experiment.embeddings().stream()
        .filter(choice -> choice.label().equals(unit.embedding()))
        .findFirst()
        .orElseThrow();
  }

  Experiment.DownstreamChoice downstream() {
    return experiment.downstream().stream()
        .filter(choice -> choice.label().equals(unit.downstream()))
        .findFirst()
        .orElseThrow();
  }

  Aggregation aggregation() {
    return experiment.aggregations().get(unit.aggregation());
  }

  /** Whether it is a further training of a model in which nothing depends on a seed. */
  boolean isResampled() {
    return unit.size() == 0 && unit.repeat() > 1 && !downstream().model().isRandom();
  }

  /** Where its scores stand, but for scenario and metric. */
  Place place() {
    return new Place(
        experiment.name(),
        experiment.task().name(),
        unit.dataset(),
        unit.split(),
        new Place.Model(
            unit.embedding(),
            embedding().variant(),
            Experiment.label(aggregation()),
            unit.downstream()),
        new Repetition(unit.repeat(), trainedOn()),
        "",
        "");
  }

  private Repetition.Data trainedOn() {
    if (unit.size() > 0) {
      return Repetition.Data.subset(unit.size());
    }
    return isResampled() ? Repetition.Data.RESAMPLED : Repetition.Data.WHOLE;
  }

  /** What a scenario of the experiment is. */
  Condition condition(String scenario) {
    return experiment.allScenarios().stream()
        .filter(each -> each.name().equals(scenario))
        .findFirst()
        .map(Summaries::condition)
        .orElse(Condition.CLEAN);
  }

  /** A row that another process made, where a file that a scenario names lay elsewhere. */
  ScoreRow asHere(ScoreRow row) {
    return row.under(condition(row.scenario()));
  }

  /** Rows that say that every score under a scenario is missing. */
  List<ScoreRow> undefined(String scenario) {
    TrackCounts none = new TrackCounts(0, split.test().size(), unit.size());
    return experiment.metrics().stream()
        .map(
            metric ->
                ScoreRow.missing(
                    place().under(scenario).by(metric.label()), condition(scenario), none))
        .toList();
  }

  /** Rows that say that every score is missing. */
  List<ScoreRow> undefined() {
    return experiment.allScenarios().stream()
        .flatMap(scenario -> undefined(scenario.name()).stream())
        .toList();
  }

  RunListener.Unit listened() {
    return new RunListener.Unit(experiment.name(), Phase.TRAIN, name());
  }

  /** What it is, for people. */
  String name() {
    String embedding =
        experiment.aggregations().size() == 1
            ? unit.embedding()
            : unit.embedding() + " / " + Experiment.label(aggregation());
    String training =
        (experiment.repeats() == 1 ? "" : " / training " + unit.repeat())
            + (unit.size() > 0 ? " / " + trainedOn() : "");
    return String.join(" / ", unit.dataset(), unit.split(), embedding, unit.downstream())
        + training;
  }
}
