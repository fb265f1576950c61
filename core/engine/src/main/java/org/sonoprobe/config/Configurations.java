package org.sonoprobe.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sonoprobe.component.Internal;

/** Configurations as texts: how they differ, without any component. */
@Internal
public final class Configurations {
  private static final String ABSENT = "(nothing)";

  private Configurations() {}

  /**
   * The keys that differ, each as {@code experiments.0.seed: 7 | 8}.
   *
   * @param first a configuration as a run keeps it
   * @param second another
   */
  public static List<String> differences(String first, String second) {
    Map<String, String> a = values(first);
    Map<String, String> b = values(second);
    Set<String> keys = new LinkedHashSet<>(a.keySet());
    keys.addAll(b.keySet());
    List<String> lines = new ArrayList<>();
    for (String key : keys) {
      String x = a.getOrDefault(key, ABSENT);
      String y = b.getOrDefault(key, ABSENT);
      if (!x.equals(y)) {
        lines.add(key + ": " + x + " | " + y);
      }
    }
    return lines;
  }

  private static Map<String, String> values(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      collect(new YAMLMapper().readTree(text), "", values);
    } catch (JsonProcessingException e) {
      values.put("configuration", text);
    }
    return values;
  }

  private static void collect(JsonNode node, String path, Map<String, String> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(each -> collect(each.getValue(), joined(path, each.getKey()), values));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), joined(path, String.valueOf(i)), values);
      }
    } else {
      values.put(path, node.asText());
    }
  }

  private static String joined(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
