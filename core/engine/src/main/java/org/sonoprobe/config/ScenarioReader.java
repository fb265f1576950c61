package org.sonoprobe.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Scalar;
import org.sonoprobe.config.Node.Sequence;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.Misfit;
import org.sonoprobe.experiment.Sweeps;

/**
 * The scenarios of an experiment in YAML, among them those of sweeps.
 *
 * @param blocks what is read
 */
record ScenarioReader(Blocks blocks) {
  private static final String DESCRIBED = "described";

  private static final String NUMBERED = "numbered";

  void scenarios(Mapping mapping, ExperimentBuilder builder) {
    Node list = mapping.entries().get("deformations");
    List<Node> datasets = blocks.items(mapping, "datasets");
    for (Node item : datasets) {
      Node own = item instanceof Mapping dataset ? dataset.entries().get("deformations") : null;
      if (list == null && own != null && item == datasets.get(0)) {
        list = own;
      } else if (own == null
          ? list != null && !mapping.entries().containsKey("deformations")
          : list == null || !Blocks.plain(list).equals(Blocks.plain(own))) {
        blocks.problems.add(
            (own == null ? item : own).place(),
            "deformations differ between datasets; give one list for the experiment");
      }
    }
    if (list == null
        || list instanceof Scalar scalar && (scalar.isNull() || scalar.text().equals("False"))) {
      return;
    }
    if (!(list instanceof Sequence sequence)) {
      blocks.problems.add(
          list.place(), "'deformations' must be a list of scenarios, but is " + list.kind());
      return;
    }
    boolean numbered = false;
    if (mapping.entries().get("scenario_names") instanceof Scalar names) {
      numbered = names.text().equalsIgnoreCase(NUMBERED);
      if (!numbered && !names.text().equalsIgnoreCase(DESCRIBED)) {
        blocks.problems.add(
            names.place(),
            "'scenario_names' must be described (SNR 15 dB) or numbered (D1, D2 ... as the thesis"
                + " has them), but is "
                + names.kind());
      }
    }
    int number = 0;
    for (Node node : sequence.items()) {
      number++;
      if (node instanceof Mapping entry && entry.entries().get("sweep") instanceof Mapping sweep) {
        sweep(entry, sweep, builder);
      } else {
        scenario(node, number, numbered, builder);
      }
    }
  }

  /** One parameter of one deformation at several values. */
  private void sweep(Mapping entry, Mapping sweep, ExperimentBuilder builder) {
    blocks.binder.rejectUnknownKeys(entry, "a sweep", Map.of("sweep", "sweep", "labels", "labels"));
    String over = blocks.text(sweep, "over", "");
    List<Node> values = blocks.items(sweep, "values");
    if (!(sweep.entries().get("type") instanceof Scalar type)
        || over.isBlank()
        || values.isEmpty()) {
      blocks.problems.add(
          sweep.place(),
          "a sweep needs 'type', 'over' and 'values', such as {type: AddGaussianSNR, over: snr_db,"
              + " values: [30, 20, 10, 0]}");
      return;
    }
    Deformation base =
        blocks.binder.component(Deformation.class, type.text(), type.place(), sweep, Keys.SWEEP);
    if (base == null) {
      return;
    }
    for (String word : List.of(over, "min_" + over, "max_" + over)) {
      if (sweep.entries().containsKey(word)) {
        blocks.problems.add(
            Binder.place(sweep, word),
            "'" + word + "' is what the sweep is over; its values say it");
        return;
      }
    }
    List<Double> levels = new ArrayList<>();
    for (Node value : values) {
      Double level = value instanceof Scalar scalar ? Blocks.number(scalar.text()) : null;
      if (level == null) {
        blocks.problems.add(
            value.place(), "a level of a sweep must be a number, but is " + value.kind());
        return;
      }
      levels.add(level);
    }
    if (!Sweeps.goOneWay(levels)) {
      blocks.problems.add(
          Binder.place(sweep, "values"),
          "the values of a sweep must go one way, from mild to harsh, but are " + levels);
      return;
    }
    Scenario.Labels labels = labels(entry);
    for (int i = 0; i < levels.size(); i++) {
      try {
        builder.scenario(Sweeps.atLevel(base, over, levels.get(i), labels, builder.scenarios()));
        blocks.stands(Misfit.Part.SCENARIO, values.get(i).place());
      } catch (IllegalArgumentException e) {
        blocks.problems.add(values.get(i).place(), String.valueOf(e.getMessage()));
        return; // the same for all
      }
    }
  }

  private Scenario.Labels labels(Mapping mapping) {
    if (!(mapping.entries().get("labels") instanceof Scalar scalar)) {
      return Scenario.Labels.MOVED;
    }
    for (Scenario.Labels each : Scenario.Labels.values()) {
      if (each.name().equalsIgnoreCase(scalar.text())) {
        return each;
      }
    }
    blocks.problems.add(
        scalar.place(),
        "'labels' must be moved (with what is heard) or kept, but is " + scalar.kind());
    return Scenario.Labels.MOVED;
  }

  private Optional<Scenario.Level> level(Mapping mapping) {
    Node given = mapping.entries().get("level");
    if (given == null) {
      return Optional.empty();
    }
    if (!(given instanceof Mapping level)) {
      blocks.problems.add(
          given.place(),
          "'level' must be a mapping such as {sweep: codecs, value: 64}, but is " + given.kind());
      return Optional.empty();
    }
    blocks.binder.rejectUnknownKeys(level, "a level", Map.of("sweep", "sweep", "value", "value"));
    Double value = Blocks.number(blocks.text(level, "value", ""));
    String sweep = blocks.text(level, "sweep", "");
    if (value == null || sweep.isBlank()) {
      blocks.problems.add(
          level.place(),
          "a level needs the name of its sweep and a number, such as {sweep: codecs, value: 64}");
      return Optional.empty();
    }
    return Optional.of(new Scenario.Level(sweep, value));
  }

  private void scenario(Node node, int number, boolean numbered, ExperimentBuilder builder) {
    String name = "";
    List<Node> steps;
    Optional<Scenario.Level> level = Optional.empty();
    Scenario.Labels labels = Scenario.Labels.MOVED;
    if (node instanceof Sequence sequence) {
      steps = sequence.items();
      rejectNames(steps);
    } else if (node instanceof Mapping mapping && mapping.entries().containsKey("steps")) {
      blocks.binder.rejectUnknownKeys(
          mapping,
          "a scenario",
          Map.of("name", "name", "steps", "steps", "level", "level", "labels", "labels"));
      name = blocks.text(mapping, "name", "");
      level = level(mapping);
      labels = labels(mapping);
      steps = blocks.items(mapping, "steps");
      rejectNames(steps);
    } else {
      steps = List.of(node);
      if (node instanceof Mapping mapping && mapping.entries().containsKey("type")) {
        name = blocks.text(mapping, "name", "");
        labels = labels(mapping);
      }
    }
    if (steps.isEmpty()) {
      blocks.problems.add(
          node.place(),
          "scenario '" + (name.isEmpty() ? "D" + number : name) + "' has no deformation");
    }
    List<Deformation> deformations = new ArrayList<>();
    for (Node step : steps) {
      Deformation deformation = deformation(step);
      if (deformation != null) {
        deformations.add(deformation);
      }
    }
    if (deformations.size() == steps.size() && !steps.isEmpty()) {
      String own =
          !name.isEmpty()
              ? name
              : numbered
                  ? "D" + number
                  : Sweeps.described(deformations, builder.scenarios())
                      + (labels == Scenario.Labels.KEPT ? ", labels kept" : "");
      builder.scenario(new Scenario(own, deformations, level, labels));
      blocks.stands(Misfit.Part.SCENARIO, node.place());
    }
  }

  /** A name beside one step of a chain would name nothing, and labels are the whole's. */
  private void rejectNames(List<Node> steps) {
    for (Node step : steps) {
      if (step instanceof Mapping mapping && mapping.entries().containsKey("labels")) {
        blocks.problems.add(
            Binder.place(mapping, "labels"),
            "labels are those of the whole scenario: {steps: [...], labels: kept}");
      }
      if (step instanceof Mapping mapping
          && mapping.entries().containsKey("type")
          && mapping.entries().containsKey("name")) {
        blocks.problems.add(
            mapping.entries().get("name").place(),
            "a step of a chain has no name; name the scenario as {name: noisy, steps: [...]}");
      }
    }
  }

  private @Nullable Deformation deformation(Node node) {
    if (node instanceof Mapping mapping
        && mapping.entries().get("params") instanceof Mapping params
        && mapping.entries().get("type") instanceof Scalar type) {
      blocks.binder.rejectUnknownKeys(
          mapping,
          "a deformation with 'params'",
          Map.of("name", "name", "type", "type", "params", "params", "labels", "labels"));
      return blocks.binder.component(
          Deformation.class, type.text(), type.place(), params, Set.of());
    }
    if (node instanceof Mapping mapping
        && mapping.entries().get("type") instanceof Scalar type
        && !mapping.entries().containsKey("params")) {
      return blocks.binder.component(
          Deformation.class, type.text(), type.place(), mapping, Keys.DEFORMATION);
    }
    if (node instanceof Mapping mapping && mapping.entries().containsKey("sweep")) {
      blocks.problems.add(
          node.place(), "a sweep is an entry of 'deformations' by itself, not a step of a chain");
      return null;
    }
    if (node instanceof Mapping mapping && Blocks.componentName(mapping, "type") == null) {
      blocks.problems.add(
          node.place(),
          "a deformation must be a name or a mapping with a 'type', a scenario {name: noisy, steps:"
              + " [...]} or {sweep: {...}}, but this has "
              + (mapping.entries().isEmpty() ? "nothing" : mapping.entries().keySet()));
      return null;
    }
    return blocks.simple(node, Deformation.class);
  }
}
