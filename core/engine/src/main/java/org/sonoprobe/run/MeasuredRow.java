package org.sonoprobe.run;

import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.statistics.Interval;

/**
 * A number measured on the embeddings of the tracks that are tested, without a probe.
 *
 * @param experiment the experiment's name
 * @param dataset the dataset's name
 * @param embedding the embedding model's name
 * @param aggregation how frames became vectors
 * @param scenario the scenario's name; empty for what is about a whole sweep
 * @param sweep the sweep that the scenario is part of, or that it is about; empty if none
 * @param level of the scenario in its sweep; NaN if it has none
 * @param measure the measure with its parameters, and what it says, such as {@code invariance:
 *     distance}
 * @param value the number; NaN where it is undefined
 * @param interval where it lies for other tracks of the kind, with 95 % confidence
 * @param tracks how many it rests on
 */
public record MeasuredRow(
    String experiment,
    String dataset,
    String embedding,
    String aggregation,
    String scenario,
    String sweep,
    double level,
    String measure,
    double value,
    Interval interval,
    int tracks)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  static List<String> titles() {
    return List.of(
        "experiment",
        "dataset",
        "embedding",
        "aggregation",
        "scenario",
        "sweep",
        "level",
        "measure",
        "value",
        "low",
        "high",
        "tracks");
  }

  List<Object> cells() {
    return List.of(
        experiment,
        dataset,
        embedding,
        aggregation,
        scenario,
        sweep,
        level,
        measure,
        value,
        interval.low(),
        interval.high(),
        tracks);
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
  static MeasuredRow read(List<String> cells) {
    if (cells.size() != titles().size()) {
      throw new IllegalArgumentException("a measure has " + titles().size() + " cells");
    }
    return new MeasuredRow(
        cells.get(0),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        cells.get(4),
        cells.get(5),
        Double.parseDouble(cells.get(6)),
        cells.get(7),
        Double.parseDouble(cells.get(8)),
        new Interval(Double.parseDouble(cells.get(9)), Double.parseDouble(cells.get(10))),
        Integer.parseInt(cells.get(11)));
  }
}
