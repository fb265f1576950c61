package org.sonoprobe.run.extract;

import java.io.Serial;
import java.io.Serializable;
import java.util.Map;
import org.sonoprobe.component.Internal;

/**
 * The keys in the store of the embeddings of one dataset by one model.
 *
 * @param byScenario for each scenario, for each track that has an embedding, its key
 */
@Internal
public record EmbeddingKeys(Map<String, Map<String, String>> byScenario) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** For each track that has an embedding under a scenario its key. */
  public Map<String, String> of(String scenario) {
    return byScenario.getOrDefault(scenario, Map.of());
  }
}
