package org.sonoprobe.run.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.run.plan.Extraction;
import org.sonoprobe.run.plan.Scenarios;

/**
 * The names under which embeddings are stored: hashes of all that makes them what they are.
 *
 * @param scenarios of the experiment
 * @param models of the experiment
 */
record EmbeddingNames(Scenarios scenarios, UsedModels models) {

  /** Changes when the meaning of a stored embedding changes. */
  private static final String FORMAT = "sonoprobe-embedding-4";

  /** The name of an embedding made of such audio. */
  String of(Extraction extraction, Extraction.Wanted wanted, String fingerprint) {
    List<String> scenario = scenarios.identity(wanted.scenario(), extraction.trackId());
    return hash(
        fingerprint, scenario.get(0), scenario.get(1), models.named(wanted.embedding()).identity());
  }

  /** The name of precomputed vectors. */
  String ofPrecomputed(UsedModel use, PrecomputedEmbeddings.Address address, String fingerprint) {
    List<String> parts = new ArrayList<>(List.of("precomputed", use.identity()));
    for (String part : List.of(address.dataset(), address.trackId(), address.scenario())) {
      parts.add(part.length() + ":" + part);
    }
    parts.add(fingerprint);
    return hash(parts.toArray(String[]::new));
  }

  /** The name of what is noted about such audio. */
  static String ofNotes(String fingerprint) {
    return hash("notes", fingerprint);
  }

  /** The names of all embeddings of an extraction whose source can be read. */
  Map<Extraction.Wanted, String> of(Extraction extraction) throws IOException {
    Map<Extraction.Wanted, String> all = new LinkedHashMap<>();
    String fingerprint = "";
    for (Extraction.Wanted wanted : extraction.wanted()) {
      UsedModel use = models.named(wanted.embedding());
      if (use.model() instanceof PrecomputedEmbeddings vectors) {
        PrecomputedEmbeddings.Address address =
            new PrecomputedEmbeddings.Address(
                extraction.dataset(), extraction.trackId(), wanted.scenario());
        all.put(wanted, ofPrecomputed(use, address, vectors.fingerprint(address)));
      } else {
        fingerprint = fingerprint.isEmpty() ? extraction.audio().fingerprint() : fingerprint;
        all.put(wanted, of(extraction, wanted, fingerprint));
      }
    }
    return all;
  }

  private static String hash(String... parts) {
    return Hashes.sha256(FORMAT + "\n" + String.join("\n", parts));
  }
}
