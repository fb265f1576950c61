package org.sonoprobe.run.plan;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.component.Identity;
import org.sonoprobe.component.Internal;
import org.sonoprobe.component.Seeds;
import org.sonoprobe.experiment.Experiment;

/**
 * The scenarios of an experiment, open, and what they draw for each track. Thread-safe.
 *
 * <p>What is drawn depends on the experiment's seed, the track, what the scenario does and the
 * step; not on the scenario's name, the audio or on what is done in which order.
 */
@Internal
public final class Scenarios {
  private final long seed;
  private final Map<String, OpenScenario> byName = new LinkedHashMap<>();

  /**
   * The scenarios, opened when first used.
   *
   * @throws IOException if a file that a component names cannot be read
   */
  public Scenarios(Experiment experiment, Identity identity) throws IOException {
    this(experiment.seed(), experiment.allScenarios(), identity);
  }

  /**
   * Scenarios of no experiment.
   *
   * @param seed from which their draws are derived
   * @throws IOException if a file that a component names cannot be read
   */
  public Scenarios(long seed, List<Scenario> scenarios, Identity identity) throws IOException {
    this.seed = seed;
    for (Scenario scenario : scenarios) {
      byName.put(scenario.name(), new OpenScenario(scenario, identity));
    }
  }

  public OpenScenario named(String name) {
    OpenScenario scenario = byName.get(name);
    if (scenario == null) {
      throw new IllegalArgumentException(
          "there is no scenario '" + name + "', only " + byName.keySet());
    }
    return scenario;
  }

  /** What makes a scenario's audio of a track what it is, beside the track's own audio. */
  public List<String> identity(String scenario, String trackId) {
    OpenScenario open = named(scenario);
    boolean draws = open.scenario().steps().stream().anyMatch(Deformation::isRandom);
    return List.of(open.identity(), draws ? Long.toString(seed(open, trackId)) : "");
  }

  /** The audio of a track under a scenario. */
  public Audio deformed(Audio audio, String trackId, String scenario) throws IOException {
    OpenScenario open = named(scenario);
    return open.apply(audio, seed(open, trackId));
  }

  /** What a scenario draws for a track, a change for each step. */
  public List<Change> drawn(String trackId, String scenario) throws IOException {
    OpenScenario open = named(scenario);
    return open.draw(seed(open, trackId));
  }

  /** What a scenario does to the pitches and times of a track. */
  public Change.Move move(String trackId, String scenario) throws IOException {
    Change.Move move = Change.Move.NONE;
    for (Change change : drawn(trackId, scenario)) {
      move = move.then(change.move());
    }
    return move;
  }

  private long seed(OpenScenario scenario, String trackId) {
    return Seeds.derive(seed, "change", trackId, scenario.identity());
  }
}
