package org.sonoprobe.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.run.Fakes;

class SplitNotesTest {

  /** Tracks 0, 1, … with a letter for the class and one for the group. */
  private static Corpus corpus(String... classAndGroup) {
    List<Track> tracks = new ArrayList<>();
    for (String text : classAndGroup) {
      tracks.add(
          new Track(
              Integer.toString(tracks.size()),
              new Fakes.Source("x", false),
              new Target.Label(text.substring(0, 1)),
              Optional.of(text.substring(1))));
    }
    return Corpus.of(Task.named("any"), tracks, List.of(), List.of());
  }

  @Test
  void tornGroupsAreCountedForEachSplit() {
    Corpus corpus = corpus("ax", "by", "az", "bz", "ay", "bx");

    assertThat(
            new SplitNotes(corpus)
                .of(
                    List.of(
                        new Split("s", List.of("0", "1"), List.of("2", "3"), List.of("4", "5")),
                        new Split("t", List.of("0", "3"), List.of("2", "5"), List.of("4", "1")))))
        .containsExactly(
            "groups are torn: so many test tracks share a group with training or validation: split"
                + " 's' 2 of 2; scores may be better than on groups never heard",
            "groups are torn: so many validation tracks share a group with training: split 't' 2 of"
                + " 2");
  }

  @Test
  void whereEachClassIsOneGroupThatIsSaid() {
    Corpus corpus = corpus("ax", "by", "ax", "by");

    assertThat(
            new SplitNotes(corpus)
                .of(List.of(new Split("s", List.of("0", "1"), List.of(), List.of("2", "3")))))
        .contains(
            "groups are torn: so many test tracks share a group with training or validation: split"
                + " 's' 2 of 2 (each class is one group, so it cannot be otherwise)");
  }

  @Test
  void classesThatAPartLacksAreNamed() {
    Corpus corpus = corpus("ax", "by", "cz");

    assertThat(
            new SplitNotes(corpus)
                .of(List.of(new Split("s", List.of("0", "1"), List.of(), List.of("2")))))
        .contains(
            "split 's': 1 of 3 classes are absent from the training part: c",
            "split 's': 2 of 3 classes are absent from the test part: a, b");
  }

  @Test
  void classesThatShareAGroupCouldHaveBeenKeptApart() {
    Corpus corpus = corpus("ag", "bg", "ag", "bg");

    assertThat(
            new SplitNotes(corpus)
                .of(List.of(new Split("s", List.of("0", "1"), List.of(), List.of("2", "3")))))
        .contains(
            "groups are torn: so many test tracks share a group with training or validation: split"
                + " 's' 2 of 2; scores may be better than on groups never heard");
  }
}
