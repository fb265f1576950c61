package org.sonoprobe.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Kind;
import org.sonoprobe.component.Parameters;
import picocli.CommandLine.Command;

/** Every component on the class path. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "List every component on the class path with its parameters, their defaults and the jar it comes from.")
final class ListCommand implements Runnable {

  @Override
  public void run() {
    for (Kind kind : Kind.values()) {
      System.out.println(kind.words() + "s");
      Map<String, ? extends Component> found = Components.all(kind.type());
      found.forEach((name, component) -> print(name, component));
    }
  }

  private static void print(String name, Component component) {
    List<String> parameters = new ArrayList<>();
    for (Parameters.Entry entry : Parameters.of(component.getClass())) {
      parameters.add(
          entry.name()
              + (entry.required() ? " (required)" : "=" + Parameters.text(entry.read(component))));
    }
    System.out.println("  " + name + "  [" + Components.origin(component) + "]");
    if (!parameters.isEmpty()) {
      System.out.println("      " + String.join(", ", parameters));
    }
    if (component instanceof EmbeddingModel model) {
      model.notes().forEach(note -> System.out.println("      " + note));
    }
  }
}
