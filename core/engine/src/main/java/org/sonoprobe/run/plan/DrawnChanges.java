package org.sonoprobe.run.plan;

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
import org.sonoprobe.component.Internal;
import org.sonoprobe.results.DrawnChange;

/** The draws of random deformations. */
@Internal
public final class DrawnChanges {
  private DrawnChanges() {}

  /** What the random steps of scenarios draw for the tracks of extractions. */
  public static List<DrawnChange> of(Plan plan, List<Extraction> extractions, Scenarios scenarios)
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
