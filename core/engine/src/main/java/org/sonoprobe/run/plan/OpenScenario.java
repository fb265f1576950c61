package org.sonoprobe.run.plan;

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
import org.sonoprobe.component.Internal;
import org.sonoprobe.component.Seeds;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.Pool;

/** A scenario whose deformations are opened once per thread. Thread-safe. */
@Internal
public final class OpenScenario {

  /** A deformation that failed. */
  public static final class Failure extends IOException {
    private static final long serialVersionUID = 1;
    private final String deformation;

    public Failure(String deformation, String message, Throwable cause) {
      super(message, cause);
      this.deformation = deformation;
    }

    public String deformation() {
      return deformation;
    }
  }

  private record Step(Deformation recipe, Pool<Deformer> deformers) {}

  private final Scenario scenario;
  private final String identity;
  private final List<Step> steps = new ArrayList<>();

  public OpenScenario(Scenario scenario, Identity identity) throws IOException {
    this.scenario = scenario;
    StringBuilder text = new StringBuilder();
    for (Deformation step : scenario.steps()) {
      text.append(identity.of(step)).append('\n');
      steps.add(new Step(step, new Pool<>(step::open, deformer -> {})));
    }
    this.identity = text.toString();
  }

  public Scenario scenario() {
    return scenario;
  }

  /** What identifies its chain of deformations; empty for the clean audio. */
  public String identity() {
    return identity;
  }

  /** What each step draws. */
  public List<Change> draw(long seed) throws IOException {
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
  public Audio apply(Audio audio, long seed) throws IOException {
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
