package org.sonoprobe.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Deformer;
import org.sonoprobe.component.Components;
import org.sonoprobe.deform.AddColorNoise;
import org.sonoprobe.deform.LowPassFilter;
import org.sonoprobe.deform.Mp3Compression;
import org.sonoprobe.deform.PitchShift;
import org.sonoprobe.deform.Resample;
import org.sonoprobe.deform.TimeStretch;

/**
 * Every deformation on noise, one thread, as seconds of audio per second: 30 s at 44.1 kHz mono,
 * the same in stereo, 30 s at 16 kHz mono, and 3 s at 44.1 kHz mono. What is drawn differs from
 * pass to pass.
 */
public final class DeformationBenchmark {
  private static final long LEAST = 700_000_000L;

  private DeformationBenchmark() {}

  /** Prints a table. */
  public static void main(String[] arguments) throws IOException {
    Map<String, Deformation> all = new LinkedHashMap<>(Components.all(Deformation.class));
    all.put("AddColorNoise pink", new AddColorNoise(10, -3.01));
    all.put("LowPassFilter_zp", Components.with(new LowPassFilter(1000, 24), "zero_phase", true));
    all.put("Mp3Compression_32", new Mp3Compression(32));
    all.put("PitchShift +2", new PitchShift(2));
    all.put("TimeStretch 1.25", new TimeStretch(1.25));
    all.put("Resample_16k", new Resample(16000, 16000, 1));
    System.out.println("| deformation | 44.1 kHz, 30 s | stereo | 16 kHz, 30 s | 44.1 kHz, 3 s |");
    System.out.println("|:--|--:|--:|--:|--:|");
    for (Map.Entry<String, Deformation> each : all.entrySet()) {
      if (each.getValue().unavailable().isEmpty()) {
        System.out.printf(
            "| %s | %,.0f | %,.0f | %,.0f | %,.0f |%n",
            each.getKey(),
            speed(each.getValue(), noise(44100, 30, 1)),
            speed(each.getValue(), noise(44100, 30, 2)),
            speed(each.getValue(), noise(16000, 30, 1)),
            speed(each.getValue(), noise(44100, 3, 1)));
      }
    }
  }

  private static Audio noise(int rate, int seconds, int channelCount) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] channels = new float[channelCount][rate * seconds];
    for (float[] channel : channels) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] = (float) (random.nextDouble() - 0.5);
      }
    }
    return Audio.of(rate, channels);
  }

  private static double speed(Deformation deformation, Audio audio) throws IOException {
    Deformer open = deformation.open();
    for (int seed = 0; seed < 3; seed++) {
      open.draw(new SplittableRandom(seed)).apply(audio);
    }
    long start = System.nanoTime();
    int passes = 0;
    while (passes < 3 || System.nanoTime() - start < LEAST) {
      open.draw(new SplittableRandom(passes++)).apply(audio);
    }
    return passes * audio.durationSeconds() / ((System.nanoTime() - start) / 1e9);
  }
}
