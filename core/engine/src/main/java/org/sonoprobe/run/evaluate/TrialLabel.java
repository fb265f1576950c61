package org.sonoprobe.run.evaluate;

import java.util.List;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Task;
import org.sonoprobe.component.Internal;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Condition;
import org.sonoprobe.results.Place;
import org.sonoprobe.results.Repetition;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.TrackCounts;
import org.sonoprobe.run.plan.Summaries;
import org.sonoprobe.run.work.RunListener;
import org.sonoprobe.run.work.RunListener.Phase;

/**
 * The names of a trial in scores, files and messages.
 *
 * @param experiment that it is part of
 * @param task with labels, as its dataset has it
 * @param unit which of the trials
 * @param split its tracks
 */
@Internal
public record TrialLabel(Experiment experiment, Task task, TrialUnit unit, Split split) {

  public Experiment.EmbeddingChoice embedding() {
    return experiment.embeddings().stream()
        .filter(choice -> choice.label().equals(unit.embedding()))
        .findFirst()
        .orElseThrow();
  }

  public Experiment.DownstreamChoice downstream() {
    return experiment.downstream().stream()
        .filter(choice -> choice.label().equals(unit.downstream()))
        .findFirst()
        .orElseThrow();
  }

  public Aggregation aggregation() {
    return experiment.aggregations().get(unit.aggregation());
  }

  /** Whether it is a further training of a model in which nothing depends on a seed. */
  public boolean isResampled() {
    return unit.size() == 0 && unit.repeat() > 1 && !downstream().model().isRandom();
  }

  /** Where its scores stand, but for scenario and metric. */
  public Place place() {
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
  public Condition condition(String scenario) {
    return experiment.allScenarios().stream()
        .filter(each -> each.name().equals(scenario))
        .findFirst()
        .map(Summaries::condition)
        .orElse(Condition.CLEAN);
  }

  /** A row that another process made, where a file that a scenario names lay elsewhere. */
  public ScoreRow asHere(ScoreRow row) {
    return row.under(condition(row.scenario()));
  }

  /** Rows that say that every score under a scenario is missing. */
  public List<ScoreRow> undefined(String scenario) {
    TrackCounts none = new TrackCounts(0, split.test().size(), unit.size());
    return experiment.metrics().stream()
        .map(
            metric ->
                ScoreRow.missing(
                    place().under(scenario).by(metric.label()), condition(scenario), none))
        .toList();
  }

  /** Rows that say that every score is missing. */
  public List<ScoreRow> undefined() {
    return experiment.allScenarios().stream()
        .flatMap(scenario -> undefined(scenario.name()).stream())
        .toList();
  }

  public RunListener.Unit listened() {
    return new RunListener.Unit(experiment.name(), Phase.TRAIN, name());
  }

  /** What it is, for people. */
  public String name() {
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
