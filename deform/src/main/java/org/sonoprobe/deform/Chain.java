package org.sonoprobe.deform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Deformer;

/** Several deformations, some of which act on a track one after the other. */
final class Chain {
  private Chain() {}

  /** The selection of the deformations that act on a track. */
  @FunctionalInterface
  interface Choice {
    /** Positions among {@code count}, in the order in which they act. */
    List<Integer> draw(int count, RandomGenerator random);
  }

  static void check(List<Deformation> transforms, double p) {
    Draw.checkProbability(p);
    if (transforms.isEmpty()) {
      throw new IllegalArgumentException("'transforms' must list at least one deformation");
    }
  }

  static Optional<String> unavailable(List<Deformation> transforms) {
    return transforms.stream().flatMap(each -> each.unavailable().stream()).findFirst();
  }

  static String label(List<Deformation> transforms, String between) {
    return transforms.stream().map(Deformation::label).collect(Collectors.joining(between));
  }

  static Deformer open(List<Deformation> transforms, double p, Choice choice) throws IOException {
    List<Deformer> open = new ArrayList<>();
    for (Deformation transform : transforms) {
      open.add(transform.open());
    }
    return random -> {
      boolean acts = Draw.acts(p, random);
      List<Integer> chosen = choice.draw(open.size(), random);
      List<Change> changes = new ArrayList<>();
      Map<String, Object> drawn = new LinkedHashMap<>();
      Change.Move move = Change.Move.NONE;
      List<Long> seeds = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        seeds.add(random.nextLong());
      }
      for (int place : chosen) {
        Change change = open.get(place).draw(new SplittableRandom(seeds.get(place)));
        changes.add(change);
        move = move.then(change.move());
        String name = transforms.get(place).name();
        drawn.put(place + 1 + "." + name, true);
        change
            .drawn()
            .forEach((key, value) -> drawn.put(place + 1 + "." + name + "." + key, value));
      }
      if (!acts) {
        return Change.NONE;
      }
      Change all =
          audio -> {
            Audio result = audio;
            for (Change change : changes) {
              result = change.apply(result);
            }
            return result;
          };
      return all.withDrawn(drawn).withMove(move);
    };
  }
}
