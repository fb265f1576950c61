package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Rounds samples to few levels: with {@code q = 2^bits / 2 + 1} to the nearest {@code 1 / q},
 * halves to even, without dither and without clipping. As audiomentations' transform of that name;
 * {@link BitDepth} is what a converter of that depth does.
 *
 * @param minBitDepth lowest depth in bits, 1 to 32; 5 unless set; drawn uniformly, bounds included
 * @param maxBitDepth highest depth in bits; 10 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record BitCrush(int minBitDepth, int maxBitDepth, double p) implements Deformation {
  /** Added and subtracted it rounds numbers below 2^51 to whole ones. */
  private static final double HALVES_TO_EVEN = 0x1.8p52;

  public BitCrush {
    Draw.checkRange("bit_depth", minBitDepth, maxBitDepth, 1, 32);
    Draw.checkProbability(p);
  }

  /** Between 5 and 10 bits, always. */
  public BitCrush() {
    this(5, 10, 1);
  }

  /** Exactly so many bits, always. */
  public BitCrush(int bitDepth) {
    this(bitDepth, bitDepth, 1);
  }

  @Override
  public String name() {
    return "BitCrush";
  }

  @Override
  public String label() {
    return Draw.label("crushed to", minBitDepth, maxBitDepth, "bits");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minBitDepth, maxBitDepth, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    int bits = Draw.whole(minBitDepth, maxBitDepth, random);
    double levels = (1L << bits) / 2.0 + 1;
    double step = 1 / levels;
    Change change =
        SampleMath.each(
            (samples, rate) -> {
              for (int i = 0; i < samples.length; i++) {
                double nearest = samples[i] * levels + HALVES_TO_EVEN - HALVES_TO_EVEN;
                samples[i] = (float) (nearest * step);
              }
              return samples;
            });
    return acts ? change.withDrawn("bit_depth", bits) : Change.NONE;
  }
}
