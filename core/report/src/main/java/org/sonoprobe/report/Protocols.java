package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.config.Configurations;
import org.sonoprobe.json.JsonFiles;
import org.sonoprobe.results.ExperimentData;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunFiles;
import org.sonoprobe.results.Summary;

/**
 * The conditions that scores rest on apart from what they are named by, as the first digits of a
 * SHA-256: the seed and all else that the configuration says beside datasets, models, metrics and
 * scenarios; which tracks train, validate and test in each split, and how many have each label;
 * what the scenario does. Where files lie is no part of it, so that it is the same on another
 * machine.
 */
final class Protocols {
  private static final int DIGITS = 8;
  private static final String SCENARIO = "-";

  private final Map<String, String> ofExperiments = new HashMap<>();

  private Protocols() {}

  /** The protocols of a run. Of one that has no folder they tell experiments apart, no more. */
  static Protocols of(Results results) {
    Protocols protocols = new Protocols();
    Map<String, String> settings = Configurations.protocols(results.configuration());
    Map<String, Object> splits = splits(results);
    for (Summary experiment : results.experiments()) {
      StringBuilder text = new StringBuilder(settings.getOrDefault(experiment.name(), ""));
      // without its splits an experiment is like none of another run
      text.append(
          splits.getOrDefault(
              experiment.name(), experiment.name() + results.directory().map(Path::toString)));
      for (ExperimentData data : results.data()) {
        if (data.experiment().equals(experiment.name())) {
          text.append(data.dataset()).append(data.counts());
        }
      }
      protocols.ofExperiments.put(experiment.name(), text.toString());
    }
    return protocols;
  }

  private static Map<String, Object> splits(Results results) {
    if (results.directory().isEmpty()) {
      return Map.of();
    }
    Path file = results.directory().get().resolve(RunFiles.SPLITS);
    try {
      return Files.exists(file) ? JsonFiles.read(file).orElse(Map.of()) : Map.of();
    } catch (IOException e) {
      return Map.of(); // its experiments compete with nothing but themselves
    }
  }

  /** The protocol of what an experiment scored under a scenario. */
  String of(Summary experiment, String scenario) {
    String does =
        experiment.scenarios().stream()
            .filter(part -> part.name().equals(scenario))
            .map(Summary.Part::text)
            .findFirst()
            .orElse("");
    String base =
        Hashes.sha256(ofExperiments.getOrDefault(experiment.name(), "")).substring(0, DIGITS);
    return does.isEmpty() ? base : base + SCENARIO + Hashes.sha256(does).substring(0, DIGITS);
  }

  /** That of the experiment, whatever the scenario. */
  static String base(String protocol) {
    return protocol.split(SCENARIO, 2)[0];
  }

  /** The protocol of what an experiment scored on clean audio. */
  String of(Summary experiment) {
    return of(experiment, "");
  }
}
