package org.sonoprobe.run.evaluate;

import java.io.Serial;
import java.io.Serializable;
import org.sonoprobe.component.Internal;

/**
 * One trial by the names of what it is of.
 *
 * @param dataset its name in the experiment
 * @param split its name
 * @param embedding the embedding model's name in the experiment
 * @param aggregation its place among those of the experiment
 * @param downstream the downstream model's name in the experiment
 * @param repeat which training, from 1 on
 * @param size how many tracks of the training part it is on; 0 for all
 */
@Internal
public record TrialUnit(
    String dataset,
    String split,
    String embedding,
    int aggregation,
    String downstream,
    int repeat,
    int size)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;
}
