package org.sonoprobe.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sonoprobe.dsp.FrontEnd;
import org.sonoprobe.dsp.FrontEnds;

/** The MusiCNN front-end on 30 s: 512/256 at 16 kHz, 96 bands. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MelBenchmark {
  private final FrontEnd.Transform frontEnd = new FrontEnds.Musicnn().open();
  private final float[] samples = noise();

  private static float[] noise() {
    SplittableRandom random = new SplittableRandom(1);
    float[] samples = new float[30 * 16000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.3 * Math.sin(0.1 * i) + 0.05 * random.nextGaussian());
    }
    return samples;
  }

  /** One track. */
  @Benchmark
  public float[] musicnn() {
    return frontEnd.apply(samples);
  }
}
