package org.sonoprobe.deform.tarsos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.testkit.DeformationContract;
import org.sonoprobe.testkit.Signals;

class WsolaTest implements DeformationContract {
  @Override
  public Deformation deformation() {
    return new PitchShiftWsola(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-12, -4, -1.5, 2, 4, 7, 12})
  void movesAToneBySemitones(double semitones) throws IOException {
    Audio out =
        new PitchShiftWsola(semitones)
            .apply(Signals.sine(440, 0.5, 44100, 2), new SplittableRandom(1));

    assertThat(out.frameCount()).isEqualTo(88200);
    double expected = 440 * Math.pow(2, semitones / 12);
    assertThat(frequency(out.channel(0))).isCloseTo(expected, within(expected * 0.004));
    assertThat(Signals.rms(out)).isCloseTo(0.5 / Math.sqrt(2), within(0.04));
  }

  /** From zero crossings, which a pure tone has two of per period. */
  private static double frequency(float[] samples) {
    int crossings = 0;
    int from = samples.length / 4;
    int to = 3 * samples.length / 4;
    for (int i = from; i < to; i++) {
      crossings += samples[i] <= 0 && samples[i + 1] > 0 ? 1 : 0;
    }
    return crossings * 44100.0 / (to - from);
  }

  @Test
  void printsNothing() throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      new PitchShiftWsola(3).apply(Signals.sine(440, 0.5, 44100, 0.5), new SplittableRandom(1));
    } finally {
      System.setOut(before);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @org.junit.jupiter.api.Nested
  class Stretching implements DeformationContract {
    @Override
    public Deformation deformation() {
      return new TimeStretchWsola();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8, 1.25, 2})
    void isAsLongAsAskedAndKeepsThePitch(double rate) throws IOException {
      Audio out =
          new TimeStretchWsola(rate, rate, false, 1)
              .apply(Signals.sine(440, 0.5, 44100, 4), new SplittableRandom(1));

      assertThat(out.frameCount()).isEqualTo((int) Math.rint(4 * 44100 / rate));
      assertThat(frequency(out.channel(0))).isCloseTo(440, within(440 * 0.004));
    }
  }
}
