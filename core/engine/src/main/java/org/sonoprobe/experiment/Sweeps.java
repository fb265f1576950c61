package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Internal;

/** The scenarios of sweeps, and what scenarios are called that nobody has named. */
@Internal
public final class Sweeps {
  private Sweeps() {}

  /** What steps do in few words, with a number behind it if others are called so. */
  public static String described(List<Deformation> steps, List<Scenario> others) {
    String plain = steps.stream().map(Sweeps::called).collect(Collectors.joining(", "));
    String name = plain;
    for (int i = 2; isTaken(name, others); i++) {
      name = plain + " (" + i + ")";
    }
    return name;
  }

  /** What a step does, and how likely that is where it is not sure. */
  private static String called(Deformation step) {
    boolean unsure = Components.parameters(step).get("p") instanceof Double likely && likely < 1;
    return step.label() + (unsure ? " with p " + Components.parameters(step).get("p") : "");
  }

  private static boolean isTaken(String name, List<Scenario> others) {
    return name.equalsIgnoreCase(Scenario.CLEAN.name())
        || others.stream().anyMatch(other -> other.name().equalsIgnoreCase(name));
  }

  /**
   * A deformation with one parameter at a value, as the level of a sweep. The sweep is named by the
   * deformation, the parameter, and whatever else of the deformation is not at its default.
   *
   * @param over the parameter as YAML has it
   * @param labels what becomes of labels
   * @param others scenarios whose names are taken
   * @throws IllegalArgumentException if there is no such parameter or it cannot have the value
   */
  public static Scenario atLevel(
      Deformation deformation,
      String over,
      double value,
      Scenario.Labels labels,
      List<Scenario> others) {
    Deformation step = Components.with(deformation, over, value);
    boolean kept = labels == Scenario.Labels.KEPT;
    String behind = kept ? ", labels kept" : "";
    String name = described(List.of(step), List.of()) + behind;
    if (isTaken(name, others)) {
      name = described(List.of(step), List.of()) + ", " + over + " " + value + behind;
    }
    List<String> rest = besides(step, over, "");
    String sweep =
        deformation.name()
            + " "
            + over
            + (rest.isEmpty() ? "" : " (" + String.join(", ", rest) + ")")
            + behind;
    for (int i = 2; isTaken(name, others); i++) {
      name = described(List.of(step), List.of()) + behind + " (" + i + ")";
    }
    return new Scenario(name, List.of(step), Optional.of(new Scenario.Level(sweep, value)), labels);
  }

  /** What of a component is not at its default, but for one parameter. */
  private static List<String> besides(Component component, String parameter, String before) {
    int point = parameter.indexOf('.');
    String head = point < 0 ? parameter : parameter.substring(0, point);
    Set<String> swept = Set.of(head, "min_" + head, "max_" + head);
    Map<String, Object> usual = Components.parameters(Components.original(component));
    List<String> rest = new ArrayList<>();
    Components.parameters(component)
        .forEach(
            (name, own) -> {
              if (point > 0 && name.equals(head) && own instanceof Component inner) {
                rest.add(before + name + " " + inner.name());
                rest.addAll(besides(inner, parameter.substring(point + 1), before + name + "."));
              } else if (!swept.contains(name) && !own.equals(usual.get(name))) {
                rest.add(before + name + " " + Components.text(own));
              }
            });
    return rest;
  }

  /** Whether the values of a sweep go one way, so that a curve can be gone through. */
  public static boolean goOneWay(List<Double> values) {
    for (int i = 2; i < values.size(); i++) {
      if ((values.get(i) - values.get(i - 1)) * (values.get(1) - values.get(0)) <= 0) {
        return false;
      }
    }
    return values.size() < 2 || !values.get(0).equals(values.get(1));
  }
}
