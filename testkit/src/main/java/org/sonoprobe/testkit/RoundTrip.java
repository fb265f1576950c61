package org.sonoprobe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.sonoprobe.api.Component;
import org.sonoprobe.config.ComponentYaml;

/** Writes a component as YAML and reads it back. */
final class RoundTrip {
  private RoundTrip() {}

  static <T extends Component> void check(Class<T> kind, T component) throws java.io.IOException {
    String yaml = ComponentYaml.write(component);

    assertThat(ComponentYaml.read(kind, yaml)).isEqualTo(component);
  }
}
