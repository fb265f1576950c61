package org.sonoprobe.deform.tarsos;

import be.tarsos.dsp.resample.Resampler;
import java.util.Arrays;

/** Plays a signal faster or slower with TarsosDSP's band-limited resampler. */
final class Transposer {
  private Transposer() {}

  /** {@code samples} with {@code factor} times as many samples. */
  static float[] transpose(float[] samples, double factor) {
    Resampler resampler = new Resampler(true, factor, factor);
    int wanted = (int) Math.ceil(samples.length * factor);
    float[] result = new float[wanted + 64];
    int read = 0;
    int written = 0;
    while (written < result.length) {
      Resampler.Result step =
          resampler.process(
              factor,
              samples,
              read,
              samples.length - read,
              true,
              result,
              written,
              result.length - written);
      read += step.inputSamplesConsumed;
      written += step.outputSamplesGenerated;
      if (step.inputSamplesConsumed == 0 && step.outputSamplesGenerated == 0) {
        break;
      }
    }
    return Arrays.copyOf(result, wanted);
  }
}
