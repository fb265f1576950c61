package org.sonoprobe.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.sonoprobe.audio.Resampler;

/**
 * Speed of the default resampler, x realtime, between all pairs of the usual rates, best of several
 * on 30 s of mono noise: a line {@code from to speed hash} each, the hash being that of the output.
 */
public final class ResampleTable {
  private ResampleTable() {}

  /** Measures the pairs; an argument names another resampler. */
  public static void main(String[] arguments) {
    Resampler resampler = Resampler.named(arguments.length > 0 ? arguments[0] : "polyphase");
    List<Integer> rates = List.of(8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000);
    for (int from : rates) {
      float[] samples = new float[30 * from];
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (float) (0.1 * random.nextGaussian());
      }
      for (int to : rates) {
        if (from != to) {
          measure(resampler, samples, from, to);
        }
      }
    }
  }

  private static void measure(Resampler resampler, float[] samples, int from, int to) {
    double best = Double.MAX_VALUE;
    int hash = 0;
    for (int rep = 0; rep < 8; rep++) {
      long start = System.nanoTime();
      float[] out = resampler.resample(samples, from, to);
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
      hash = Arrays.hashCode(out);
    }
    System.out.printf(
        Locale.ROOT, "%d %d %.0f %08x%n", from, to, samples.length / (double) from / best, hash);
  }
}
