package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Component;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.Kinds;

/**
 * Parameters at their default are no part of what identifies an embedding in somebody's store. So a
 * default must not change, or {@link Component#revision()} must.
 */
class DefaultsTest {

  private static final String GOLDEN = "component-defaults.txt";

  /** Each component with its revision and, by name, its defaults. */
  private static Map<String, Map<String, String>> read(String text) {
    Map<String, Map<String, String>> defaults = new TreeMap<>();
    Map<String, String> own = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("  ")) {
        int equals = line.indexOf('=');
        own.put(line.substring(2, equals), line.substring(equals + 1));
      } else {
        own = new LinkedHashMap<>();
        defaults.put(line, own);
      }
    }
    return defaults;
  }

  private static String now() {
    StringBuilder text = new StringBuilder();
    for (Class<? extends Component> kind : Kinds.all()) {
      Components.all(kind)
          .forEach(
              (name, component) -> {
                text.append(Components.words(kind)).append(' ').append(name);
                text.append(" @").append(component.revision()).append('\n');
                Components.explain(component)
                    .forEach(
                        parameter ->
                            text.append("  ")
                                .append(parameter.name())
                                .append('=')
                                .append(parameter.value())
                                .append('\n'));
              });
    }
    return text.toString();
  }

  @Test
  void aDefaultThatChangesRaisesTheRevision() throws IOException {
    String golden;
    try (InputStream in = DefaultsTest.class.getResourceAsStream(GOLDEN)) {
      golden = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Map<String, Map<String, String>> before = read(golden);
    Map<String, Map<String, String>> after = read(now());
    before.forEach(
        (component, defaults) ->
            defaults.forEach(
                (name, value) ->
                    assertThat(after.getOrDefault(component, defaults).getOrDefault(name, value))
                        .as(
                            "default of '%s' in %s: raise its revision() if this is meant",
                            name, component)
                        .isEqualTo(value)));

    Path current = Files.writeString(Path.of("target", GOLDEN), now());
    assertThat(now()).as("new components or parameters: copy %s", current).isEqualTo(golden);
  }
}
