package org.sonoprobe.deform;

import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.api.Audio;

/**
 * Loudness by ITU-R BS.1770-4: K-weighted power of blocks of 400 ms every 100 ms, gated at -70 LUFS
 * and 10 LU below the mean of what is left. The filters at rates other than 48 kHz follow B. De Man
 * (2014). All channels count alike, as left and right do.
 */
final class IntegratedLoudness {
  private static final double ABSOLUTE_GATE = -70;
  private static final double RELATIVE_GATE = -10;
  private static final double OFFSET = -0.691;

  private IntegratedLoudness() {}

  /** The integrated loudness in LUFS; minus infinity if no block is above the gate. */
  static double integrated(Audio audio) {
    int rate = audio.sampleRate();
    int step = Math.max(1, (int) Math.round(rate / 10.0));
    int parts = audio.frameCount() / step;
    double[] power = new double[parts];
    Sections weighting = weighting(rate);
    for (int c = 0; c < audio.channelCount(); c++) {
      float[] samples = audio.channel(c);
      double[] weighted = new double[samples.length];
      for (int i = 0; i < samples.length; i++) {
        weighted[i] = samples[i];
      }
      weighting.runFromSilence(weighted);
      for (int part = 0; part < parts; part++) {
        for (int i = part * step; i < (part + 1) * step; i++) {
          power[part] += weighted[i] * weighted[i];
        }
      }
    }
    List<Double> blocks = new ArrayList<>();
    for (int part = 0; part + 4 <= parts; part++) {
      double mean =
          (power[part] + power[part + 1] + power[part + 2] + power[part + 3]) / (4.0 * step);
      if (inLufs(mean) > ABSOLUTE_GATE) {
        blocks.add(mean);
      }
    }
    double gate = inLufs(mean(blocks)) + RELATIVE_GATE;
    return inLufs(mean(blocks.stream().filter(block -> inLufs(block) > gate).toList()));
  }

  private static double inLufs(double power) {
    return power > 0 ? OFFSET + 10 * StrictMath.log10(power) : Double.NEGATIVE_INFINITY;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static Sections weighting(int rate) {
    double k = StrictMath.tan(Math.PI * Math.min(0.499, 1681.974450955533 / rate));
    double q = 0.7071752369554196;
    double high = StrictMath.pow(10, 3.999843853973347 / 20);
    double middle = StrictMath.pow(high, 0.4996667741545416);
    Sections shelf =
        Sections.of(
            high + middle * k / q + k * k,
            2 * (k * k - high),
            high - middle * k / q + k * k,
            1 + k / q + k * k,
            2 * (k * k - 1),
            1 - k / q + k * k);
    double low = StrictMath.tan(Math.PI * Math.min(0.499, 38.13547087602444 / rate));
    double lowQ = 0.5003270373238773;
    double a0 = 1 + low / lowQ + low * low;
    Sections pass =
        Sections.of(a0, -2 * a0, a0, a0, 2 * (low * low - 1), 1 - low / lowQ + low * low);
    return Sections.cascade(List.of(shelf, pass));
  }
}
