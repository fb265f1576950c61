package org.sonoprobe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.sonoprobe.api.Component;
import org.sonoprobe.config.ComponentYaml;

/** Writes a component as YAML and reads it back. */
final class RoundTrip {
  private RoundTrip() {}

  static <T extends Component> void check(boolean named, Class<T> kind, T component)
      throws java.io.IOException {
    if (!named) {
      return;
    }
    String yaml = ComponentYaml.write(component);

    assertThat(ComponentYaml.read(kind, yaml)).isEqualTo(component);
  }
}
