package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.component.Locations;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import picocli.CommandLine.Option;

/** The options that give a command its experiments. */
final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description =
          "Configuration: a path, or the bare name of a file NAME.yml here or in ./configs.")
  private String config = "";

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Change one value, such as experiments.0.downstream_models.0.epochs=1; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  List<Experiment> experiments() throws IOException {
    return read(config, overrides);
  }

  /** The experiments of a configuration: a path, or a bare name. */
  static List<Experiment> read(String config, List<String> overrides) throws IOException {
    return ExperimentFile.read(file(config), overrides.toArray(String[]::new));
  }

  /**
   * The configuration file.
   *
   * @throws IllegalArgumentException naming every path that was tried
   */
  private static Path file(String config) {
    Path given = Locations.path(config);
    if (!Locations.isHere(given)) {
      return given;
    }
    List<Path> tried =
        List.of(
            given,
            Path.of(config + ".yml"),
            Path.of(config + ".yaml"),
            Path.of("../examples/configs", config),
            Path.of("../examples/configs", config + ".yml"),
            Path.of("../examples/configs", config + ".yaml"));
    return tried.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no configuration '%s'; tried: %s"
                        .formatted(
                            config,
                            String.join(", ", tried.stream().map(Path::toString).toList()))));
  }
}
