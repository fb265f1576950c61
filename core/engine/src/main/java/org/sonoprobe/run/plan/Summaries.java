package org.sonoprobe.run.plan;

import org.sonoprobe.api.Component;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Task;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Internal;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.LayerPooling;
import org.sonoprobe.results.Condition;
import org.sonoprobe.results.Summary;
import org.sonoprobe.results.Summary.Part;

/** Experiments in the words that reports use. */
@Internal
public final class Summaries {
  private Summaries() {}

  /** The experiment of a plan in names and words. */
  static Summary of(Plan plan) {
    Experiment experiment = plan.experiment();
    return new Summary(
        experiment.name(),
        experiment.seed(),
        experiment.bootstrap(),
        new Task(experiment.task().name(), experiment.task().type()),
        experiment.aggregations().stream().map(Experiment::label).toList(),
        experiment.datasets().stream().map(Experiment.DatasetChoice::label).toList(),
        experiment.scenarios().stream()
            .map(scenario -> new Part(scenario.name(), steps(scenario)))
            .toList(),
        experiment.embeddings().stream()
            .map(choice -> new Part(choice.label(), words(choice)))
            .toList(),
        experiment.downstream().stream()
            .map(choice -> new Part(choice.label(), words(choice)))
            .toList(),
        experiment.metrics().stream().map(Summary.Judge::of).toList(),
        plan.overlapping(),
        Protocols.of(plan));
  }

  /** What a scenario is. */
  public static Condition condition(Scenario scenario) {
    return new Condition(
        steps(scenario),
        scenario.level().map(Scenario.Level::sweep).orElse(""),
        scenario.level().map(Scenario.Level::value).orElse(Double.NaN));
  }

  private static String words(Experiment.DownstreamChoice choice) {
    return words(choice.model())
        + (choice.isTrainedOnClean()
            ? ""
            : ", trained on " + String.join(", ", choice.trainedOn()));
  }

  /** What a scenario does, with all parameters; empty for the clean audio. */
  private static String steps(Scenario scenario) {
    return String.join(", then ", scenario.steps().stream().map(Components::describe).toList())
        + (scenario.labels() == Scenario.Labels.KEPT ? "; labels as on clean audio" : "");
  }

  /** A model with the layers that are chosen and what becomes of them. */
  private static String words(Experiment.EmbeddingChoice choice) {
    return Components.summary(choice.model())
        + (choice.layers().isEmpty() ? "" : ", layers " + String.join(" and ", choice.layers()))
        + (choice.pooling() == LayerPooling.MEAN ? "" : ", one after the other");
  }

  private static String words(Component component) {
    String text = Components.summary(component);
    return text.equals(component.name()) ? text + " with its defaults" : text;
  }
}
