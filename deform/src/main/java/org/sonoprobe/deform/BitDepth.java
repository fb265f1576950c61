package org.sonoprobe.deform;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * What a converter of so many bits does: clips to [-1, 1), adds triangular dither of one step,
 * unless told otherwise, and rounds to steps of {@code 2^(1 - bits)}.
 *
 * @param minBits lowest depth, 2 to 24; 8 unless set; drawn uniformly, bounds included
 * @param maxBits highest depth; 16 unless set
 * @param dither whether noise is added before rounding; true unless set
 * @param p probability of acting at all; 1 unless set
 */
public record BitDepth(int minBits, int maxBits, boolean dither, double p) implements Deformation {

  public BitDepth {
    Draw.checkRange("bits", minBits, maxBits, 2, 24);
    Draw.checkProbability(p);
  }

  /** Between 8 and 16 bits with dither, always. */
  public BitDepth() {
    this(8, 16, true, 1);
  }

  /** Exactly so many bits with dither, always. */
  public BitDepth(int bits) {
    this(bits, bits, true, 1);
  }

  @Override
  public String name() {
    return "BitDepth";
  }

  @Override
  public String label() {
    return Draw.label("", minBits, maxBits, "bits").strip();
  }

  @Override
  public boolean isRandom() {
    return dither ? p > 0 : Draw.matters(minBits, maxBits, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    int bits = Draw.whole(minBits, maxBits, random);
    long seed = random.nextLong();
    double steps = StrictMath.pow(2, bits - 1);
    Change change =
        audio -> {
          SplittableRandom noise = new SplittableRandom(seed);
          return SampleMath.each(
                  (samples, rate) -> {
                    for (int i = 0; i < samples.length; i++) {
                      double value = samples[i] * steps;
                      double first = noise.nextDouble();
                      value += dither ? first - noise.nextDouble() : 0;
                      value = Math.max(-steps, Math.min(steps - 1, Math.rint(value)));
                      samples[i] = (float) (value / steps);
                    }
                    return samples;
                  })
              .apply(audio);
        };
    return acts ? change.withDrawn("bits", bits) : Change.NONE;
  }
}
