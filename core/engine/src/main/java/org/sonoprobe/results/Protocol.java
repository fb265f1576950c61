package org.sonoprobe.results;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.component.Hashes;

/**
 * The conditions that the scores of an experiment rest on, apart from what they are named by: two
 * scores are of one protocol if nothing but their models differs. Where files lie is no part of it,
 * so that it is the same on another machine.
 *
 * @param base a hash of the task, the seed, the repeats, and which tracks train, validate and test
 *     in each split with what is true of them; empty if that is not known
 * @param scenarios for each scenario a hash of what it does
 * @param probes for each downstream model a hash of its parameters and of what it is trained on
 */
public record Protocol(String base, Map<String, String> scenarios, Map<String, String> probes) {
  /** Nothing is known, so that no score is of the same protocol as another's. */
  public static final Protocol UNKNOWN = new Protocol("", Map.of(), Map.of());

  private static final int DIGITS = 8;

  public Protocol {
    scenarios = Map.copyOf(scenarios);
    probes = Map.copyOf(probes);
  }

  /** The same, or where it is not known one that no other is equal to. */
  public Protocol orOf(String name) {
    return base.isEmpty() ? new Protocol("of " + name, scenarios, probes) : this;
  }

  /**
   * The first digits of the conditions that all scores of the experiment share; empty if they are
   * not known.
   */
  public String id() {
    return first(base);
  }

  /**
   * The id of scores whatever the probe: that of the experiment, and what a scenario does.
   *
   * @param scenario its name; what is on clean audio has the experiment's
   */
  public String id(String scenario) {
    String does = scenarios.getOrDefault(scenario, "");
    return does.isEmpty() ? id() : id() + "-" + first(does);
  }

  /** What tells a downstream model from others of its name, as first digits. */
  public String probe(String name) {
    return first(probes.getOrDefault(name, ""));
  }

  /** The id of the experiment in one of its scores. */
  public static String ofExperiment(String id) {
    return id.split("-", 2)[0];
  }

  private static String first(String hash) {
    return hash.isEmpty() ? "" : Hashes.sha256(hash).substring(0, DIGITS);
  }

  /** What {@link #toData} wrote. */
  static Protocol read(@Nullable Object data) {
    if (data instanceof Map<?, ?> map) {
      return new Protocol(
          map.get("base") instanceof String base ? base : "",
          texts(map.get("scenarios")),
          texts(map.get("probes")));
    }
    return UNKNOWN;
  }

  private static Map<String, String> texts(@Nullable Object data) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (data instanceof Map<?, ?> map) {
      map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    }
    return texts;
  }

  /** As plain data for JSON. */
  Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", id());
    data.put("base", base);
    data.put("scenarios", new TreeMap<>(scenarios));
    data.put("probes", new TreeMap<>(probes));
    return data;
  }
}
