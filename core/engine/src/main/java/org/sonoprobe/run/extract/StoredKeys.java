package org.sonoprobe.run.extract;

import java.util.HashMap;
import java.util.Map;
import org.sonoprobe.component.Internal;
import org.sonoprobe.run.plan.Extraction;

/** The keys in the store of the embeddings of an experiment. Not thread-safe. */
@Internal
public final class StoredKeys {

  private record Cell(String dataset, String embedding) {}

  private final Map<Cell, Map<String, Map<String, String>>> byScenario = new HashMap<>();

  public void put(Extraction extraction, Extraction.Wanted wanted, String key) {
    byScenario
        .computeIfAbsent(
            new Cell(extraction.dataset(), wanted.embedding()), cell -> new HashMap<>())
        .computeIfAbsent(wanted.scenario(), scenario -> new HashMap<>())
        .put(extraction.trackId(), key);
  }

  /** The keys of the embeddings of a dataset by one model. */
  public EmbeddingKeys of(String dataset, String embedding) {
    return new EmbeddingKeys(byScenario.getOrDefault(new Cell(dataset, embedding), Map.of()));
  }
}
