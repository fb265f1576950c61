package org.sonoprobe.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Target;

/**
 * Draws of examples with replacement: within each class, so that none is lost; of all together
 * where targets are no classes.
 */
final class Resampled {
  private Resampled() {}

  /** Positions of as many tracks as there are. */
  static int[] of(Examples examples, long seed) {
    Map<Object, List<Integer>> strata = new LinkedHashMap<>();
    for (int i = 0; i < examples.trackCount(); i++) {
      Target target = examples.targets().get(i);
      strata
          .computeIfAbsent(
              target instanceof Target.Label label ? label.name() : "", key -> new ArrayList<>())
          .add(i);
    }
    RandomGenerator random = Seeds.generator(seed);
    int[] drawn = new int[examples.trackCount()];
    int at = 0;
    for (List<Integer> members : strata.values()) {
      for (int i = 0; i < members.size(); i++) {
        drawn[at++] = members.get(random.nextInt(members.size()));
      }
    }
    return drawn;
  }
}
