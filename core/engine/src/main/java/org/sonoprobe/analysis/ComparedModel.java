package org.sonoprobe.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sonoprobe.component.Components;
import org.sonoprobe.results.Place;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.Summary;

/**
 * A model that is compared: an embedding model, a downstream model, or both together.
 *
 * @param embedding its name; empty if any
 * @param downstream its name; empty if any
 */
record ComparedModel(String embedding, String downstream) {
  /** All models. */
  static final ComparedModel ANY = new ComparedModel("", "");

  /**
   * The model of a run with that name.
   *
   * @throws IllegalArgumentException if there is none, saying what there is
   */
  static ComparedModel of(Results results, String name) {
    TreeSet<String> embeddings = new TreeSet<>();
    Map<String, String> downstream = new TreeMap<>();
    for (ScoreRow row : results.scores()) {
      embeddings.add(row.embedding());
      downstream.put(row.downstream(), row.downstream());
    }
    downstream.putAll(byType(results, downstream));
    String wanted = name.strip();
    if (embeddings.contains(wanted)) {
      return new ComparedModel(wanted, "");
    }
    String probe = downstream.get(wanted);
    if (probe != null) {
      return new ComparedModel("", probe);
    }
    for (String embedding : embeddings) {
      if (wanted.startsWith(embedding)) {
        String rest = wanted.substring(embedding.length()).strip();
        String both = rest.startsWith("/") ? downstream.get(rest.substring(1).strip()) : null;
        if (both != null) {
          return new ComparedModel(embedding, both);
        }
      }
    }
    List<String> known = new ArrayList<>(embeddings);
    known.addAll(downstream.keySet());
    throw new IllegalArgumentException(
        ("there is no model '%s'%s; there are embedding models %s and downstream models %s,"
                + " and both together as 'embedding / downstream'")
            .formatted(name, Components.hint(wanted, known), embeddings, downstream.keySet()));
  }

  /** A probe without a name of its own is also known by what it is, where it alone is that. */
  private static Map<String, String> byType(Results results, Map<String, String> names) {
    Map<String, List<String>> byType = new TreeMap<>();
    for (Summary experiment : results.experiments()) {
      for (Summary.Part part : experiment.downstream()) {
        String type = part.text().split("[ (]", 2)[0];
        if (names.containsKey(part.name()) && !names.containsKey(type)) {
          byType.computeIfAbsent(type, key -> new ArrayList<>()).add(part.name());
        }
      }
    }
    Map<String, String> only = new TreeMap<>();
    byType.forEach(
        (type, all) -> {
          if (all.size() == 1) {
            only.put(type, all.get(0));
          }
        });
    return only;
  }

  boolean holds(ScoreRow row) {
    return (embedding.isEmpty() || row.embedding().equals(embedding))
        && (downstream.isEmpty() || row.downstream().equals(downstream));
  }

  /** Where a number stands but for this model, its split and its training. */
  Place beside(Place place) {
    Place.Model model = place.model();
    return place
        .overTrainings()
        .of(
            new Place.Model(
                embedding.isEmpty() ? model.embedding() : "",
                embedding.isEmpty() ? model.variant() : "",
                model.aggregation(),
                downstream.isEmpty() ? model.downstream() : ""));
  }
}
