package org.sonoprobe.run.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.component.Identity;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Protocol;

/** The protocols of plans. */
final class Protocols {
  private Protocols() {}

  /**
   * What the scores of a plan rest on.
   *
   * @return {@link Protocol#UNKNOWN} if a dataset or a file that a component names is not there
   */
  static Protocol of(Plan plan) {
    Experiment experiment = plan.experiment();
    Identity identity = new Identity();
    try {
      Hashes.OfPieces base = new Hashes.OfPieces();
      base.add(
          "seed %d\nrepeats %d\ntask %s\n%s\n"
              .formatted(
                  experiment.seed(),
                  experiment.repeats(),
                  experiment.task().name(),
                  identity.of(experiment.task().type())));
      for (Plan.PlannedDataset dataset : plan.datasets()) {
        if (dataset.corpus().isEmpty()) {
          return Protocol.UNKNOWN;
        }
        addSplits(dataset, dataset.corpus().get(), base);
      }
      Map<String, String> scenarios = new LinkedHashMap<>();
      for (Scenario scenario : experiment.scenarios()) {
        scenarios.put(scenario.name(), does(scenario, identity));
      }
      Map<String, String> probes = new LinkedHashMap<>();
      for (Experiment.DownstreamChoice choice : experiment.downstream()) {
        List<String> parts = new ArrayList<>(List.of(identity.of(choice.model())));
        choice.trainedOn().forEach(name -> parts.add(scenarios.getOrDefault(name, name)));
        probes.put(choice.label(), Hashes.sha256(String.join("\n", parts)));
      }
      return new Protocol(base.hex(), scenarios, probes);
    } catch (IOException e) {
      return Protocol.UNKNOWN; // the run says what is missing
    }
  }

  private static String does(Scenario scenario, Identity identity) throws IOException {
    List<String> steps = new ArrayList<>(List.of(scenario.labels().name()));
    for (Deformation step : scenario.steps()) {
      steps.add(identity.of(step));
    }
    return Hashes.sha256(String.join("\n", steps));
  }

  /** Which tracks train, validate and test in each split, and what is true of them. */
  private static void addSplits(Plan.PlannedDataset dataset, Corpus corpus, Hashes.OfPieces hash) {
    Map<String, Target> truth = new HashMap<>();
    corpus.tracks().forEach(track -> truth.put(track.id(), track.target()));
    hash.add("dataset " + dataset.label() + "\n");
    for (Split split : dataset.splits()) {
      hash.add("split " + split.name() + "\n");
      Map<String, List<String>> parts = new LinkedHashMap<>();
      parts.put("train", split.train());
      parts.put("validation", split.validation());
      parts.put("test", split.test());
      parts.forEach(
          (part, ids) -> {
            hash.add(part + "\n");
            for (String id : ids) {
              Target target = truth.get(id);
              String words = target == null ? "" : corpus.task().type().write(target);
              hash.add("%d:%s\t%s\n".formatted(id.length(), id, words));
            }
          });
    }
  }
}
