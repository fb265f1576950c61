package org.sonoprobe.component;

import java.util.Locale;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Metric;

/** The five kinds of component. */
public enum Kind {
  DATASET(Dataset.class),
  DEFORMATION(Deformation.class),
  EMBEDDING_MODEL(EmbeddingModel.class),
  DOWNSTREAM_MODEL(DownstreamModel.class),
  METRIC(Metric.class);

  private final Class<? extends Component> type;

  Kind(Class<? extends Component> type) {
    this.type = type;
  }

  /** The extension point. */
  public Class<? extends Component> type() {
    return type;
  }

  /** The kind of an extension point. */
  public static Kind of(Class<? extends Component> type) {
    for (Kind kind : values()) {
      if (kind.type == type) {
        return kind;
      }
    }
    throw new IllegalArgumentException(type.getName() + " is not one of the five extension points");
  }

  /** The words for it in messages, such as {@code embedding model}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
