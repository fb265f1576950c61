package org.sonoprobe.config;

import java.util.List;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Measure;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.component.Internal;
import org.sonoprobe.dsp.FrontEnd;

/** The kinds of component that a configuration can name. */
@Internal
public final class Kinds {

  private Kinds() {}

  /** The extension points, then what else is found by name. */
  public static List<Class<? extends Component>> all() {
    return List.of(
        Dataset.class,
        Deformation.class,
        EmbeddingModel.class,
        DownstreamModel.class,
        Metric.class,
        Measure.class,
        Splitter.class,
        Aggregation.class,
        FrontEnd.class,
        TaskType.class);
  }
}
