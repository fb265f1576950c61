package org.sonoprobe.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Scenario;

/**
 * What one step of a scenario drew for a track.
 *
 * @param experiment the experiment's name
 * @param dataset the dataset's name
 * @param track the track's id
 * @param scenario the scenario's name
 * @param step its place in the scenario, from 1 on
 * @param deformation the deformation's name
 * @param drawn names with values, {@code snr_db=12.5; place=0.3}; {@code nothing} where it did not
 *     act or tells nothing
 */
public record DrawnChange(
    String experiment,
    String dataset,
    String track,
    String scenario,
    int step,
    String deformation,
    String drawn) {

  static List<String> titles() {
    return List.of("experiment", "dataset", "track", "scenario", "step", "deformation", "drawn");
  }

  List<Object> cells() {
    return List.of(experiment, dataset, track, scenario, step, deformation, drawn);
  }

  /** What {@link #cells} wrote. */
  static DrawnChange read(List<String> cells) {
    if (cells.size() != titles().size()) {
      throw new IllegalArgumentException("what was drawn has " + titles().size() + " cells");
    }
    return new DrawnChange(
        cells.get(0),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        Integer.parseInt(cells.get(4)),
        cells.get(5),
        cells.get(6));
  }

  /** What the random steps of scenarios draw for the tracks of extractions. */
  static List<DrawnChange> of(Plan plan, List<Extraction> extractions, Scenarios scenarios)
      throws IOException {
    List<DrawnChange> all = new ArrayList<>();
    for (Extraction extraction : extractions) {
      Set<String> heard = new LinkedHashSet<>();
      extraction.wanted().forEach(wanted -> heard.add(wanted.scenario()));
      for (String name : heard) {
        Scenario scenario = scenarios.named(name).scenario();
        List<Deformation> steps = scenario.steps();
        if (steps.stream().noneMatch(Deformation::isRandom)) {
          continue;
        }
        List<Change> changes = scenarios.drawn(extraction.trackId(), name);
        for (int s = 0; s < steps.size(); s++) {
          if (steps.get(s).isRandom()) {
            all.add(
                new DrawnChange(
                    plan.experiment().name(),
                    extraction.dataset(),
                    extraction.trackId(),
                    name,
                    s + 1,
                    steps.get(s).name(),
                    words(changes.get(s).drawn())));
          }
        }
      }
    }
    return all;
  }

  private static String words(Map<String, Object> drawn) {
    return drawn.isEmpty()
        ? "nothing"
        : drawn.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("; "));
  }
}
