package org.sonoprobe.run.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.experiment.Experiment;

/** Sweeps whose levels make the same of a test sound: their parameter may do nothing. */
final class IdleSweeps {
  private static final int RATE = 44100;

  private IdleSweeps() {}

  /** What there is to say of the sweeps of an experiment. */
  static List<String> notes(Experiment experiment) {
    Map<String, List<Scenario>> sweeps = new LinkedHashMap<>();
    for (Scenario scenario : experiment.scenarios()) {
      scenario
          .level()
          .ifPresent(
              level ->
                  sweeps.computeIfAbsent(level.sweep(), key -> new ArrayList<>()).add(scenario));
    }
    List<String> notes = new ArrayList<>();
    sweeps.forEach(
        (name, levels) -> {
          Scenario first = levels.get(0);
          Scenario last = levels.get(levels.size() - 1);
          if (levels.size() > 1 && isSame(first, last)) {
            notes.add(
                ("sweep '%s': '%s' and '%s' make the same of a test sound, so that what is "
                        + "swept may do nothing here")
                    .formatted(name, first.name(), last.name()));
          }
        });
    return notes;
  }

  private static boolean isSame(Scenario first, Scenario last) {
    try {
      return heard(first).equals(heard(last));
    } catch (IOException | RuntimeException e) {
      return false; // what cannot be used is told elsewhere
    }
  }

  private static Audio heard(Scenario scenario) throws IOException {
    Audio audio = sound();
    for (Deformation step : scenario.steps()) {
      audio = step.apply(audio, new SplittableRandom(1));
    }
    return audio;
  }

  /** Two seconds of tone and noise in stereo, soft at both ends, once beyond full scale. */
  private static Audio sound() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] channels = new float[2][2 * RATE];
    for (int i = 0; i < 2 * RATE; i++) {
      double way = i / (2.0 * RATE);
      double level = 1.2 * Math.sin(Math.PI * way) * Math.sin(Math.PI * way);
      double tone = Math.sin(2 * Math.PI * 440 * i / RATE);
      channels[0][i] = (float) (level * (0.8 * tone + 0.2 * (random.nextDouble() - 0.5)));
      channels[1][i] = (float) (level * (0.3 * tone + 0.4 * (random.nextDouble() - 0.5)));
    }
    return Audio.wrap(RATE, channels);
  }
}
