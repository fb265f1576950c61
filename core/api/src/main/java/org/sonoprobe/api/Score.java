package org.sonoprobe.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a metric on some predictions.
 *
 * @param metric the metric's name
 * @param value the one number; NaN where the metric is undefined, with a note that says why
 * @param parts the number for each class or cell where that exists, by name, in order; NaN where
 *     undefined
 * @param notes what a reader should know, such as classes that were left out because they have no
 *     positives
 */
public record Score(String metric, double value, Map<String, Double> parts, List<String> notes) {
  public Score {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    notes = List.copyOf(notes);
  }

  /** A score without parts and notes. */
  public Score(String metric, double value) {
    this(metric, value, Map.of(), List.of());
  }
}
