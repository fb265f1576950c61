package org.sonoprobe.config;

import java.util.Set;
import org.sonoprobe.api.Component;
import org.sonoprobe.component.Internal;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Scalar;

/** A single component as YAML: its {@code type} and parameters. */
@Internal
public final class ComponentYaml {
  private ComponentYaml() {}

  /** A component with every parameter. */
  public static String write(Component component) {
    return ExperimentWriter.component(component);
  }

  /**
   * The component that a mapping with {@code type} and parameters says.
   *
   * @throws ConfigException listing all that is wrong
   */
  public static <T extends Component> T read(Class<T> kind, String yaml) throws ConfigException {
    return read(kind, yaml, "the text");
  }

  /** The component that a mapping says; {@code source} names it in messages. */
  public static <T extends Component> T read(Class<T> kind, String yaml, String source)
      throws ConfigException {
    Problems problems = new Problems();
    Node root = YamlReader.read(yaml, problems);
    problems.throwIfAny(source);
    T component = null;
    if (root instanceof Mapping mapping && mapping.entries().get("type") instanceof Scalar type) {
      component =
          new Binder(problems).component(kind, type.text(), type.place(), mapping, Set.of("type"));
    } else {
      problems.add(root.place(), "a component must be a mapping with a 'type'");
    }
    if (component == null) {
      problems.throwIfAny(source);
      throw new IllegalStateException("a component without problems is never missing");
    }
    return component;
  }
}
