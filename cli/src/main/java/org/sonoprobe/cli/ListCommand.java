package org.sonoprobe.cli;

import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.ModelCard;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.Kinds;
import org.sonoprobe.run.work.BackendProvider;
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
    for (Class<? extends Component> kind : Kinds.all()) {
      System.out.println(Components.words(kind) + "s");
      Components.all(kind).forEach(ListCommand::print);
    }
    System.out.println("backends");
    BackendProvider.all().forEach(backend -> System.out.println("  " + backend.name()));
  }

  private static void print(String name, Component component) {
    List<String> parameters = new ArrayList<>();
    for (Components.ParameterText parameter : Components.explain(component)) {
      parameters.add(
          parameter.name() + (parameter.required() ? " (required)" : "=" + parameter.value()));
    }
    System.out.println("  " + name + "  [" + Components.origin(component) + "]");
    if (!parameters.isEmpty()) {
      System.out.println("      " + String.join(", ", parameters));
    }
    if (component instanceof EmbeddingModel model) {
      model.card().ifPresent(card -> System.out.println("      " + words(card)));
      model.notes().forEach(note -> System.out.println("      " + note));
    }
  }

  /** Such as "CNN, tagging, mel spectrogram, 128 dimensions, trained on audioset; licence: MIT". */
  private static String words(ModelCard card) {
    ModelCard.Design design = card.design();
    return String.join(
            ", ",
            design.architecture(),
            design.paradigm(),
            design.input(),
            card.dimension() + " dimensions",
            "trained on "
                + (card.trainedOn().isEmpty()
                    ? "data that is not public"
                    : String.join(" and ", card.trainedOn())))
        + "; licence: "
        + card.origin().licence()
        + (card.nonCommercial() ? " (NOT FOR COMMERCIAL USE)" : "");
  }
}
