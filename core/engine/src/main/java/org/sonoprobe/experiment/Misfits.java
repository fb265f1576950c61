package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Task;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Nearest;

/**
 * What is missing or wrong in an experiment that is being built.
 *
 * @param draft as far as it has been built
 */
record Misfits(ExperimentBuilder draft) {

  /** All that is missing or wrong; nothing if the experiment can be built. */
  List<Misfit> all() {
    List<String> problems = new ArrayList<>(draft.misnamed);
    if (draft.taskName.isBlank()) {
      problems.add("no task");
    }
    if (draft.repeats < 1) {
      problems.add("repeats must be at least 1, but are " + draft.repeats);
    }
    if (draft.trainingSizes.stream().anyMatch(size -> size < 1)
        || draft.trainingSizes.stream().distinct().count() < draft.trainingSizes.size()) {
      problems.add(
          "training_sizes must be different numbers of tracks from 1 on, but are "
              + draft.trainingSizes);
    }
    if (draft.bootstrap != 0 && draft.bootstrap < Experiment.FEWEST_DRAWS) {
      problems.add(
          "bootstrap must be 0, for no intervals, or at least %s draws, but is %s"
              .formatted(Experiment.FEWEST_DRAWS, draft.bootstrap));
    }
    require(problems, draft.datasets, "no dataset");
    require(problems, draft.embeddings, "no embedding model");
    require(problems, draft.downstream, "no downstream model");
    require(problems, draft.aggregations, "no aggregation");
    Set<String> ways = new HashSet<>();
    for (Aggregation each : draft.aggregations) {
      if (!ways.add(Experiment.label(each))) {
        problems.add("aggregation '" + Experiment.label(each) + "' is listed twice; remove one");
      }
    }
    List<Metric> judges = draft.judges(problems);
    if (!draft.taskName.isBlank()) {
      require(problems, judges, "no metric");
    }
    List<Misfit> misfits = new ArrayList<>();
    if (!draft.taskName.isBlank()) {
      addForTask(misfits, draft.wantedTask());
    }
    List<String> scenarioNames = new ArrayList<>(List.of(Scenario.CLEAN.name()));
    draft.scenarios.forEach(scenario -> scenarioNames.add(scenario.name()));
    unique(problems, "scenarios", scenarioNames);
    unique(
        problems,
        "datasets",
        draft.datasets.stream().map(Experiment.DatasetChoice::label).toList());
    unique(
        problems,
        "embedding models",
        draft.embeddings.stream().map(Experiment.EmbeddingChoice::label).toList());
    unique(
        problems,
        "downstream models",
        draft.downstream.stream().map(Experiment.DownstreamChoice::label).toList());
    unique(problems, "metrics", judges.stream().map(Metric::label).toList());
    unique(problems, "measures", draft.measures.stream().map(Components::summary).toList());
    List<Misfit> all = new ArrayList<>();
    problems.forEach(problem -> all.add(new Misfit(Misfit.Part.WHOLE, 0, problem)));
    all.addAll(misfits);
    addForScenarios(all);
    return all;
  }

  /** What does not fit the task. */
  private void addForTask(List<Misfit> misfits, Task task) {
    for (int i = 0; i < draft.datasets.size(); i++) {
      Experiment.DatasetChoice choice = draft.datasets.get(i);
      List<String> known = choice.dataset().tasks().stream().sorted().toList();
      if (!known.isEmpty() && !known.contains(task.name())) {
        misfits.add(
            new Misfit(
                Misfit.Part.DATASET,
                i,
                "dataset '"
                    + choice.label()
                    + "' has no task '"
                    + task.name()
                    + "'"
                    + Nearest.hint(task.name(), known)
                    + ", only "
                    + known));
      }
    }
    for (int i = 0; i < draft.measures.size(); i++) {
      String called = draft.measures.get(i).name();
      int place = i;
      draft
          .measures
          .get(i)
          .problem(task)
          .ifPresent(
              reason ->
                  misfits.add(
                      new Misfit(
                          Misfit.Part.MEASURE, place, "measure '" + called + "' " + reason)));
    }
    for (int i = 0; i < draft.metrics.size(); i++) {
      if (!draft.metrics.get(i).supports(task.type())) {
        misfits.add(
            new Misfit(
                Misfit.Part.METRIC,
                i,
                "metric '"
                    + draft.metrics.get(i).name()
                    + "' cannot judge a "
                    + task.type().name()
                    + " task"));
      }
    }
    for (int i = 0; i < draft.downstream.size(); i++) {
      Experiment.DownstreamChoice choice = draft.downstream.get(i);
      int position = i;
      Set<String> heard = new HashSet<>(List.of(Scenario.CLEAN.name()));
      draft.scenarios.forEach(scenario -> heard.add(scenario.name()));
      Set<String> named = new HashSet<>();
      for (String name : choice.trainedOn()) {
        if (!named.add(name)) {
          misfits.add(
              new Misfit(
                  Misfit.Part.DOWNSTREAM,
                  position,
                  "downstream model '%s' is to be trained on scenario '%s' twice"
                      .formatted(choice.label(), name)));
        }
        if (!heard.contains(name)) {
          misfits.add(
              new Misfit(
                  Misfit.Part.DOWNSTREAM,
                  position,
                  "downstream model '"
                      + choice.label()
                      + "' is to be trained on scenario '"
                      + name
                      + "', which the experiment has not"
                      + Nearest.hint(name, heard)
                      + "; it has: "
                      + String.join(", ", new java.util.TreeSet<>(heard))));
        }
      }
      choice
          .model()
          .problem(task)
          .ifPresent(
              reason ->
                  misfits.add(
                      new Misfit(
                          Misfit.Part.DOWNSTREAM,
                          position,
                          "downstream model '" + choice.label() + "' " + reason)));
    }
  }

  private void addForScenarios(List<Misfit> misfits) {
    Map<List<Object>, String> known = new HashMap<>();
    Map<String, String> levels = new HashMap<>();
    for (int i = 0; i < draft.scenarios.size(); i++) {
      Scenario scenario = draft.scenarios.get(i);
      String same =
          known.putIfAbsent(List.of(scenario.steps(), scenario.labels()), scenario.name());
      String level = scenario.level().map(each -> each.sweep() + " at " + each.value()).orElse("");
      String there = level.isEmpty() ? null : levels.putIfAbsent(level, scenario.name());
      if (there != null) {
        misfits.add(
            new Misfit(
                Misfit.Part.SCENARIO,
                i,
                "scenarios '"
                    + there
                    + "' and '"
                    + scenario.name()
                    + "' stand at one level of a sweep ("
                    + level
                    + "); a curve has one score there"));
      }
      if (scenario.isClean()) {
        misfits.add(
            new Misfit(
                Misfit.Part.SCENARIO,
                i,
                "scenario '"
                    + scenario.name()
                    + "' has no deformation; the clean audio is always heard, as '"
                    + Scenario.CLEAN.name()
                    + "'"));
      } else if (same != null) {
        misfits.add(
            new Misfit(
                Misfit.Part.SCENARIO,
                i,
                "scenarios '" + same + "' and '" + scenario.name() + "' do the same; remove one"));
      }
    }
  }

  private static void require(List<String> problems, List<?> items, String problem) {
    if (items.isEmpty() && problems.stream().noneMatch(known -> known.startsWith(problem))) {
      problems.add(problem);
    }
  }

  private static void unique(List<String> problems, String what, List<String> labels) {
    Set<String> seen = new HashSet<>();
    for (String label : labels) {
      if (!seen.add(label.toLowerCase(Locale.ROOT))) {
        problems.add("two " + what + " are called '" + label + "'; give one of them another name");
      }
    }
  }
}
