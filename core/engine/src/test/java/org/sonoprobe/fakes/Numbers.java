package org.sonoprobe.fakes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.Track;

/** Levels of sound, high for odd numbers; four neighbours are a group. */
public record Numbers(@Parameter(aliases = "n") int tracks) implements Dataset {

  public Numbers {
    if (tracks < 0) {
      throw new IllegalArgumentException("tracks must not be negative, but is " + tracks);
    }
  }

  public Numbers() {
    this(40);
  }

  @Override
  public String name() {
    return "numbers";
  }

  @Override
  public Set<String> tasks() {
    return Set.of("parity_classification", "autotagging", "size_regression");
  }

  @Override
  public Corpus load(Task task) {
    List<Track> all = new ArrayList<>();
    for (int i = 0; i < tracks; i++) {
      String parity = i % 2 == 0 ? "even" : "odd";
      Target target =
          task.type().equals(TaskTypes.MULTICLASS_CLASSIFICATION)
              ? new Target.Label(parity)
              : task.type().equals(TaskTypes.REGRESSION)
                  ? new Target.Values(List.of((double) i))
                  : new Target.Tags(i % 4 == 0 ? Set.of() : Set.of(parity, "a|b"));
      all.add(new Track("n" + i, new Level(i), target, Optional.of("g" + i / 4)));
    }
    return Corpus.of(task, all, List.of(), List.of("numbers are made"));
  }

  private record Level(int number) implements AudioSource {
    private static final long serialVersionUID = 1;

    @Override
    public Audio read() {
      float[] samples = new float[800];
      java.util.Arrays.fill(samples, number % 2 == 0 ? 0.1f : 0.9f);
      return Audio.wrap(8000, samples);
    }

    @Override
    public String fingerprint() {
      return "number " + number;
    }

    @Override
    public String location() {
      return "number " + number;
    }
  }
}
