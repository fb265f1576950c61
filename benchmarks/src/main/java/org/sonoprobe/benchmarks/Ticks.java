package org.sonoprobe.benchmarks;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;

/**
 * Tracks that cost next to nothing: sixteen samples each, made when they are heard, so that what is
 * left is the work around them.
 *
 * @param tracks how many
 */
public record Ticks(int tracks) implements Dataset {
  /** A thousand. */
  public Ticks() {
    this(1000);
  }

  @Override
  public String name() {
    return "ticks";
  }

  @Override
  public Set<String> tasks() {
    return Set.of("tick_classification");
  }

  @Override
  public Corpus load(Task task) {
    List<Track> all = new ArrayList<>(tracks);
    for (int i = 0; i < tracks; i++) {
      all.add(new Track("tick-" + i, new Tick(i), new Target.Label(i % 2 == 0 ? "even" : "odd")));
    }
    return Corpus.of(task, all, List.of(), List.of());
  }

  /**
   * Sixteen samples.
   *
   * @param number that they are made of
   */
  record Tick(int number) implements AudioSource {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public Audio read() {
      float[] samples = new float[16];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = ((number >> i & 1) == 0 ? -1 : 1) * (i == 0 ? .9f : .1f);
      }
      return Audio.wrap(8000, samples);
    }

    @Override
    public String fingerprint() {
      return "tick " + number;
    }

    @Override
    public String location() {
      return "tick " + number;
    }
  }
}
