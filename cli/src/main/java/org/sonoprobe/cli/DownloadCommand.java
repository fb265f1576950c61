package org.sonoprobe.cli;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.assets.Downloads;
import org.sonoprobe.experiment.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fetches datasets and weights. */
@Command(
    name = "download",
    mixinStandardHelpOptions = true,
    description = {
      "Fetch a dataset, or everything that a configuration needs: datasets and weights.",
      "What is here and right is not fetched again; what was cut short is resumed; checksums are"
          + " compared where they are published."
    })
final class DownloadCommand implements Callable<Integer> {
  @Mixin private DatasetOptions which = new DatasetOptions();

  @Option(
      names = {"--metadata-only", "--annotations-only"},
      description = "Leave the audio where it is: fetch annotations and splits only.")
  private boolean annotationsOnly;

  @Option(names = "--offline", description = "Make no connection; say what is missing.")
  private boolean offline;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description =
          "A place of your own to be tried first, at URL/NAME/file for each file; may be repeated.")
  private List<URI> mirrors = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Downloads.Builder downloads = Downloads.builder().offline(offline);
    mirrors.forEach(downloads::mirror);
    if (which.isConfiguration()) {
      fetch(which.experiments(), downloads, annotationsOnly);
    } else {
      Dataset dataset = which.dataset();
      if (dataset.assets().isEmpty()) {
        throw new IllegalArgumentException(
            "dataset '" + dataset.name() + "' names nothing that can be fetched");
      }
      fetch(Set.of(dataset), downloads, annotationsOnly);
    }
    return 0;
  }

  /** Fetches what experiments need. */
  static void fetch(
      List<Experiment> experiments, Downloads.Builder downloads, boolean annotationsOnly)
      throws IOException {
    Set<Component> components = new LinkedHashSet<>();
    for (Experiment experiment : experiments) {
      experiment.datasets().forEach(choice -> components.add(choice.dataset()));
      experiment.embeddings().forEach(choice -> components.add(choice.model()));
      for (Scenario scenario : experiment.scenarios()) {
        for (Deformation step : scenario.steps()) {
          components.add(step);
        }
      }
      experiment.downstream().forEach(choice -> components.add(choice.model()));
    }
    fetch(components, downloads, annotationsOnly);
  }

  private static void fetch(
      Set<? extends Component> components, Downloads.Builder builder, boolean annotationsOnly)
      throws IOException {
    if (components.stream().allMatch(component -> component.assets().isEmpty())) {
      System.err.println("nothing that is named here can be fetched");
    }
    Downloads downloads = builder.listener(new Progress(System.err)).build();
    for (Component component : components) {
      downloads.acquire(component, Assets.standard(), annotationsOnly);
    }
  }
}
