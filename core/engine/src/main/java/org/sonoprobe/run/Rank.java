package org.sonoprobe.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.statistics.Interval;

/**
 * Where an embedding model with a downstream model stands among those of its experiment, under one
 * metric and scenario, by the mean over splits and trainings.
 *
 * @param experiment the experiment's name
 * @param dataset the dataset's name
 * @param metric the metric's label
 * @param scenario {@code clean} or a name
 * @param embedding the embedding model's name
 * @param aggregation how frames became vectors
 * @param downstream the downstream model's name
 * @param value the mean
 * @param rank 1 for the best; equal values share the best of theirs
 * @param highest the best rank it had in 95 of 100 draws of the test tracks; 0 where there are no
 *     draws
 * @param lowest the worst of these
 * @param group 1 for the best and all that cannot be told from it: the difference, over the same
 *     draws of test tracks or, where splits share test tracks, by the corrected t test over splits,
 *     is not significant at 5 % after Holm's adjustment for all that were compared with it. 2 for
 *     the best of the rest and all that cannot be told from that, and so on; 0 where there are no
 *     draws
 * @param behind how much worse it is than the best, positive whichever way is better; 0 for the
 *     best and NaN where they cannot be compared
 * @param behindInterval where that lies with 95 % confidence; unknown for the best
 * @param p how likely a difference from the best as large is where there is none, after Holm's
 *     adjustment for all that were compared with it; NaN for the best
 */
public record Rank(
    String experiment,
    String dataset,
    String metric,
    String scenario,
    String embedding,
    String aggregation,
    String downstream,
    double value,
    int rank,
    int highest,
    int lowest,
    int group,
    double behind,
    Interval behindInterval,
    double p) {

  static List<String> titles() {
    return List.of(
        "experiment",
        "dataset",
        "metric",
        "scenario",
        "embedding",
        "aggregation",
        "downstream",
        "value",
        "rank",
        "rank_high",
        "rank_low",
        "group",
        "behind",
        "behind_low",
        "behind_high",
        "p");
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
        value,
        rank,
        highest,
        lowest,
        group,
        behind,
        behindInterval.low(),
        behindInterval.high(),
        p);
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
  static Rank read(List<String> cells) {
    if (cells.size() != titles().size()) {
      throw new IllegalArgumentException("a rank has " + titles().size() + " cells");
    }
    return new Rank(
        cells.get(0),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        cells.get(4),
        cells.get(5),
        cells.get(6),
        Double.parseDouble(cells.get(7)),
        Integer.parseInt(cells.get(8)),
        Integer.parseInt(cells.get(9)),
        Integer.parseInt(cells.get(10)),
        Integer.parseInt(cells.get(11)),
        Double.parseDouble(cells.get(12)),
        new Interval(Double.parseDouble(cells.get(13)), Double.parseDouble(cells.get(14))),
        Double.parseDouble(cells.get(15)));
  }
}
