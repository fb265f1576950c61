package org.sonoprobe.fakes;

import java.util.Set;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Parameter;

/** Adds a constant. */
public record Shift(@Parameter(aliases = "by_in_units") double by) implements Deformation {

  public Shift() {
    this(0.5);
  }

  @Override
  public String name() {
    return "Shift";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("Move");
  }

  @Override
  public Change draw(RandomGenerator random) {
    return this::shifted;
  }

  private Audio shifted(Audio audio) {
    float[][] channels = audio.channels();
    for (float[] channel : channels) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] += (float) by;
      }
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }
}
