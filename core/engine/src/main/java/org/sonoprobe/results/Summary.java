package org.sonoprobe.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.component.Components;

/**
 * An experiment in names and words: all that a report says of it, also where its components are not
 * on the class path.
 *
 * @param name the name of the experiment
 * @param seed from which its randomness was derived
 * @param draws of test tracks for the intervals that are found by draws; 0 for no intervals
 * @param task what was predicted, without labels
 * @param aggregations how frames became vectors, each way in words
 * @param datasets the names of its datasets
 * @param scenarios its scenarios without the clean one, each with its deformations in words
 * @param embeddings its embedding models
 * @param downstream its downstream models
 * @param metrics its metrics
 * @param overlapping those of its datasets of which a track is in the test part of several splits
 * @param protocol what its scores rest on
 */
public record Summary(
    String name,
    long seed,
    int draws,
    Task task,
    List<String> aggregations,
    List<String> datasets,
    List<Part> scenarios,
    List<Part> embeddings,
    List<Part> downstream,
    List<Judge> metrics,
    Set<String> overlapping,
    Protocol protocol) {
  /** What predictions from elsewhere have for a dataset, a split, an aggregation and a probe. */
  public static final String GIVEN = "given";

  /** A part of an experiment by its name there, and what it is. */
  public record Part(String name, String text) {}

  /**
   * A metric of an experiment.
   *
   * @param range between which values it lies
   */
  public record Judge(String metric, boolean greaterIsBetter, Metric.Range range) {
    /** What a metric is. */
    public static Judge of(Metric metric) {
      return new Judge(metric.label(), metric.greaterIsBetter(), metric.range());
    }
  }

  public Summary {
    aggregations = List.copyOf(aggregations);
    datasets = List.copyOf(datasets);
    scenarios = List.copyOf(scenarios);
    embeddings = List.copyOf(embeddings);
    downstream = List.copyOf(downstream);
    metrics = List.copyOf(metrics);
    overlapping = Set.copyOf(overlapping);
  }

  /** What predictions from elsewhere are: a model each, on one set of tracks. */
  public static Summary given(
      String name, long seed, int draws, Task task, List<String> models, List<Metric> judges) {
    return new Summary(
        name,
        seed,
        draws,
        new Task(task.name(), task.type()),
        List.of(GIVEN),
        List.of(GIVEN),
        List.of(),
        models.stream().map(model -> new Part(model, "predictions from elsewhere")).toList(),
        List.of(new Part(GIVEN, "the predictions as they were given")),
        judges.stream().map(Judge::of).toList(),
        Set.of(),
        Protocol.UNKNOWN);
  }

  /**
   * What {@link #toData} wrote.
   *
   * @throws IllegalArgumentException if something is missing
   */
  static Summary read(Object written) {
    Map<String, Object> data = mapping(written);
    return new Summary(
        text(data, "name"),
        Long.parseLong(text(data, "seed")),
        Integer.parseInt(text(data, "bootstrap")),
        new Task(text(data, "task"), Components.named(TaskType.class, text(data, "task_type"))),
        list(data, "aggregations").stream().map(String::valueOf).toList(),
        list(data, "datasets").stream().map(String::valueOf).toList(),
        parts(data, "scenarios"),
        parts(data, "embedding_models"),
        parts(data, "downstream_models"),
        list(data, "metrics").stream()
            .map(Summary::mapping)
            .map(
                judge ->
                    new Judge(
                        text(judge, "name"),
                        Boolean.parseBoolean(text(judge, "greater_is_better")),
                        new Metric.Range(
                            Double.parseDouble(text(judge, "lowest")),
                            Double.parseDouble(text(judge, "highest")))))
            .toList(),
        list(data, "overlapping").stream().map(String::valueOf).collect(Collectors.toSet()),
        Protocol.read(data.get("protocol")));
  }

  /** As plain data for JSON. */
  Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", name);
    data.put("seed", seed);
    data.put("bootstrap", draws);
    data.put("task", task.name());
    data.put("task_type", task.type().name());
    data.put("aggregations", aggregations);
    data.put("datasets", datasets);
    data.put("scenarios", scenarios.stream().map(part -> part(part.name, part.text)).toList());
    data.put(
        "embedding_models", embeddings.stream().map(part -> part(part.name, part.text)).toList());
    data.put(
        "downstream_models", downstream.stream().map(part -> part(part.name, part.text)).toList());
    List<Object> judges = new ArrayList<>();
    for (Judge judge : metrics) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", judge.metric);
      entry.put("greater_is_better", judge.greaterIsBetter);
      entry.put("lowest", String.valueOf(judge.range.lowest()));
      entry.put("highest", String.valueOf(judge.range.highest()));
      judges.add(entry);
    }
    data.put("metrics", judges);
    data.put("overlapping", overlapping.stream().sorted().toList());
    data.put("protocol", protocol.toData());
    return data;
  }

  private static Map<String, Object> part(String name, String text) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("name", name);
    part.put("text", text);
    return part;
  }

  private static List<Part> parts(Map<String, Object> data, String key) {
    return list(data, key).stream()
        .map(Summary::mapping)
        .map(part -> new Part(text(part, "name"), text(part, "text")))
        .toList();
  }

  private static String text(Map<String, Object> data, String key) {
    Object value = data.get(key);
    if (value == null) {
      throw new IllegalArgumentException("an experiment lacks '" + key + "'");
    }
    return value.toString();
  }

  private static List<?> list(Map<String, Object> data, String key) {
    if (data.get(key) instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("an experiment lacks the list '" + key + "'");
  }

  private static Map<String, Object> mapping(Object data) {
    if (!(data instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("a mapping is expected, but there is " + data);
    }
    Map<String, Object> mapping = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            mapping.put(String.valueOf(key), value);
          }
        });
    return mapping;
  }

  /** The names of all scenarios, the clean one first. */
  public List<String> allScenarios() {
    List<String> names = new ArrayList<>(List.of(Scenario.CLEAN.name()));
    scenarios.forEach(scenario -> names.add(scenario.name));
    return names;
  }

  /** The metric of that label, also where a score is per recording. */
  public Optional<Judge> judge(String label) {
    String plain =
        label.endsWith(Place.PER_RECORDING)
            ? label.substring(0, label.length() - Place.PER_RECORDING.length())
            : label;
    return metrics.stream().filter(judge -> judge.metric.equals(plain)).findFirst();
  }

  /** Whether it is no experiment, but predictions from elsewhere. */
  public boolean isGiven() {
    return datasets.equals(List.of(GIVEN));
  }
}
