package org.sonoprobe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Change.Move;

class ChangeTest {
  private record Louder() implements Deformation {
    @Override
    public String name() {
      return "Louder";
    }

    @Override
    public Change draw(RandomGenerator random) {
      float factor = 1 + random.nextFloat();
      Change change = audio -> Audio.of(audio.sampleRate(), new float[] {factor});
      return change.withDrawn("factor", factor).withMove(Move.ofSemitones(1));
    }
  }

  @Test
  void saysWhatWasDrawnAndWhatItMoves() throws IOException {
    Change change = new Louder().draw(new SplittableRandom(1));
    assertThat(change.drawn()).containsOnlyKeys("factor");
    assertThat(change.withMove(Move.ofSpeed(2)).drawn()).isEqualTo(change.drawn());
    assertThat(change.withDrawn(Map.of("other", 1)).move()).isEqualTo(Move.ofSemitones(1));
    Audio one = Audio.of(8000, new float[] {1});
    assertThat(new Louder().apply(one, new SplittableRandom(1))).isEqualTo(change.apply(one));
    assertThat(new Louder().label()).isEqualTo("Louder");
    assertThat(Change.NONE.apply(one)).isSameAs(one);
    assertThat(Change.NONE.drawn()).isEmpty();
    assertThat(Change.NONE.move()).isEqualTo(Move.NONE);
  }

  @Test
  void movesAddUpAndMultiply() {
    Move both = Move.ofSemitones(3).then(Move.ofSpeed(2)).then(Move.ofTape(2));
    assertThat(both.semitones()).isCloseTo(15, within(1e-12));
    assertThat(both.speed()).isEqualTo(4);
    assertThat(Move.NONE.then(Move.UNKNOWN).semitones()).isNaN();
    assertThatIllegalArgumentException().isThrownBy(() -> new Move(0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Move(Double.POSITIVE_INFINITY, 1))
        .withMessageContaining("semitones");
  }

  @Test
  void aScenarioMayStandInASweepAndKeepItsLabels() {
    Scenario plain = new Scenario("loud", List.of(new Louder()));
    Scenario swept = plain.at(new Scenario.Level("louder", 2));
    assertThat(plain.level()).isEmpty();
    assertThat(plain.labels()).isEqualTo(Scenario.Labels.MOVED);
    assertThat(swept.level()).isEqualTo(Optional.of(new Scenario.Level("louder", 2)));
    assertThat(swept.withLabels(Scenario.Labels.KEPT).level()).isEqualTo(swept.level());
    assertThat(swept.isClean()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new Scenario.Level(" ", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Scenario.Level("a", Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Scenario("", List.of()));
  }
}
