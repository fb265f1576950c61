package org.sonoprobe.run.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Change.Move;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;

class LabelMovesTest {
  private static LabelMoves moves(String task, String... labels) {
    return new LabelMoves(new Task(task, TaskTypes.MULTICLASS_CLASSIFICATION, List.of(labels)));
  }

  private static final String[] KEYS = {
    "A major", "A minor", "B major", "Bb major", "C major", "C minor", "Db minor", "F# major"
  };

  @ParameterizedTest
  @CsvSource({
    "key_estimation, C major, -1, B major",
    "key_estimation, C minor, 1, Db minor",
    "key_estimation, Bb major, -1, A major",
    "key_estimation, A major, 9, F# major",
    "key_estimation, A minor, 12, A minor",
    "key_estimation, A minor, 16, Db minor",
    "key_estimation, C major, 0, C major"
  })
  void keysAreTransposedAndKeepTheirModeWhateverTheSpelling(
      String task, String before, double semitones, String after) {
    assertThat(moves(task, KEYS).moved(new Target.Label(before), Move.ofSemitones(semitones)))
        .isEqualTo(new Target.Label(after));
  }

  @Test
  void pitchClassesNotesAndRegistersGoUp() {
    LabelMoves classes = moves("pitch_class_classification", "C", "C#", "B");
    assertThat(classes.moved(new Target.Label("B"), Move.ofSemitones(2)))
        .isEqualTo(new Target.Label("C#"));
    LabelMoves notes = moves("pitch_classification", "A#3", "B3", "C4", "Db4");
    assertThat(notes.moved(new Target.Label("B3"), Move.ofSemitones(2)))
        .isEqualTo(new Target.Label("Db4"));
    assertThat(notes.moved(new Target.Label("C4"), Move.ofSemitones(-2)))
        .isEqualTo(new Target.Label("A#3"));
    LabelMoves midi = moves("note_classification", "60", "61", "62");
    assertThat(midi.moved(new Target.Label("60"), Move.ofSemitones(2)))
        .isEqualTo(new Target.Label("62"));
    LabelMoves registers = moves("pitch_register_classification", "3", "4", "5");
    assertThat(registers.moved(new Target.Label("4"), Move.ofSemitones(12)))
        .isEqualTo(new Target.Label("5"));
  }

  @Test
  void tempiAreMultiplied() {
    LabelMoves tempo =
        new LabelMoves(new Task("tempo_regression", TaskTypes.REGRESSION, List.of("bpm")));
    assertThat(tempo.moved(new Target.Values(List.of(100.0)), Move.ofSpeed(1.25)))
        .isEqualTo(new Target.Values(List.of(125.0)));
    assertThat(tempo.moved(new Target.Values(List.of(100.0)), Move.ofSemitones(3)))
        .isEqualTo(new Target.Values(List.of(100.0)));
    assertThat(tempo.moved(new Target.Values(List.of(100.0)), Move.ofTape(2)))
        .isEqualTo(new Target.Values(List.of(200.0)));
  }

  @Test
  void whatIsNotAboutPitchOrTempoStays() {
    for (String task :
        List.of("instrument_classification", "singer_identification", "autotagging")) {
      LabelMoves moves = moves(task, "C", "D");
      assertThat(moves.concerned()).as(task).isFalse();
      assertThat(moves.moved(new Target.Label("C"), Move.ofSemitones(2)))
          .isEqualTo(new Target.Label("C"));
      assertThat(moves.moved(new Target.Tags(Set.of("C")), Move.UNKNOWN))
          .isEqualTo(new Target.Tags(Set.of("C")));
    }
  }

  @Test
  void aLabelThatWouldBeWrongIsRefused() {
    LabelMoves keys = moves("key_estimation", KEYS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.moved(new Target.Label("C major"), Move.ofSemitones(0.5)))
        .withMessageContaining("0.5 semitones, which is no label; give whole ones");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.moved(new Target.Label("C major"), Move.ofSemitones(2)))
        .withMessageContaining("'C major' then is none of the 8 labels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.moved(new Target.Label("C major"), Move.UNKNOWN))
        .withMessageContaining("nobody has told");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                moves("pitch_register_classification", "3", "4")
                    .moved(new Target.Label("3"), Move.ofSemitones(7)));
    assertThat(moves("key_estimation", "happy", "sad").understood()).isFalse();
    assertThat(keys.understood()).isTrue();
  }

  @Test
  void spellingAndCaseAreKeptAndWhatIsAmbiguousIsRefused() {
    LabelMoves small = moves("key_estimation", "C", "c", "D", "d");
    assertThat(small.moved(new Target.Label("c"), Move.ofSemitones(2)))
        .isEqualTo(new Target.Label("d"));
    LabelMoves twice = moves("pitch_class_classification", "C#", "C", "Db", "D");
    assertThat(twice.moved(new Target.Label("Db"), Move.ofSemitones(12)))
        .isEqualTo(new Target.Label("Db"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> twice.moved(new Target.Label("C"), Move.ofSemitones(1)))
        .withMessageContaining("several labels fit: [C#, Db]");
    LabelMoves notes = moves("pitch_classification", "B3", "Cb4", "C4", "C5");
    assertThat(notes.moved(new Target.Label("Cb4"), Move.ofSemitones(1)))
        .isEqualTo(new Target.Label("C4"));
    for (String other : List.of("note_count_classification", "keyboard_player_identification")) {
      assertThat(moves(other, "3", "5").concerned()).as(other).isFalse();
    }
    for (String asked : List.of("key", "local_key_estimation", "chord_recognition", "note")) {
      assertThat(moves(asked, "C", "D").concerned()).as(asked).isTrue();
    }
  }
}
