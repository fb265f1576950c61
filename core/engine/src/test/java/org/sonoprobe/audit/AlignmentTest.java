package org.sonoprobe.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Audio;

class AlignmentTest {
  private static float[] noise(int length, int seed) {
    Random random = new Random(seed);
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (float) (0.1 * random.nextGaussian());
    }
    return samples;
  }

  private static float[] scaled(float[] samples, double factor) {
    float[] other = new float[samples.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = (float) (factor * samples[i]);
    }
    return other;
  }

  @Test
  void copiesAreOneWhateverTheirGainPolarityAndPlace() {
    float[] a = noise(40_000, 1);

    assertThat(Alignment.of(a, scaled(a, 0.01))).isCloseTo(1, within(1e-6));
    assertThat(Alignment.of(a, scaled(a, -0.5))).isCloseTo(1, within(1e-6));
    assertThat(Alignment.of(Arrays.copyOfRange(a, 9_001, 39_000), a)).isCloseTo(1, within(1e-6));
    assertThat(Alignment.of(Arrays.copyOf(a, 30_000), Arrays.copyOfRange(a, 5_000, 35_000)))
        .isCloseTo(1, within(1e-6));
    assertThat(Alignment.of(a, noise(40_000, 2))).isLessThan(0.1);
  }

  @Test
  void aStretchIsFoundAnywhereInALongRecording() {
    float[] a = noise(1_000_000, 3);
    for (int start : new int[] {0, 1, 180_000, 262_143, 500_001, 900_000}) {
      float[] part = Arrays.copyOfRange(a, start, Math.min(a.length, start + 100_000));
      assertThat(Alignment.of(a, part)).as("at %s", start).isCloseTo(1, within(1e-6));
    }
    assertThat(Alignment.of(a, noise(300_000, 4))).isLessThan(0.1);
  }

  @Test
  void aLoopThatTwoPiecesShareDoesNotMakeThemOne() {
    float[] a = noise(400_000, 11);
    float[] b = noise(400_000, 12);
    float[] loop = scaled(noise(100_000, 13), 3);
    System.arraycopy(loop, 0, a, 50_000, loop.length);
    System.arraycopy(loop, 0, b, 230_000, loop.length);

    assertThat(Alignment.of(a, b)).isLessThan(0.9);
    assertThat(Alignment.of(a, Arrays.copyOfRange(a, 20_000, 380_000))).isCloseTo(1, within(1e-6));
  }

  /** Loudness that goes up and down as music does. */
  private static float[] music(int seconds, int seed) {
    float[] samples = noise(seconds * 8000, seed);
    Random random = new Random(seed);
    double level = 0;
    for (int i = 0; i < samples.length; i++) {
      if (i % 1600 == 0) {
        level = Math.pow(10, -1.5 * random.nextDouble());
      }
      samples[i] *= level;
    }
    return samples;
  }

  @Test
  void sketchesTellLongTracksApartAndNeverACopy() throws IOException {
    int apart = 0;
    for (int seed = 0; seed < 20; seed++) {
      float[] a = music(30, seed);
      Random random = new Random(seed);
      int start = random.nextInt(60_000);
      float[] copy =
          scaled(Arrays.copyOfRange(a, start, start + 180_000), 0.1 + random.nextDouble());
      Sketch one = Sound.of(Audio.wrap(8000, a)).sketch();

      assertThat(Sketch.differ(one, Sound.of(Audio.wrap(8000, copy)).sketch())).isFalse();
      apart +=
          Sketch.differ(one, Sound.of(Audio.wrap(8000, music(25, seed + 100))).sketch()) ? 1 : 0;
    }
    assertThat(apart).isEqualTo(20);
    Sketch brief = Sound.of(Audio.wrap(8000, noise(8000, 1))).sketch();
    assertThat(Sketch.differ(brief, Sound.of(Audio.wrap(8000, noise(8000, 2))).sketch())).isFalse();
    Sketch even = Sound.of(Audio.wrap(8000, noise(160_000, 1))).sketch();
    assertThat(Sketch.differ(even, Sound.of(Audio.wrap(8000, noise(160_000, 2))).sketch()))
        .isFalse();
  }

  @Test
  void silenceInTheMiddleHidesNothingAndShortTracksAreNotCompared() {
    float[] a = noise(400_000, 5);
    Arrays.fill(a, 100_000, 300_000, 0);

    assertThat(Alignment.of(a, scaled(a, 0.5))).isCloseTo(1, within(1e-6));
    assertThat(Alignment.of(noise(8, 1), noise(4, 2))).isZero();
  }

  @Test
  void aConstantAddedChangesNothing() throws IOException {
    float[] a = noise(16_000, 6);
    float[] b = a.clone();
    float[] other = noise(16_000, 7);
    for (int i = 0; i < a.length; i++) {
      b[i] += 0.3f;
      other[i] = other[i] / 5 + 0.3f;
    }

    assertThat(Alignment.of(narrow(a), narrow(b))).isCloseTo(1, within(1e-4));
    assertThat(Alignment.of(narrow(b), narrow(other))).isLessThan(0.1);
    assertThat(Sound.of(Audio.wrap(8000, a)).spectrum())
        .isEqualTo(Sound.of(Audio.wrap(8000, a.clone())).spectrum());
  }

  private static float[] narrow(float[] samples) {
    return Sound.narrow(Audio.wrap(8000, samples));
  }

  @Test
  void channelsThatCancelEachOtherAreHeardAndNumbersThatAreNoneRefused() throws IOException {
    float[] a = noise(8_000, 8);

    assertThat(Sound.narrow(Audio.wrap(8000, a, scaled(a, -1))))
        .isEqualTo(Sound.narrow(Audio.wrap(8000, a)));
    float[] damaged = a.clone();
    damaged[5] = Float.NaN;
    assertThatThrownBy(() -> Sound.of(Audio.wrap(8000, damaged)))
        .hasMessage("it has samples that are no numbers");
  }
}
