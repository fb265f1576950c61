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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sonoprobe.audio.Resampler;

/** 30 s of mono between the usual rates: ratios of small and of large integers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResampleBenchmark {
  /** The rates, in Hz. */
  @Param({
    "44100-16000",
    "44100-22050",
    "48000-16000",
    "48000-24000",
    "22050-16000",
    "16000-22050",
    "16000-48000"
  })
  public String rates = "44100-16000";

  /** The resampler. */
  @Param({"polyphase", "polyphase_fast"})
  public String name = "polyphase";

  private float[] samples = new float[0];
  private Resampler resampler = Resampler.named("polyphase");
  private int from;
  private int to;

  /** Makes noise at the first rate. */
  @Setup
  public void prepare() {
    resampler = Resampler.named(name);
    from = Integer.parseInt(rates.substring(0, rates.indexOf('-')));
    to = Integer.parseInt(rates.substring(rates.indexOf('-') + 1));
    samples = new float[30 * from];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.1 * random.nextGaussian());
    }
  }

  /** One track. */
  @Benchmark
  public float[] resample() {
    return resampler.resample(samples, from, to);
  }
}
