package org.sonoprobe.results;

import java.io.Serial;
import java.io.Serializable;
import org.sonoprobe.files.ColumnOrder;
import org.sonoprobe.statistics.Interval;

/**
 * A number measured on the embeddings of the tracks that are tested, without a probe.
 *
 * @param place the embedding model, and the scenario, which is empty for what is about a whole
 *     sweep
 * @param sweep the sweep that the scenario is part of, or that it is about; empty if none
 * @param level of the scenario in its sweep; NaN if it has none
 * @param measure the measure with its parameters, and what it says, such as {@code invariance:
 *     distance}
 * @param value the number; NaN where it is undefined
 * @param interval where it lies for other tracks of the kind, with 95 % confidence
 * @param tracks how many it rests on
 */
@ColumnOrder({
  "experiment",
  "task",
  "dataset",
  "embedding",
  "variant",
  "aggregation",
  "scenario",
  "sweep",
  "level",
  "measure",
  "value",
  "low",
  "high",
  "tracks"
})
public record MeasuredRow(
    Place place,
    String sweep,
    double level,
    String measure,
    double value,
    Interval interval,
    int tracks)
    implements Placed, Serializable {
  @Serial private static final long serialVersionUID = 2;
}
