package org.sonoprobe.run.evaluate;

import java.io.Serial;
import java.io.Serializable;
import org.sonoprobe.component.Internal;

/**
 * The unit of measuring: one dataset under one embedding model and aggregation.
 *
 * @param dataset its name in the experiment
 * @param embedding the embedding model's name in the experiment
 * @param aggregation its place among those of the experiment
 */
@Internal
public record MeasureUnit(String dataset, String embedding, int aggregation)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;
}
