package org.sonoprobe.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Deformer;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.component.Identity;
import org.sonoprobe.component.Seeds;

/** A scenario whose deformations are opened once per thread. Thread-safe. */
final class OpenScenario {

  /** A deformation that failed. */
  static final class Failure extends IOException {
    private static final long serialVersionUID = 1;
    private final String deformation;

    Failure(String deformation, String message, Throwable cause) {
      super(message, cause);
      this.deformation = deformation;
    }

    String deformation() {
      return deformation;
    }
  }

  private record Step(Deformation recipe, Pool<Deformer> deformers) {}

  private final Scenario scenario;
  private final String identity;
  private final List<Step> steps = new ArrayList<>();

  OpenScenario(Scenario scenario, Identity identity) throws IOException {
    this.scenario = scenario;
    StringBuilder text = new StringBuilder();
    for (Deformation step : scenario.steps()) {
      text.append(identity.of(step)).append('\n');
      steps.add(new Step(step, new Pool<>(step::open, deformer -> {})));
    }
    this.identity = text.toString();
  }

  Scenario scenario() {
    return scenario;
  }

  /** What identifies its chain of deformations; empty for the clean audio. */
  String identity() {
    return identity;
  }

  /** What each step draws. */
  List<Change> draw(long seed) throws IOException {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      RandomGenerator random = generator(seed, i);
      String name = steps.get(i).recipe.name();
      try {
        changes.add(steps.get(i).deformers.use(deformer -> deformer.draw(random)));
      } catch (IOException | RuntimeException e) {
        throw new Failure(name, name + ": " + Fault.words(e), e);
      }
    }
    return changes;
  }

  private static RandomGenerator generator(long seed, int step) {
    return Seeds.generator(Seeds.derive(seed, "step", String.valueOf(step)));
  }

  /** The audio under it. */
  Audio apply(Audio audio, long seed) throws IOException {
    Audio result = audio;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      RandomGenerator random = generator(seed, i);
      Audio input = result;
      String name = step.recipe.name();
      try {
        result = step.deformers.use(deformer -> deformer.draw(random).apply(input));
      } catch (IOException | RuntimeException e) {
        throw new Failure(name, name + ": " + Fault.words(e), e);
      }
      if (result == null) {
        throw new IOException(name + " gave null instead of audio");
      }
      if (result.sampleRate() != input.sampleRate()
          || result.frameCount() == 0 && input.frameCount() > 0) {
        throw new IOException(
            ("%s gave %s frames at %s Hz for %s frames at %s Hz; it must keep the rate and "
                    + "give samples")
                .formatted(
                    name,
                    result.frameCount(),
                    result.sampleRate(),
                    input.frameCount(),
                    input.sampleRate()));
      }
    }
    return result;
  }
}
