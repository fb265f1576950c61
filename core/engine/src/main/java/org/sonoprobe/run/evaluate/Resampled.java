package org.sonoprobe.run.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.sonoprobe.api.Examples;
import org.sonoprobe.component.Seeds;

/**
 * Draws of examples: within each class, so that none is lost; of all together where targets are no
 * classes.
 */
final class Resampled {
  private Resampled() {}

  /** Positions of as many tracks as there are, with replacement. */
  static int[] of(Examples examples, long seed) {
    RandomGenerator random = Seeds.generator(seed);
    int[] drawn = new int[examples.trackCount()];
    int at = 0;
    for (List<Integer> members : strata(examples)) {
      for (int i = 0; i < members.size(); i++) {
        drawn[at++] = members.get(random.nextInt(members.size()));
      }
    }
    return drawn;
  }

  /**
   * So many tracks, or all: those of a smaller number are among those of a larger one, and each
   * class has its share as far as that goes.
   */
  static int[] nested(Examples examples, int size, long seed) {
    RandomGenerator random = Seeds.generator(seed);
    double[] place = new double[examples.trackCount()];
    for (List<Integer> members : strata(examples)) {
      for (int i = members.size() - 1; i > 0; i--) {
        Collections.swap(members, i, random.nextInt(i + 1));
      }
      double first = random.nextDouble();
      for (int i = 0; i < members.size(); i++) {
        place[members.get(i)] = (i + first) / members.size();
      }
    }
    return IntStream.range(0, place.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> place[i]))
        .limit(size)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /** Positions of the tracks of each class; of all where targets are no classes. */
  private static Collection<List<Integer>> strata(Examples examples) {
    Map<String, List<Integer>> strata = new LinkedHashMap<>();
    for (int i = 0; i < examples.trackCount(); i++) {
      String name = examples.targets().get(i).onlyClass().orElse("");
      strata.computeIfAbsent(name, key -> new ArrayList<>()).add(i);
    }
    return strata.values();
  }
}
