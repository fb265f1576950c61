package org.sonoprobe.deform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.dsp.Fft;
import org.sonoprobe.testkit.Signals;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

/** What can be heard of deformations, measured. */
class HeardTest {
  private static SplittableRandom seed() {
    return new SplittableRandom(1);
  }

  /** The power of each bin of the middle of a signal, under a Hann window. */
  private static double[] spectrum(float[] samples, int size) {
    double[] frame = new double[size];
    int length = Math.min(size, samples.length);
    int start = (samples.length - length) / 2;
    for (int i = 0; i < length; i++) {
      frame[i] = samples[start + i] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / length));
    }
    new Fft(size).forward(frame);
    double[] power = new double[size / 2];
    for (int k = 1; k < power.length; k++) {
      power[k] = frame[2 * k] * frame[2 * k] + frame[2 * k + 1] * frame[2 * k + 1];
    }
    return power;
  }

  /** The frequency of the strongest partial within a band, by a parabola through its logarithm. */
  private static double frequency(float[] samples, int rate, double low, double high) {
    int size = 1 << 17;
    double[] power = spectrum(samples, size);
    int best = (int) (low * size / rate) + 1;
    for (int k = best; k < Math.min(power.length - 1, high * size / rate); k++) {
      best = power[k] > power[best] ? k : best;
    }
    double a = Math.log(power[best - 1] + 1e-30);
    double b = Math.log(power[best] + 1e-30);
    double c = Math.log(power[best + 1] + 1e-30);
    return (best + 0.5 * (a - c) / (a - 2 * b + c)) * rate / size;
  }

  private static double cents(double actual, double expected) {
    return 1200 * Math.log(actual / expected) / Math.log(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-12, -7, -2.5, -1, 0.5, 1, 3, 7, 12, 24})
  void aShiftedSineIsWithinACentAndAsLoud(double semitones) throws IOException {
    for (Stretching method : Stretching.values()) {
      Audio out =
          new PitchShift(semitones, semitones, method, 1)
              .apply(Signals.sine(440, 0.5, 44100, 3), seed());
      double expected = 440 * Math.pow(2, semitones / 12);
      assertThat(out.frameCount()).isEqualTo(3 * 44100);
      assertThat(cents(frequency(out.channel(0), 44100, 50, 8000), expected))
          .as("%s by %s", method, semitones)
          .isCloseTo(0, within(1.0));
      if (method == Stretching.PHASE_LOCKED) {
        assertThat(Signals.rms(out)).isCloseTo(0.5 / Math.sqrt(2), within(0.01));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.9, 1.1, 1.25, 2})
  void aStretchedSineKeepsItsPitchAndClicksTheirPlaces(double rate) throws IOException {
    TimeStretch stretch = new TimeStretch(rate, rate, false, Stretching.PHASE_LOCKED, 1);
    Audio tone = stretch.apply(Signals.sine(440, 0.5, 44100, 3), seed());
    assertThat(tone.frameCount()).isEqualTo((int) Math.rint(3 * 44100 / rate));
    assertThat(cents(frequency(tone.channel(0), 44100, 50, 8000), 440)).isCloseTo(0, within(1.0));
    // two bursts two seconds apart: the tempo to a thousandth
    float[] bursts = new float[4 * 44100];
    float[] noise = new Gaussian(3).noise(4410);
    for (int i = 0; i < noise.length; i++) {
      bursts[44100 + i] = noise[i] * 0.3f;
      bursts[3 * 44100 + i] = noise[i] * 0.3f;
    }
    float[] out = stretch.apply(Audio.wrap(44100, bursts), seed()).channel(0);
    double first = centre(out, 0, out.length / 2);
    double second = centre(out, out.length / 2, out.length);
    assertThat((second - first) / 44100).isCloseTo(2 / rate, within(0.001 * 2 / rate + 0.002));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3, 1, 4})
  void littleIsHeardBesideTheShiftedPartials(double semitones) throws IOException {
    for (double[] notes : new double[][] {{220}, {220, 277.18, 329.63}}) {
      float[] chord = new float[3 * 44100];
      for (int i = 0; i < chord.length; i++) {
        for (double note : notes) {
          for (int k = 1; k <= 3; k++) {
            chord[i] +=
                (float)
                    (0.4
                        * Math.sin(2 * Math.PI * note * k * i / 44100 + note * k)
                        / k
                        / notes.length);
          }
        }
      }
      float[] out = new PitchShift(semitones).apply(Audio.wrap(44100, chord), seed()).channel(0);
      int size = 1 << 17;
      double[] power = spectrum(out, size);
      double all = 0;
      double beside = 0;
      for (int bin = 1; bin < power.length; bin++) {
        double hertz = bin * 44100.0 / size;
        boolean near = false;
        for (double note : notes) {
          for (int k = 1; k <= 3; k++) {
            near |= Math.abs(hertz - note * k * Math.pow(2, semitones / 12)) < 2;
          }
        }
        all += power[bin];
        beside += near ? 0 : power[bin];
      }
      assertThat(10 * Math.log10(beside / all))
          .as("beside the partials of %d notes", notes.length)
          .isLessThan(notes.length == 1 ? -55 : -40);
    }
  }

  private static double centre(float[] samples, int from, int to) {
    double sum = 0;
    double weighted = 0;
    for (int i = from; i < to; i++) {
      double power = (double) samples[i] * samples[i];
      sum += power;
      weighted += power * i;
    }
    return weighted / sum;
  }

  @Test
  @ReferenceData
  void sixtyRealNotesAreShiftedToWithinFiveCents() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(SharedFiles.path("data/instruments/audio"))) {
      files = walk.filter(file -> file.toString().endsWith(".wav")).sorted().toList();
    }
    Pattern pitch = Pattern.compile("-([A-G])(#?)(\\d)-");
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < files.size() && distances.size() < 60; i += 7) {
      Matcher named = pitch.matcher(files.get(i).getFileName().toString());
      if (!named.find() || Integer.parseInt(named.group(3)) < 3) {
        continue;
      }
      Audio note = AudioFiles.read(files.get(i)).toMono();
      int rate = note.sampleRate();
      int key = "C D EF G A B".indexOf(named.group(1)) + (named.group(2).isEmpty() ? 0 : 1);
      double nominal =
          440 * Math.pow(2, (key - 9 + 12 * (Integer.parseInt(named.group(3)) - 4)) / 12.0);
      double semitones = distances.size() % 2 == 0 ? 3 : -2;
      double factor = Math.pow(2, semitones / 12);
      double before = frequency(note.channel(0), rate, nominal * 0.95, nominal * 1.05);
      float[] shifted = new PitchShift(semitones).apply(note, seed()).channel(0);
      double after = frequency(shifted, rate, nominal * factor * 0.95, nominal * factor * 1.05);
      distances.add(Math.abs(cents(after, before * factor)));
    }
    assertThat(distances).hasSize(60);
    assertThat(distances).allSatisfy(each -> assertThat(each).isLessThan(5));
  }

  @ParameterizedTest
  @CsvSource({
    "AAC, 32, 10",
    "AAC, 64, 15",
    "AAC, 128, 20",
    "OPUS, 16, 5",
    "OPUS, 64, 10",
    "OPUS, 128, 15"
  })
  void codecsKeepPlaceAndLengthAndLoseLessWithMoreBits(
      CodecCompression.Format format, int kbps, double leastSnr) throws IOException {
    float[] clean =
        new AddColorNoise(0, -6).apply(Signals.sine(330, 0.3, 44100, 2), seed()).channel(0);
    for (int rate : new int[] {44100, 22050}) {
      Audio input = Audio.wrap(rate, clean);
      float[] out = new CodecCompression(format, kbps).apply(input, seed()).channel(0);
      assertThat(out).hasSameSizeAs(clean);
      int best = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int lag = -200; lag <= 200; lag++) {
        double sum = 0;
        for (int i = 4000; i < clean.length - 4000; i++) {
          sum += clean[i] * out[i + lag];
        }
        if (sum > most) {
          most = sum;
          best = lag;
        }
      }
      assertThat(best).as("delay of %s at %d kbps and %d Hz", format, kbps, rate).isZero();
      double noise = 0;
      double signal = 0;
      for (int i = 4000; i < clean.length - 4000; i++) {
        noise += Math.pow(out[i] - clean[i], 2);
        signal += (double) clean[i] * clean[i];
      }
      assertThat(10 * Math.log10(signal / noise)).isGreaterThan(leastSnr);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-6.02, -3.01, 0, 3.01, 6.02})
  void colouredNoiseHasTheSlopeAndTheRatioAskedFor(double slope) throws IOException {
    Audio tone = Signals.sine(100, 0.5, 44100, 20);
    float[] clean = tone.channel(0);
    float[] noise = new AddColorNoise(10, slope).apply(tone, seed()).channel(0);
    for (int i = 0; i < noise.length; i++) {
      noise[i] -= clean[i];
    }
    assertThat(20 * Math.log10(Signals.rms(tone) / SampleMath.rms(noise)))
        .isCloseTo(10, within(1e-3));
    double[] power = spectrum(noise, 1 << 18);
    List<double[]> points = new ArrayList<>();
    for (double octave = 700; octave < 12000; octave *= 2) {
      double sum = 0;
      int from = (int) (octave * power.length * 2 / 44100);
      int to = (int) (2 * octave * power.length * 2 / 44100);
      for (int k = from; k < Math.min(to, power.length); k++) {
        sum += power[k] / (to - from);
      }
      points.add(new double[] {points.size(), 10 * Math.log10(sum)});
    }
    double mean = (points.size() - 1) / 2.0;
    double above = points.stream().mapToDouble(p -> (p[0] - mean) * p[1]).sum();
    double below = points.stream().mapToDouble(p -> (p[0] - mean) * (p[0] - mean)).sum();
    assertThat(above / below).isCloseTo(slope, within(0.25));
  }

  @Test
  void theGaussianIsNormalAndAlwaysTheSame() {
    Gaussian random = new Gaussian(7);
    int count = 2_000_000;
    double[] moments = new double[5];
    int beyondTail = 0;
    for (int i = 0; i < count; i++) {
      double x = random.next();
      for (int m = 1; m <= 4; m++) {
        moments[m] += Math.pow(x, m) / count;
      }
      beyondTail += Math.abs(x) > 3.6541528853610088 ? 1 : 0;
    }
    assertThat(moments[1]).isCloseTo(0, within(0.003));
    assertThat(moments[2]).isCloseTo(1, within(0.004));
    assertThat(moments[3]).isCloseTo(0, within(0.01));
    assertThat(moments[4]).isCloseTo(3, within(0.02));
    // two-sided tail of the normal distribution beyond 3.654: 2.580e-4
    assertThat(beyondTail / (double) count).isCloseTo(2.58e-4, within(4e-5));
    Gaussian first = new Gaussian(42);
    assertThat(new double[] {first.next(), first.next(), first.next()})
        .containsExactly(FIRST_OF_42);
  }

  /** Computed once; another JDK or machine must give the same bits. */
  private static final double[] FIRST_OF_42 = {
    0.6736810381343125, -2.2583614541681225, -0.8280640621312992
  };

  @Test
  void aRoomHasItsDirectSoundWhereItBelongsAndTheDecayAskedFor() {
    double[] size = {10, 8, 4};
    Room room =
        new Room(
            size,
            new double[] {5, 4, 1.5},
            new double[] {5, 4.35, 1.5},
            Room.absorption(size, 0.8),
            0.8,
            1,
            true);
    assertThat(Room.absorption(new double[] {3.6, 3.6, 2.4}, 0.15))
        .isCloseTo(0.5523902597103583, within(1e-9));
    assertThat(Room.order(new double[] {3.6, 3.6, 2.4}, 0.15)).isEqualTo(25);
    assertThat(Room.order(size, 0.5)).isEqualTo(47);
    float[] response = room.response(44100, 3);
    int peak = 0;
    for (int i = 0; i < response.length; i++) {
      peak = Math.abs(response[i]) > Math.abs(response[peak]) ? i : peak;
    }
    assertThat(peak).isEqualTo(45); // .35 m at 343 m/s
    // the backward integral between -5 and -25 dB, twice three times
    double[] left = new double[response.length + 1];
    for (int i = response.length - 1; i >= 0; i--) {
      left[i] = left[i + 1] + (double) response[i] * response[i];
    }
    int tail = (int) (0.06 * 44100);
    int from = tail;
    while (10 * Math.log10(left[from] / left[tail]) > -5) {
      from++;
    }
    int to = from;
    while (10 * Math.log10(left[to] / left[tail]) > -25) {
      to++;
    }
    assertThat(3.0 * (to - from) / 44100).isCloseTo(0.8, within(0.16));
  }

  @Test
  void tenMinutesGoThroughInLittleMoreMemoryThanTheyTake() throws IOException {
    float[] long10 = new float[600 * 16000];
    for (int i = 0; i < long10.length; i++) {
      long10[i] = (float) Math.sin(i * 0.05) * 0.3f;
    }
    Audio audio = Audio.wrap(16000, long10);
    for (Deformation each :
        List.of(
            new ApplyImpulseResponse(0.8),
            new RoomSimulator(),
            new PitchShift(2),
            new AirAbsorption(),
            new ClippingDistortion(20))) {
      assertThat(each.apply(audio, seed()).frameCount()).isGreaterThanOrEqualTo(long10.length);
    }
  }

  @Test
  void aFilterBeyondHalfTheRateActsJustBelowIt() throws IOException {
    float[] noise = new float[8000];
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (random.nextDouble() - 0.5);
    }
    Audio audio = Audio.wrap(8000, new float[][] {noise});
    assertThat(new HighShelfFilter(7500, -12, 0.7).draw(seed()).apply(audio).channel(0))
        .isEqualTo(
            new HighShelfFilter(0.9999 * 4000, -12, 0.7).draw(seed()).apply(audio).channel(0))
        .isNotEqualTo(new HighShelfFilter(3000, -12, 0.7).draw(seed()).apply(audio).channel(0));
  }

  @Test
  void movesAreTold() throws IOException {
    assertThat(new PitchShift(3).draw(seed()).move()).isEqualTo(Change.Move.ofSemitones(3));
    assertThat(new TimeStretch(1.25).draw(seed()).move()).isEqualTo(Change.Move.ofSpeed(1.25));
    Change both =
        new Compose(new PitchShift(3), new PitchShift(-1), new TimeStretch(2)).draw(seed());
    assertThat(both.move().semitones()).isCloseTo(2, within(1e-12));
    assertThat(both.move().speed()).isEqualTo(2);
    assertThat(new Resample().draw(seed()).move().semitones()).isNaN();
    assertThat(new Gain().draw(seed()).move()).isEqualTo(Change.Move.NONE);
    RepeatPart plain = new RepeatPart();
    assertThat(plain.draw(seed()).move()).isEqualTo(Change.Move.NONE);
    // the original sounds on beside what is raised
    Optional<Deformation> up = Optional.of(new PitchShift(2));
    RepeatPart raised = new RepeatPart(1, 3, 0.25, 1.2, RepeatPart.Mode.INSERT, 0.005, up, 1);
    assertThat(raised.draw(seed()).move().semitones()).isNaN();
  }

  @Test
  void oneOfDrawsByWeightAndSomeOfAsManyAsAsked() throws IOException {
    int[] counts = new int[3];
    OneOf one =
        new OneOf(List.of(new Gain(1), new Clip(), new Reverse()), 1, List.of(1.0, 0.0, 3.0));
    SomeOf some = new SomeOf(List.of(1, 2), List.of(new Gain(1), new Clip(), new Reverse()), 1);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 4000; i++) {
      String name = one.draw(random).drawn().keySet().iterator().next();
      counts[name.charAt(0) - '1']++;
      long chosen =
          some.draw(random).drawn().keySet().stream()
              .filter(key -> key.indexOf('.') == key.lastIndexOf('.'))
              .count();
      assertThat(chosen).isBetween(1L, 2L);
    }
    assertThat(counts[1]).isZero();
    assertThat(counts[0] / 4000.0).isCloseTo(0.25, within(0.03));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SomeOf(4, new Gain(1), new Clip()))
        .withMessageContaining("num_transforms");
  }
}
