package org.sonoprobe.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.component.Parameters;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.LayerPooling;
import org.sonoprobe.experiment.internal.UnavailableDataset;
import org.sonoprobe.experiment.internal.UnavailableModel;

/** Writes experiments as YAML with every parameter. */
final class ExperimentWriter {
  private ExperimentWriter() {}

  static String write(List<Experiment> experiments) {
    List<Object> list = new ArrayList<>();
    experiments.forEach(experiment -> list.add(experiment(experiment)));
    return yaml(Map.of("experiments", list));
  }

  static String component(Component component) {
    Map<String, Object> map = ordered("type", component.name());
    map.putAll(parameters(component));
    return yaml(map);
  }

  private static String yaml(Object data) {
    YAMLFactory yaml =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    try {
      return new ObjectMapper(yaml).writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain maps can always be written", e);
    }
  }

  private static Map<String, Object> experiment(Experiment experiment) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", experiment.name());
    map.put("seed", experiment.seed());
    map.put("repeats", experiment.repeats());
    map.put("bootstrap", experiment.bootstrap());
    if (!experiment.trainingSizes().isEmpty()) {
      map.put("training_sizes", experiment.trainingSizes());
    }
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("name", experiment.task().name());
    task.put("type", experiment.task().type().name());
    List<Object> aggregations =
        experiment.aggregations().stream().map(ExperimentWriter::nameOrMapping).toList();
    task.put("aggregation", aggregations.size() == 1 ? aggregations.get(0) : aggregations);
    map.put("task", task);
    List<Object> datasets = new ArrayList<>();
    for (Experiment.DatasetChoice choice : experiment.datasets()) {
      datasets.add(dataset(choice));
    }
    map.put("datasets", datasets);
    List<Object> scenarios = new ArrayList<>();
    for (Scenario scenario : experiment.scenarios()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", scenario.name());
      List<Object> steps = new ArrayList<>();
      for (Deformation step : scenario.steps()) {
        Map<String, Object> parameters = parameters(step);
        steps.add(
            parameters.isEmpty()
                ? Map.of("type", step.name())
                : ordered("type", step.name(), "params", parameters));
      }
      entry.put("steps", steps);
      scenario
          .level()
          .ifPresent(
              level -> entry.put("level", ordered("sweep", level.sweep(), "value", level.value())));
      if (scenario.labels() != Scenario.Labels.MOVED) {
        entry.put("labels", scenario.labels().name().toLowerCase(Locale.ROOT));
      }
      scenarios.add(entry);
    }
    map.put("deformations", scenarios);
    List<Object> embeddings = new ArrayList<>();
    for (Experiment.EmbeddingChoice choice : experiment.embeddings()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", choice.label());
      entry.put("type", choice.model().name());
      if (!choice.layers().isEmpty()) {
        entry.put("layers", choice.layers());
      }
      if (choice.pooling() != LayerPooling.MEAN) {
        entry.put("layer_pooling", choice.pooling().name().toLowerCase(Locale.ROOT));
      }
      if (!choice.variant().isEmpty()) {
        entry.put("variant", choice.variant());
      }
      if (!(choice.model() instanceof UnavailableModel)) {
        entry.putAll(parameters(choice.model()));
      }
      embeddings.add(entry);
    }
    map.put("embedding_models", embeddings);
    List<Object> downstream = new ArrayList<>();
    for (Experiment.DownstreamChoice choice : experiment.downstream()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", choice.label());
      entry.put("type", choice.model().name());
      if (!choice.isTrainedOnClean()) {
        entry.put("trained_on", choice.trainedOn());
      }
      entry.putAll(parameters(choice.model()));
      downstream.add(entry);
    }
    map.put("downstream_models", downstream);
    List<Object> metrics = new ArrayList<>();
    for (Metric metric : experiment.metrics()) {
      metrics.add(nameOrMapping(metric));
    }
    map.put("metrics", metrics);
    if (!experiment.measures().isEmpty()) {
      map.put(
          "measures", experiment.measures().stream().map(ExperimentWriter::nameOrMapping).toList());
    }
    return map;
  }

  private static Map<String, Object> dataset(Experiment.DatasetChoice choice) {
    Map<String, Object> entry = ordered("name", choice.label(), "type", choice.dataset().name());
    if (choice.dataset() instanceof UnavailableDataset unavailable) {
      entry.put("dir", unavailable.dir());
    } else {
      entry.putAll(parameters(choice.dataset()));
    }
    entry.put("split_type", nameOrMapping(choice.splitter()));
    return entry;
  }

  private static Object nameOrMapping(Component component) {
    Map<String, Object> entry = ordered("type", component.name());
    entry.putAll(parameters(component));
    return entry.size() == 1 ? component.name() : entry;
  }

  private static Map<String, Object> parameters(Component component) {
    return Parameters.plainEntries((Record) component);
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }
}
