package org.sonoprobe.run;

import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Task;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.run.RunListener.Phase;
import org.sonoprobe.run.ScoreRow.Column;

/**
 * What a trial is called in scores, files and messages.
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

  /** A row of its scores that says nothing yet of scenario and metric. */
  ScoreRow blank() {
    return ScoreRow.empty()
        .with(Column.EXPERIMENT, experiment.name())
        .with(Column.TASK, task.name())
        .with(Column.DATASET, unit.dataset())
        .with(Column.SPLIT, unit.split())
        .with(Column.EMBEDDING, unit.embedding())
        .with(Column.VARIANT, embedding().variant())
        .with(Column.AGGREGATION, Experiment.label(aggregation()))
        .with(Column.DOWNSTREAM, unit.downstream())
        .with(Column.REPEAT, unit.repeat())
        .with(
            Column.TRAINING,
            unit.size() > 0
                ? ScoreRow.SUBSET + unit.size()
                : isResampled() ? ScoreRow.RESAMPLED : ScoreRow.WHOLE)
        .with(Column.TRAINED, unit.size())
        .with(Column.TOTAL, split.test().size());
  }

  /** A row of its scores under a scenario. */
  ScoreRow row(String scenario) {
    Optional<Scenario> known =
        experiment.allScenarios().stream().filter(each -> each.name().equals(scenario)).findFirst();
    Optional<Scenario.Level> level = known.flatMap(Scenario::level);
    return blank()
        .with(Column.SCENARIO, scenario)
        .with(Column.DEFORMATIONS, known.map(Summary::steps).orElse(""))
        .with(Column.SWEEP, level.map(Scenario.Level::sweep).orElse(""))
        .with(Column.LEVEL, level.map(each -> String.valueOf(each.value())).orElse(""));
  }

  /** A row that another process made, where a file that a scenario names lay elsewhere. */
  ScoreRow asHere(ScoreRow row) {
    return row.with(Column.DEFORMATIONS, row(row.scenario()).deformations());
  }

  /** Rows that say that every score under a scenario is missing. */
  List<ScoreRow> undefined(String scenario) {
    return experiment.metrics().stream()
        .map(metric -> row(scenario).with(Column.METRIC, metric.label()))
        .toList();
  }

  /** Rows that say that every score is missing. */
  List<ScoreRow> undefined() {
    return experiment.allScenarios().stream()
        .flatMap(scenario -> undefined(scenario.name()).stream())
        .toList();
  }

  /** What tells its predictions for a scenario apart from others. */
  String address(String scenario) {
    return Results.address(blank().with(Column.SCENARIO, scenario));
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
            + (unit.size() > 0 ? " / " + ScoreRow.SUBSET + unit.size() : "");
    return String.join(" / ", unit.dataset(), unit.split(), embedding, unit.downstream())
        + training;
  }
}
