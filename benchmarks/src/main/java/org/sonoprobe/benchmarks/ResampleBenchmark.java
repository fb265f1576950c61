package org.sonoprobe.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sonoprobe.audio.Resampler;

/** 30 s of mono from 44.1 to 16 kHz. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResampleBenchmark {
  /** The resampler. */
  @Param({"polyphase", "polyphase_fast"})
  public String name = "polyphase";

  private final float[] samples = new float[30 * 44100];
  private final Resampler polyphase = Resampler.named("polyphase");
  private final Resampler fast = Resampler.named("polyphase_fast");

  /** Noise. */
  public ResampleBenchmark() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.1 * random.nextGaussian());
    }
  }

  /** One track. */
  @Benchmark
  public float[] resample() {
    return (name.equals("polyphase") ? polyphase : fast).resample(samples, 44100, 16000);
  }
}
