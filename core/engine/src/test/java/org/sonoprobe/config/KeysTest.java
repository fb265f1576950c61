package org.sonoprobe.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static Set<String> names(JsonNode properties) {
    Set<String> names = new TreeSet<>();
    properties.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void theSchemaKnowsTheKeysThatTheReaderKnows() throws IOException {
    JsonNode definitions = new ObjectMapper().readTree(ConfigSchema.json()).path("$defs");

    assertThat(names(definitions.path("experiment").path("properties")))
        .isEqualTo(new TreeSet<>(Keys.EXPERIMENT.keySet()));
    assertThat(names(definitions.path("task").path("anyOf").path(1).path("properties")))
        .isEqualTo(new TreeSet<>(Keys.TASK.keySet()));
  }

  @Test
  void theDocumentationHasEveryKey() throws IOException {
    String page = Files.readString(Path.of("../../docs/configuration.md"));
    String file = page.substring(page.indexOf("## The file"), page.indexOf("## Datasets"));

    for (Set<String> keys :
        Set.of(
            Keys.EXPERIMENT.keySet(),
            Keys.TASK.keySet(),
            Keys.DATASET,
            Keys.MODEL,
            Keys.PROBE,
            Keys.DEFORMATION,
            Keys.SWEEP)) {
      assertThat(keys).allSatisfy(key -> assertThat(file).contains(key));
    }
    assertThat(file).doesNotContain("embedding_mean");
  }
}
