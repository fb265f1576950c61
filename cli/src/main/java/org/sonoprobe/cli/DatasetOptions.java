package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.ComponentYaml;
import org.sonoprobe.experiment.Experiment;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One dataset by name, or those of a configuration. */
final class DatasetOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "A dataset, as 'list' has it; or give a configuration.")
  private String name = "";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration whose datasets are meant.")
  private String config = "";

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      description = "The folder of the dataset NAME; data/NAME unless given.")
  private Optional<Path> dir = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A parameter of the dataset NAME, such as subset=genre, or a change to the configuration;"
              + " may be repeated.")
  private List<String> overrides = new ArrayList<>();

  /** Whether a configuration is meant. */
  boolean isConfiguration() {
    if (name.isEmpty() == config.isEmpty()) {
      throw new IllegalArgumentException(
          "give the name of a dataset, or a configuration with -c FILE"
              + (name.isEmpty() ? "" : ", not both"));
    }
    return name.isEmpty();
  }

  List<Experiment> experiments() throws IOException {
    return ConfigOptions.read(config, overrides);
  }

  /** The dataset of that name with its parameters. */
  Dataset dataset() throws IOException {
    Dataset known = Components.named(Dataset.class, name);
    StringBuilder yaml = new StringBuilder("type: ").append(quoted(name)).append('\n');
    boolean hasDir =
        Components.explain(known).stream().anyMatch(parameter -> parameter.name().equals("dir"));
    if (dir.isPresent() && !hasDir) {
      throw new IllegalArgumentException(
          "dataset '" + known.name() + "' has no folder; give its parameters with --set");
    }
    boolean given = overrides.stream().anyMatch(each -> each.startsWith("dir="));
    if (hasDir && !given) {
      yaml.append("dir: ")
          .append(quoted(dir.orElse(Path.of("data", known.name())).toString()))
          .append('\n');
    }
    for (String each : overrides) {
      int equals = each.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("--set needs KEY=VALUE, but is given '" + each + "'");
      }
      yaml.append(each, 0, equals).append(": ").append(each.substring(equals + 1)).append('\n');
    }
    return ComponentYaml.read(Dataset.class, yaml.toString(), "--set for dataset '" + name + "'");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
