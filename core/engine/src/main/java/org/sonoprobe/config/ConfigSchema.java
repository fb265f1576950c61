package org.sonoprobe.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Measure;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Parameters;

/** A JSON Schema of configuration files with every component on the class path, for editors. */
public final class ConfigSchema {
  private ConfigSchema() {}

  /** The schema (draft 2020-12) as indented JSON. */
  public static String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Sonoprobe experiments");
    root.put("type", "object");
    root.put("required", List.of("experiments"));
    root.put("properties", Map.of("experiments", arrayOf(Map.of("$ref", "#/$defs/experiment"), 1)));
    root.put("patternProperties", Map.of("^x-", Map.of()));
    root.put("additionalProperties", false);
    Map<String, Object> definitions = new LinkedHashMap<>();
    definitions.put("experiment", experiment());
    definitions.put("task", task());
    definitions.put("dataset", choice(Dataset.class, datasetKeys()));
    definitions.put("deformation", deformation(false));
    definitions.put("named_deformation", deformation(true));
    definitions.put("sweep", sweep());
    definitions.put("scenarios", scenarios());
    definitions.put("embedding_model", choice(EmbeddingModel.class, layersKey()));
    definitions.put(
        "downstream_model",
        choice(DownstreamModel.class, Map.of("trained_on", arrayOf(Map.of("type", "string"), 1))));
    definitions.put("metric", choice(Metric.class, Map.of()));
    definitions.put("measure", choice(Measure.class, Map.of()));
    definitions.put("aggregation", choice(Aggregation.class, Map.of()));
    definitions.put("splitter", choice(Splitter.class, Map.of()));
    root.put("$defs", definitions);
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .writeValueAsString(root)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain maps can always be written", e);
    }
  }

  private static Map<String, Object> experiment() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("name", Map.of("type", "string"));
    properties.put("seed", Map.of("type", "integer"));
    properties.put("repeats", Map.of("type", "integer", "minimum", 1));
    properties.put("bootstrap", Map.of("type", "integer", "minimum", 0));
    properties.put("training_sizes", arrayOf(Map.of("type", "integer", "minimum", 1), 0));
    properties.put("task", Map.of("$ref", "#/$defs/task"));
    properties.put("datasets", arrayOf(Map.of("$ref", "#/$defs/dataset"), 1));
    for (String key : List.of("deformations", "scenarios")) {
      properties.put(key, Map.of("$ref", "#/$defs/scenarios"));
    }
    properties.put("scenario_names", Map.of("enum", List.of("described", "numbered")));
    for (String key : List.of("embedding_models", "features")) {
      properties.put(key, arrayOf(Map.of("$ref", "#/$defs/embedding_model"), 1));
    }
    for (String key : List.of("downstream_models", "probes")) {
      properties.put(key, arrayOf(Map.of("$ref", "#/$defs/downstream_model"), 1));
    }
    properties.put("metrics", arrayOf(Map.of("$ref", "#/$defs/metric"), 0));
    properties.put("measures", arrayOf(Map.of("$ref", "#/$defs/measure"), 0));
    Map<String, Object> schema = object(properties);
    schema.put("required", List.of("task", "datasets"));
    return schema;
  }

  private static Map<String, Object> task() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("name", Map.of("type", "string"));
    properties.put("type", Map.of("enum", List.copyOf(Components.all(TaskType.class).keySet())));
    for (String key : List.of("aggregation", "embedding_aggregation", "feature_aggregation")) {
      Map<String, Object> one = Map.of("$ref", "#/$defs/aggregation");
      properties.put(key, Map.of("anyOf", List.of(one, Map.of("type", "array", "items", one))));
    }
    Map<String, Object> schema = object(properties);
    schema.put("required", List.of("name"));
    return Map.of("anyOf", List.of(Map.of("type", "string"), schema));
  }

  private static Map<String, Object> datasetKeys() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put(
        "split_type",
        Map.of(
            "anyOf",
            List.of(
                Map.of("$ref", "#/$defs/splitter"),
                Map.of("type", "string", "pattern", "^[0-9]+_folds?$"),
                Map.of(
                    "type",
                    "array",
                    "items",
                    Map.of("type", "number"),
                    "minItems",
                    3,
                    "maxItems",
                    3))));
    keys.put("split_seed", Map.of("type", "integer"));
    keys.put(
        "split_shares",
        Map.of("type", "array", "items", Map.of("type", "number"), "minItems", 3, "maxItems", 3));
    keys.put("deformations", Map.of("$ref", "#/$defs/scenarios"));
    return keys;
  }

  private static Map<String, Object> layersKey() {
    return Map.of(
        "layers",
        Map.of("type", "array", "items", Map.of("type", List.of("integer", "string"))),
        "layer_pooling",
        Map.of("enum", List.of("mean", "concat")),
        "variant",
        Map.of("type", "string"),
        "grid",
        Map.of("type", "object", "additionalProperties", Map.of("type", "array")));
  }

  private static Map<String, Object> scenarios() {
    Map<String, Object> step = Map.of("$ref", "#/$defs/deformation");
    Map<String, Object> labels = names(Scenario.Labels.class);
    Map<String, Object> level =
        object(Map.of("sweep", Map.of("type", "string"), "value", Map.of("type", "number")));
    Map<String, Object> scenario = new LinkedHashMap<>();
    scenario.put("name", Map.of("type", "string"));
    scenario.put("steps", arrayOf(step, 1));
    scenario.put("level", level);
    scenario.put("labels", labels);
    Map<String, Object> named = object(scenario);
    Map<String, Object> sweep =
        object(Map.of("sweep", Map.of("$ref", "#/$defs/sweep"), "labels", labels));
    Map<String, Object> single = Map.of("$ref", "#/$defs/named_deformation");
    return arrayOf(Map.of("anyOf", List.of(arrayOf(step, 1), named, sweep, single)), 0);
  }

  /** One parameter of a deformation at several values. */
  private static Map<String, Object> sweep() {
    List<Object> choices = new ArrayList<>();
    Components.all(Deformation.class)
        .forEach(
            (name, component) -> {
              Map<String, Object> keys = new LinkedHashMap<>();
              keys.put("type", Map.of("const", name));
              keys.put("over", Map.of("enum", List.copyOf(parameters(component).keySet())));
              keys.put("values", arrayOf(Map.of("type", "number"), 1));
              keys.putAll(parameters(component));
              Map<String, Object> schema = object(keys);
              schema.put("required", List.of("type", "over", "values"));
              choices.add(schema);
            });
    return Map.of("anyOf", choices);
  }

  /**
   * One deformation.
   *
   * @param named whether it is a scenario by itself, which can have a name
   */
  private static Map<String, Object> deformation(boolean named) {
    Map<String, Object> own =
        named
            ? Map.of("name", Map.of("type", "string"), "labels", names(Scenario.Labels.class))
            : Map.of();
    List<Object> choices = new ArrayList<>();
    Set<String> bare = new LinkedHashSet<>();
    Components.all(Deformation.class)
        .forEach(
            (name, component) -> {
              bare.add(name);
              Map<String, Object> parameters = parameters(component);
              Map<String, Object> nested = new LinkedHashMap<>(own);
              nested.put("type", Map.of("const", name));
              nested.put("params", object(parameters));
              choices.add(object(nested));
              Map<String, Object> flat = new LinkedHashMap<>(own);
              flat.put("type", Map.of("const", name));
              flat.putAll(parameters);
              choices.add(object(flat));
            });
    choices.add(Map.of("enum", bare));
    return Map.of("anyOf", choices);
  }

  private static <T extends Component> Map<String, Object> choice(
      Class<T> kind, Map<String, Object> reserved) {
    List<Object> choices = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    Components.all(kind)
        .forEach(
            (name, component) -> {
              names.add(name);
              names.addAll(component.aliases());
              Map<String, Object> properties = new LinkedHashMap<>();
              properties.put("name", Map.of("type", "string"));
              properties.put("type", Map.of("enum", List.of(name, "custom", "mirdata")));
              properties.putAll(reserved);
              properties.putAll(parameters(component));
              choices.add(object(properties));
            });
    List<String> elsewhere = Components.namesElsewhere(kind);
    names.addAll(elsewhere);
    choices.add(Map.of("enum", List.copyOf(names)));
    Map<String, Object> absent = new LinkedHashMap<>(reserved);
    absent.put("name", Map.of("type", "string"));
    absent.put("type", Map.of("enum", elsewhere));
    absent.put("dir", Map.of("type", "string"));
    Map<String, Object> byType = object(absent);
    byType.put("required", List.of("type"));
    choices.add(byType);
    Map<String, Object> named = new LinkedHashMap<>(absent);
    named.put("name", Map.of("enum", elsewhere));
    named.put("type", Map.of("enum", List.of("custom", "mirdata")));
    Map<String, Object> byName = object(named);
    byName.put("required", List.of("name"));
    choices.add(byName);
    return Map.of("anyOf", choices);
  }

  private static Map<String, Object> parameters(Component component) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Parameters.Entry entry : Parameters.of(component.getClass())) {
      Map<String, Object> schema = new LinkedHashMap<>(type(entry));
      if (!entry.required() && !Optional.empty().equals(entry.read(component))) {
        schema.put("default", Parameters.plain(entry.read(component)));
      }
      properties.put(entry.name(), schema);
      for (String alias : entry.aliases()) {
        properties.put(alias, type(entry));
      }
      if (!entry.both().isEmpty()) {
        properties.put(entry.both(), type(entry));
      }
    }
    return properties;
  }

  private static Map<String, Object> type(Parameters.Entry entry) {
    Map<String, Object> type = type(entry.type());
    if (entry.none().isEmpty()) {
      return type;
    }
    List<Object> words = new ArrayList<>(entry.none());
    if (entry.isNone("false")) {
      // without quotes YAML sees a boolean
      words.add(false);
    }
    return Map.of("anyOf", List.of(type, Map.of("enum", words)));
  }

  private static Map<String, Object> type(Type type) {
    if (type instanceof ParameterizedType generic) {
      Map<String, Object> item = type(generic.getActualTypeArguments()[0]);
      return generic.getRawType() == Optional.class ? item : Map.of("type", "array", "items", item);
    }
    if (type == boolean.class || type == Boolean.class) {
      return Map.of("type", "boolean");
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return Map.of("type", "integer");
    }
    if (type == double.class || type == Double.class) {
      return Map.of("type", "number");
    }
    if (type instanceof Class<?> plain && plain.isEnum()) {
      return names(plain);
    }
    if (type instanceof Class<?> plain && Component.class.isAssignableFrom(plain)) {
      return Map.of("type", List.of("string", "object"));
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      Map<String, Object> properties = new LinkedHashMap<>();
      for (Parameters.Entry entry : Parameters.of(plain)) {
        properties.put(entry.name(), type(entry));
        entry.aliases().forEach(alias -> properties.put(alias, type(entry)));
      }
      return object(properties);
    }
    // A text may be written without quotes, and then YAML sees a number or a boolean.
    return Map.of("type", List.of("string", "number", "boolean", "null"));
  }

  private static Map<String, Object> names(Class<?> type) {
    return Map.of(
        "enum",
        Arrays.stream(type.getEnumConstants())
            .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
            .toList());
  }

  private static Map<String, Object> object(Map<String, Object> properties) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> arrayOf(Map<String, Object> items, int least) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", items);
    if (least > 0) {
      schema.put("minItems", least);
    }
    return schema;
  }
}
