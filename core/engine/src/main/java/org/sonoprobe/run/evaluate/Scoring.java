package org.sonoprobe.run.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.Task;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Condition;
import org.sonoprobe.results.Place;
import org.sonoprobe.results.Repetition;
import org.sonoprobe.results.ResultTable;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ResultsBuilder;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.Summary;
import org.sonoprobe.results.TestSample;
import org.sonoprobe.results.TrackCounts;
import org.sonoprobe.run.work.ComponentFailure;

/**
 * Scores predictions that were made elsewhere, by whatever program: the same metrics, intervals,
 * chance levels, ranks and reports as those of a run.
 *
 * <pre>{@code
 * Results results = Scoring.of("moods", List.of(new RocAuc()), Map.of("ours", a, "theirs", b));
 * Report.of(results).writeTo(folder);
 * }</pre>
 */
public final class Scoring {
  private static final int DRAWS = 1000;
  private static final long SEED = 42;

  private Scoring() {}

  /** With 1000 draws from seed 42. */
  public static Results of(String name, List<Metric> metrics, Map<String, Predictions> models) {
    return of(name, metrics, models, DRAWS, SEED);
  }

  /**
   * Scores of one or more models on the same tracks.
   *
   * @param name what it is called in tables
   * @param metrics at least one
   * @param models predictions by the name of their model; tracks, truths and task must be the same
   *     for all, in any order of tracks
   * @param draws of tracks for the intervals that are found by draws; 0 for no intervals
   * @param seed of the draws
   * @throws IllegalArgumentException if there is nothing to score, a metric cannot judge the task,
   *     or models were tested on other tracks or truths, saying which
   */
  public static Results of(
      String name, List<Metric> metrics, Map<String, Predictions> models, int draws, long seed) {
    if (models.isEmpty() || metrics.isEmpty()) {
      throw new IllegalArgumentException("there must be predictions and metrics");
    }
    if (draws != 0 && draws < Experiment.FEWEST_DRAWS) {
      throw new IllegalArgumentException(
          "bootstrap must be 0, for no intervals, or at least %s draws, but is %s"
              .formatted(Experiment.FEWEST_DRAWS, draws));
    }
    Map.Entry<String, Predictions> first = models.entrySet().iterator().next();
    for (Metric metric : metrics) {
      if (!metric.supports(first.getValue().task().type())) {
        throw new IllegalArgumentException(
            "metric '%s' cannot judge a %s task"
                .formatted(metric.label(), first.getValue().task().type().name()));
      }
    }
    Scorer scorer =
        new Scorer(
            metrics,
            draws,
            TestSample.seed(seed, place(name, first.getValue().task(), first.getKey())));
    ResultsBuilder results = new ResultsBuilder();
    for (Map.Entry<String, Predictions> model : models.entrySet()) {
      Predictions predictions = alike(first, model);
      Place place = place(name, first.getValue().task(), model.getKey());
      TrackCounts counts = new TrackCounts(predictions.count(), predictions.count(), 0);
      results.keep(place, predictions);
      scorer
          .note(predictions)
          .ifPresent(note -> results.note("%s: %s".formatted(model.getKey(), note)));
      Map<String, Integer> ofClasses = tracksByClass(predictions);
      try {
        for (Scorer.Scored scored : scorer.of(predictions)) {
          Score score = scored.score();
          ScoreRow row =
              new ScoreRow(
                  place.by(score.metric()),
                  Condition.CLEAN,
                  "",
                  scored.estimate(),
                  counts.withScored(scored.judged()));
          results.add(ResultTable.SCORES, row);
          scored.sample().ifPresent(own -> results.sample(row, own));
          score
              .parts()
              .forEach(
                  (part, value) -> {
                    int tracks = ofClasses.getOrDefault(part, counts.scored());
                    results.add(ResultTable.SCORES, row.ofPart(part, value, tracks, tracks));
                  });
          score
              .notes()
              .forEach(note -> results.note(model.getKey() + ": " + score.metric() + ": " + note));
        }
      } catch (ComponentFailure e) {
        throw new IllegalArgumentException(
            "model '" + model.getKey() + "': " + e.fault().reason(), e);
      }
    }
    Summary summary =
        Summary.given(
            name, seed, draws, first.getValue().task(), List.copyOf(models.keySet()), metrics);
    results.conclude(summary);
    return results.build(List.of(summary), "", null);
  }

  private static Map<String, Integer> tracksByClass(Predictions predictions) {
    Map<String, Integer> counts = new HashMap<>();
    if (predictions.task().type().hasClasses()) {
      predictions.task().labels().forEach(label -> counts.put(label, 0));
      predictions.targets().stream()
          .flatMap(target -> target.classes().stream())
          .forEach(name -> counts.merge(name, 1, Integer::sum));
    }
    return counts;
  }

  private static Place place(String name, Task task, String model) {
    return new Place(
        name,
        task.name(),
        Summary.GIVEN,
        Summary.GIVEN,
        new Place.Model(model, "", Summary.GIVEN, Summary.GIVEN),
        Repetition.FIRST,
        Scenario.CLEAN.name(),
        "");
  }

  /** The predictions of a model in the order of the tracks of the first. */
  private static Predictions alike(
      Map.Entry<String, Predictions> first, Map.Entry<String, Predictions> model) {
    Predictions wanted = first.getValue();
    Predictions given = model.getValue();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < given.count(); i++) {
      if (places.put(given.trackIds().get(i), i) != null) {
        throw new IllegalArgumentException(
            "model '" + model.getKey() + "' scores '" + given.trackIds().get(i) + "' twice");
      }
    }
    List<String> missing = new ArrayList<>();
    List<String> other = new ArrayList<>();
    int[] order = new int[wanted.count()];
    for (int i = 0; i < order.length; i++) {
      String id = wanted.trackIds().get(i);
      Integer place = places.get(id);
      if (place == null) {
        missing.add(id);
      } else if (!given.targets().get(place).equals(wanted.targets().get(i))) {
        other.add(id);
      } else {
        order[i] = place;
      }
    }
    if (!missing.isEmpty() || given.count() != wanted.count()) {
      throw new IllegalArgumentException(
          "models can be compared on the same tracks only: '%s' has %s, '%s' has %s%s"
              .formatted(
                  first.getKey(),
                  wanted.count(),
                  model.getKey(),
                  given.count(),
                  missing.isEmpty() ? "" : " and lacks " + few(missing)));
    }
    if (!other.isEmpty()) {
      throw new IllegalArgumentException(
          "the truth of '%s' is another than that of '%s' for %s"
              .formatted(model.getKey(), first.getKey(), few(other)));
    }
    return given.select(order);
  }

  private static String few(List<String> ids) {
    int shown = Math.min(5, ids.size());
    return String.join(", ", ids.subList(0, shown))
        + (ids.size() > shown ? " and " + (ids.size() - shown) + " more" : "");
  }
}
