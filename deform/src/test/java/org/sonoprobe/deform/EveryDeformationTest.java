package org.sonoprobe.deform;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.component.Components;
import org.sonoprobe.testkit.DeformationContract;

/** The contract, for each deformation of this artifact and for some with other parameters. */
class EveryDeformationTest {
  /** Those whose result may be longer or shorter. */
  private static final Set<String> OTHER_LENGTH =
      Set.of("AdjustDuration", "RepeatPart", "Resample", "RoomSimulator", "Trim");

  private record Case(Deformation deformation, boolean keepsLength) implements DeformationContract {
    @Override
    public boolean hasServiceLine() {
      return true;
    }
  }

  private static List<Deformation> others() {
    Deformation gain = new Gain(-6);
    return List.of(
        new Compose(new AddGaussianSnr(10), new PitchShift(2), gain),
        new Compose(List.of(gain, new Clip(), new Reverse()), 0.5, true),
        new OneOf(List.of(gain, new TimeStretch(1.1), new BitCrush(8)), 1, List.of(1.0, 0.0, 3.0)),
        new SomeOf(List.of(1, 0), List.of(gain, new Normalize(), new Shift()), 1),
        new PostGain(new LowPassFilter(800, 12), PostGain.Method.SAME_LUFS),
        new PitchShift(-24),
        new PitchShift(24),
        new PitchShift(3, 3, Stretching.PHASE_VOCODER, 1),
        new TimeStretch(0.1),
        new TimeStretch(10),
        Components.with(new LowPassFilter(200, 24), "zero_phase", true),
        Components.with(new BandStopFilter(1000, 1.99, 24), "zero_phase", true),
        new AddColorNoise(0, 6),
        new CodecCompression(CodecCompression.Format.OPUS, 32),
        new CodecCompression(CodecCompression.Format.FLAC, 32, 128, 1),
        Components.with(new Normalize(), "apply_to", "only_too_loud_sounds"),
        Components.with(new AddBackgroundNoise(), "noise_transform", new Gain(3)),
        Components.with(new AddShortNoises(), "noise_rms", "relative"),
        Components.with(new AddShortNoises(), "noise_rms", "absolute"),
        Components.with(new Mp3Compression(32), "preserve_delay", false));
  }

  @TestFactory
  List<DynamicTest> contracts() {
    List<Deformation> all = new ArrayList<>(Components.all(Deformation.class).values());
    all.addAll(others());
    List<Method> methods =
        Arrays.stream(DeformationContract.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    List<DynamicTest> tests = new ArrayList<>();
    for (Deformation deformation : all) {
      Case each = new Case(deformation, !OTHER_LENGTH.contains(deformation.name()));
      for (Method method : methods) {
        tests.add(
            DynamicTest.dynamicTest(
                Components.describe(deformation) + " " + method.getName(),
                () -> {
                  try {
                    method.invoke(each);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                }));
      }
    }
    return tests;
  }
}
