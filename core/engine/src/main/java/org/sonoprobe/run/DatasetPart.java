package org.sonoprobe.run;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;

/**
 * A dataset as all its trials see it.
 *
 * @param corpus its tracks
 * @param splits how they are divided
 */
record DatasetPart(Corpus corpus, List<Split> splits) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  Split split(String name) {
    return splits.stream().filter(split -> split.name().equals(name)).findFirst().orElseThrow();
  }

  /** The name under which jobs have a dataset. */
  static String named(String dataset) {
    return "dataset " + dataset;
  }

  /** The name under which jobs have the keys of a dataset and an embedding model. */
  static String keys(String dataset, String embedding) {
    return "keys " + dataset.length() + " " + dataset + " " + embedding;
  }
}
