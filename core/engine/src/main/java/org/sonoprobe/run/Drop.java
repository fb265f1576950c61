package org.sonoprobe.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.statistics.Interval;

/**
 * What an embedding model with a downstream model loses under a scenario against clean audio, by
 * the mean over splits and trainings.
 *
 * @param experiment the experiment's name
 * @param dataset the dataset's name
 * @param metric the metric's label
 * @param scenario the scenario's name
 * @param embedding the embedding model's name
 * @param aggregation how frames became vectors
 * @param downstream the downstream model's name
 * @param clean the score on clean audio
 * @param deformed the score under the scenario
 * @param drop how much worse that is, positive for a loss whichever way is better
 * @param interval where the drop lies with 95 % confidence, over the same draws of test tracks or,
 *     where splits share test tracks, by the corrected t distribution over splits
 * @param relative the drop as a share of what the clean score is better than chance; NaN for a
 *     model that is no better than chance, which has nothing to lose
 * @param relativeInterval where that lies with 95 % confidence, over the same draws of test tracks
 */
public record Drop(
    String experiment,
    String dataset,
    String metric,
    String scenario,
    String embedding,
    String aggregation,
    String downstream,
    double clean,
    double deformed,
    double drop,
    Interval interval,
    double relative,
    Interval relativeInterval) {

  static List<String> titles() {
    return List.of(
        "experiment",
        "dataset",
        "metric",
        "scenario",
        "embedding",
        "aggregation",
        "downstream",
        "clean",
        "deformed",
        "drop",
        "low",
        "high",
        "relative",
        "relative_low",
        "relative_high");
  }

  List<Object> cells() {
    return List.of(
        experiment,
        dataset,
        metric,
        scenario,
        embedding,
        aggregation,
        downstream,
        clean,
        deformed,
        drop,
        interval.low(),
        interval.high(),
        relative,
        relativeInterval.low(),
        relativeInterval.high());
  }

  Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    List<Object> cells = cells();
    for (int i = 0; i < cells.size(); i++) {
      data.put(titles().get(i), cells.get(i));
    }
    return data;
  }

  /** What {@link #cells} wrote. */
  static Drop read(List<String> cells) {
    if (cells.size() != titles().size()) {
      throw new IllegalArgumentException("a drop has " + titles().size() + " cells");
    }
    return new Drop(
        cells.get(0),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        cells.get(4),
        cells.get(5),
        cells.get(6),
        Double.parseDouble(cells.get(7)),
        Double.parseDouble(cells.get(8)),
        Double.parseDouble(cells.get(9)),
        new Interval(Double.parseDouble(cells.get(10)), Double.parseDouble(cells.get(11))),
        Double.parseDouble(cells.get(12)),
        new Interval(Double.parseDouble(cells.get(13)), Double.parseDouble(cells.get(14))));
  }
}
