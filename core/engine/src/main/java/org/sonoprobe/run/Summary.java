package org.sonoprobe.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.component.Components;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.LayerPooling;

/**
 * What an experiment was, in names and words: all that a report says of it, also where its
 * components are not on the class path. Immutable.
 */
public final class Summary {

  /** A part of an experiment by its name there, and what it is. */
  public record Part(String name, String text) {}

  /**
   * A metric of an experiment.
   *
   * @param range between which values it lies
   */
  public record Judge(String metric, boolean greaterIsBetter, Metric.Range range) {}

  private final String name;
  private final long seed;
  private final Task task;
  private final List<String> aggregations;
  private final List<String> datasets;
  private final List<Part> scenarios;
  private final List<Part> embeddings;
  private final List<Part> downstream;
  private final List<Judge> metrics;

  private Summary(Map<String, Object> data) {
    name = text(data, "name");
    seed = Long.parseLong(text(data, "seed"));
    task = new Task(text(data, "task"), TaskType.valueOf(text(data, "task_type")));
    aggregations = list(data, "aggregations").stream().map(String::valueOf).toList();
    datasets = list(data, "datasets").stream().map(String::valueOf).toList();
    scenarios = parts(data, "scenarios");
    embeddings = parts(data, "embedding_models");
    downstream = parts(data, "downstream_models");
    metrics =
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
            .toList();
  }

  /** What an experiment is. */
  public static Summary of(Experiment experiment) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", experiment.name());
    data.put("seed", experiment.seed());
    data.put("task", experiment.task().name());
    data.put("task_type", experiment.task().type().name());
    data.put("aggregations", experiment.aggregations().stream().map(Experiment::label).toList());
    data.put(
        "datasets", experiment.datasets().stream().map(Experiment.DatasetChoice::label).toList());
    List<Object> scenarios = new ArrayList<>();
    for (Scenario scenario : experiment.scenarios()) {
      scenarios.add(part(scenario.name(), steps(scenario)));
    }
    data.put("scenarios", scenarios);
    data.put(
        "embedding_models",
        experiment.embeddings().stream()
            .map(choice -> part(choice.label(), words(choice)))
            .toList());
    data.put(
        "downstream_models",
        experiment.downstream().stream()
            .map(
                choice ->
                    part(
                        choice.label(),
                        words(choice.model())
                            + (choice.isTrainedOnClean()
                                ? ""
                                : ", trained on " + String.join(", ", choice.trainedOn()))))
            .toList());
    data.put("metrics", experiment.metrics().stream().map(Summary::judge).toList());
    return new Summary(data);
  }

  /** What predictions from elsewhere are: a model each, on one set of tracks. */
  static Summary given(
      String name, long seed, Task task, List<String> models, List<Metric> judges) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", name);
    data.put("seed", seed);
    data.put("task", task.name());
    data.put("task_type", task.type().name());
    data.put("aggregations", List.of(Scoring.GIVEN));
    data.put("datasets", List.of(Scoring.GIVEN));
    data.put("scenarios", List.of());
    data.put(
        "embedding_models",
        models.stream().map(model -> part(model, "predictions from elsewhere")).toList());
    data.put(
        "downstream_models", List.of(part(Scoring.GIVEN, "the predictions as they were given")));
    data.put("metrics", judges.stream().map(Summary::judge).toList());
    return new Summary(data);
  }

  private static Map<String, Object> judge(Metric metric) {
    return Map.of(
        "name",
        metric.label(),
        "greater_is_better",
        metric.greaterIsBetter(),
        "lowest",
        metric.range().lowest(),
        "highest",
        metric.range().highest());
  }

  /** What a scenario does, with all parameters; empty for the clean audio. */
  static String steps(Scenario scenario) {
    return String.join(", then ", scenario.steps().stream().map(Components::describe).toList())
        + (scenario.labels() == Scenario.Labels.KEPT ? "; labels as on clean audio" : "");
  }

  /** A model with the layers that are chosen and what becomes of them. */
  private static String words(Experiment.EmbeddingChoice choice) {
    return Components.summary(choice.model())
        + (choice.layers().isEmpty() ? "" : ", layers " + String.join(" and ", choice.layers()))
        + (choice.pooling() == LayerPooling.MEAN ? "" : ", one after the other");
  }

  private static String words(Component component) {
    String text = Components.summary(component);
    return text.equals(component.name()) ? text + " with its defaults" : text;
  }

  /**
   * What {@link #toData} wrote.
   *
   * @throws IllegalArgumentException if something is missing
   */
  static Summary read(Object data) {
    return new Summary(mapping(data));
  }

  /** As plain data for JSON. */
  Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", name);
    data.put("seed", seed);
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

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Summary summary && toData().equals(summary.toData());
  }

  @Override
  public int hashCode() {
    return toData().hashCode();
  }

  @Override
  public String toString() {
    return toData().toString();
  }

  /** The name of the experiment. */
  public String name() {
    return name;
  }

  /** From which its randomness was derived. */
  public long seed() {
    return seed;
  }

  /** What was predicted, without labels. */
  public Task task() {
    return task;
  }

  /** How frames became vectors, each way in words. */
  public List<String> aggregations() {
    return aggregations;
  }

  /** The names of its datasets. */
  public List<String> datasets() {
    return datasets;
  }

  /** Its scenarios without the clean one, each with its deformations in words. */
  public List<Part> scenarios() {
    return scenarios;
  }

  /** The names of all scenarios, the clean one first. */
  public List<String> allScenarios() {
    List<String> names = new ArrayList<>(List.of(Scenario.CLEAN.name()));
    scenarios.forEach(scenario -> names.add(scenario.name));
    return names;
  }

  /** Its embedding models. */
  public List<Part> embeddings() {
    return embeddings;
  }

  /** Its downstream models. */
  public List<Part> downstream() {
    return downstream;
  }

  /** Its metrics. */
  public List<Judge> metrics() {
    return metrics;
  }
}
