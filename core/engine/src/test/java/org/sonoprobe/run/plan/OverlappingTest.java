package org.sonoprobe.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.run.Fakes;

class OverlappingTest {

  /** Twelve tracks in two splits that share no test track, by artists of so many tracks. */
  private record Artists(int each, int firstOfSecond) implements Dataset {
    @Override
    public String name() {
      return "artists";
    }

    @Override
    public Corpus load(Task task) {
      List<Track> tracks = new ArrayList<>();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        ids.add("t" + i);
        tracks.add(
            new Track(
                "t" + i,
                new Fakes.Source("content " + i, false),
                new Target.Label(i % 2 == 0 ? "even" : "odd"),
                each == 0 ? Optional.empty() : Optional.of("artist " + i / each)));
      }
      return Corpus.of(
          task,
          tracks,
          List.of(
              new Split("a", ids.subList(8, 12), List.of(), ids.subList(0, 4)),
              new Split(
                  "b",
                  ids.subList(8, 12),
                  List.of(),
                  ids.subList(firstOfSecond, firstOfSecond + 4))),
          List.of());
    }
  }

  private static boolean overlaps(int each, int firstOfSecond) throws IOException {
    Experiment given = Fakes.experiment(false, new Fakes.Model("x", 16000, ""));
    return !Plan.of(
            Experiment.builder("overlap")
                .task("parity_classification")
                .dataset(new Artists(each, firstOfSecond), new Splitters.All(Optional.empty()))
                .embedding(given.embeddings().get(0).model())
                .downstream(given.downstream().get(0).model())
                .metric(given.metrics().get(0))
                .build())
        .overlapping()
        .isEmpty();
  }

  @Test
  void splitsThatShareATestTrackOrAnArtistAreNoSampleOfIndependentTracks() throws IOException {
    assertThat(overlaps(0, 4)).isFalse();
    assertThat(overlaps(2, 4)).isFalse();
    assertThat(overlaps(3, 4)).isTrue(); // artist 1 has tracks 3 to 5
    assertThat(overlaps(0, 3)).isTrue();
  }
}
