package org.sonoprobe.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.Runner;

/** The experiment of {@link FluentExperiment} in YAML; the two are equal as values. */
public final class YamlExperiment {
  private YamlExperiment() {}

  /** Runs a configuration file, or the one that is built in. */
  public static void main(String[] arguments) throws IOException {
    List<Experiment> experiments =
        arguments.length > 0 ? ExperimentFile.read(Path.of(arguments[0])) : builtIn();
    System.out.println(Report.of(run(experiments)).markdown());
  }

  static List<Experiment> builtIn() throws IOException {
    try (InputStream in = YamlExperiment.class.getResourceAsStream("instruments-under-noise.yml")) {
      if (in == null) {
        throw new UncheckedIOException(new IOException("the built-in configuration is missing"));
      }
      return ExperimentFile.parse(
          new String(in.readAllBytes(), StandardCharsets.UTF_8), "instruments-under-noise.yml");
    }
  }

  static Results run(List<Experiment> experiments) throws IOException {
    return Runner.builder().build().run(experiments);
  }
}
