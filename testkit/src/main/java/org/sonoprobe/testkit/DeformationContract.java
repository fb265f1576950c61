package org.sonoprobe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Deformer;
import org.sonoprobe.component.Components;

/** The contract of deformations. */
public interface DeformationContract extends ComponentContract<Deformation> {

  /** The deformation under test, with parameters that can be used. */
  Deformation deformation();

  /** Whether the result is as long as the input; true unless overridden. */
  default boolean keepsLength() {
    return true;
  }

  /** Whether audio of that many channels can be deformed; true unless overridden. */
  default boolean accepts(int channels) {
    return channels > 0;
  }

  @Override
  default Class<Deformation> kind() {
    return Deformation.class;
  }

  @Override
  default Deformation component() {
    return deformation();
  }

  @Test
  default void equalSeedsGiveEqualBits() throws IOException {
    Audio audio = Signals.noise(0.1, 44100, 0.5, 3);

    Audio first = deformation().apply(audio, new SplittableRandom(11));
    Audio second = deformation().apply(audio, new SplittableRandom(11));

    assertThat(first.equals(second))
        .as("equal seeds must give equal samples: draw from the second argument alone")
        .isTrue();
  }

  @Test
  default void openedOnceItTreatsEachTrackAsIfItWereTheFirst() throws IOException {
    Audio audio = Signals.noise(0.1, 44100, 0.5, 3);
    Audio other = Signals.noise(0.3, 22050, 0.25, 4);
    Deformer opened = deformation().open();

    opened.draw(new SplittableRandom(12)).apply(other);
    Audio second = opened.draw(new SplittableRandom(11)).apply(audio);

    assertThat(second.equals(deformation().apply(audio, new SplittableRandom(11))))
        .as("what an opened deformation heard before must make no difference")
        .isTrue();
  }

  @Test
  default void whatIsNotRandomIsTheSameForAllSeeds() throws IOException {
    Audio audio = Signals.noise(0.1, 44100, 0.5, 3);
    if (!deformation().isRandom()) {
      for (int seed = 0; seed < 5; seed++) {
        assertThat(
                deformation()
                    .apply(audio, new SplittableRandom(seed))
                    .equals(deformation().apply(audio, new SplittableRandom(99))))
            .as("a deformation that says isRandom() == false must not depend on the generator")
            .isTrue();
      }
    }
  }

  @Test
  default void itsArgumentIsLeftAsItWas() throws IOException {
    Audio audio = Signals.noise(0.1, 44100, 0.5, 4);
    Audio copy = Audio.of(audio.sampleRate(), audio.channels());

    deformation().apply(audio, new SplittableRandom(1));

    assertThat(audio.equals(copy)).as("the argument must be left as it was").isTrue();
  }

  @Test
  default void finiteAudioStaysFinite() throws IOException {
    for (Map.Entry<String, Audio> signal : Signals.difficult(44100).entrySet()) {
      Audio input = signal.getValue();
      if (!accepts(input.channelCount())) {
        continue;
      }
      Audio output = deformation().apply(input, new SplittableRandom(5));
      assertThat(output.channelCount()).as(signal.getKey()).isEqualTo(input.channelCount());
      if (keepsLength()) {
        assertThat(output.frameCount()).as(signal.getKey()).isEqualTo(input.frameCount());
      }
      for (float[] channel : output.channels()) {
        for (float sample : channel) {
          assertThat(Float.isFinite(sample)).as(signal.getKey()).isTrue();
        }
      }
    }
  }

  @Test
  default void whatIsDrawnIsToldBeforeAnythingIsHeard() throws IOException {
    Audio audio = Signals.noise(0.1, 44100, 0.5, 3);
    Change change = deformation().draw(new SplittableRandom(11));
    Map<String, Object> drawn = change.drawn();
    Audio first = change.apply(audio);

    assertThat(change.drawn()).isEqualTo(drawn);
    assertThat(deformation().draw(new SplittableRandom(11)).drawn()).isEqualTo(drawn);
    assertThat(first.equals(change.apply(audio)))
        .as("a change that was drawn must make the same of the same audio")
        .isTrue();
  }

  @Test
  default void withoutProbabilityNothingIsDone() throws IOException {
    boolean hasOne =
        Components.explain(deformation()).stream().anyMatch(each -> each.name().equals("p"));
    if (hasOne) {
      Audio audio = Signals.noise(0.1, 44100, 0.5, 3);
      Deformation never = Components.with(deformation(), "p", 0.0);
      for (int seed = 0; seed < 5; seed++) {
        assertThat(never.apply(audio, new SplittableRandom(seed)).equals(audio)).isTrue();
      }
    }
  }

  @Test
  default void worksAtEveryUsualRate() throws IOException {
    for (int rate : new int[] {8000, 11025, 16000, 22050, 44100, 48000, 96000}) {
      Audio output = deformation().apply(Signals.noise(0.1, rate, 0.6, 5), new SplittableRandom(9));
      assertThat(output.sampleRate()).isEqualTo(rate);
      for (float sample : output.channel(0)) {
        assertThat(Float.isFinite(sample)).as("at " + rate + " Hz").isTrue();
      }
    }
  }

  @Test
  default void yamlSaysTheSame() throws IOException {
    RoundTrip.check(hasServiceLine(), Deformation.class, deformation());
  }
}
